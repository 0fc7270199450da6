/** Why the demo shop processes data, and who answers for it. */

import type { PlanSettings, Purpose } from "../../lib/plan/plan-settings.ts";
import { both } from "./demo-plan-parts.ts";

export const purposes: Purpose[] = [
  {
    key: "account",
    name: both("Customer account and orders", "Compte client et commandes"),
    description: both(
      "Keeping the account, delivering orders, answering questions.",
      "Tenir le compte, livrer les commandes, répondre aux questions.",
    ),
    legalBasis: "contract",
    recipients: [],
    retentionDays: 1095,
  },
  {
    key: "measurement",
    name: both("Measuring the use of the shop", "Mesure de l’usage de la boutique"),
    description: both(
      "Seeing where customers stop, so that the shop can be mended there.",
      "Voir où les clients s’arrêtent, pour y améliorer la boutique.",
    ),
    legalBasis: "consent",
    recipients: [],
    retentionDays: 395,
  },
];

/** What the register of processing names besides purposes. */
export const responsibility: Pick<
  PlanSettings,
  "controller" | "controllerContact" | "dataProtectionOfficer" | "dataSubjects" | "securityMeasures"
> = {
  controller: "Maison Lin SAS",
  controllerContact: "12 rue des Tisserands, 59000 Lille",
  dataProtectionOfficer: "Camille Roux, dpo@maison-lin.example",
  dataSubjects: both("Customers and visitors of the shop.", "Clients et visiteurs de la boutique."),
  securityMeasures: both(
    "Access by personal account and role; encrypted transport; backups every night.",
    "Accès par compte personnel et rôle ; transport chiffré ; sauvegardes chaque nuit.",
  ),
};
