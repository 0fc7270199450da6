/** Fintech: loans, savings and paid plans; then messages, help and goodbyes. */

import { type EventDraft, event } from "../build.ts";
import { currency, experimentViewed, lifecycleEvents } from "../kit.ts";
import { amount, flag, oneOf, reference, whole, withRole } from "../property-draft.ts";

export const FINTECH_OFFER_EVENTS: readonly EventDraft[] = [
  experimentViewed("offers", ["offers", "application_rate"]),
  event("Product Viewed", {
    title: "Product viewed | Produit consulté",
    about:
      "The page of a loan, a savings product or a paid plan was read. | La page d’un crédit, d’un produit d’épargne ou d’une formule payante a été lue.",
    when: "When the page has been visible for one second. | Quand la page est visible depuis une seconde.",
    in: "offers",
    serves: ["offers", "application_rate"],
    owner: "Lending",
    roles: ["product_viewed"],
    bundles: ["product"],
  }),
  event("Simulator Used", {
    title: "Simulator used | Simulateur utilisé",
    about:
      "A customer worked out a monthly payment or an interest. | Un client a calculé une mensualité ou des intérêts.",
    when: "When a result is shown, at most once per visit of the page. | À l’affichage d’un résultat, une fois au plus par visite de la page.",
    in: "offers",
    serves: ["offers", "application_rate"],
    owner: "Lending",
    roles: ["micro_conversion"],
    bundles: ["product"],
    props: {
      months_simulated: whole(
        [1, 360],
        36,
        "Months simulated | Mois simulés",
        "The duration on the slider. | La durée choisie sur le curseur.",
      ),
    },
  }),
  event("Application Started", {
    title: "Application started | Demande commencée",
    about: "A customer began to apply for a product. | Un client a commencé une demande de produit.",
    when: "When the first screen of the form is confirmed. | À la validation du premier écran du formulaire.",
    in: "offers",
    serves: ["offers", "application_rate"],
    owner: "Lending",
    roles: ["add_to_cart"],
    critical: true,
    bundles: ["product", "application"],
  }),
  event("Application Submitted", {
    title: "Application submitted | Demande envoyée",
    about:
      "The form is complete and the decision can be taken. | Le formulaire est complet et la décision peut être prise.",
    when: "When the server accepts the complete form. | Quand le serveur accepte le formulaire complet.",
    in: "offers",
    serves: ["offers", "application_rate"],
    owner: "Lending",
    bundles: ["product", "application"],
    props: {
      documents_added: whole(
        [0, 30],
        2,
        "Documents added | Pièces jointes",
        "How many, never which. | Leur nombre, jamais leur nature.",
      ),
    },
  }),
  event("Application Decided", {
    title: "Application decided | Demande tranchée",
    about:
      "The application was accepted, refused or left without an answer. | La demande a été acceptée, refusée ou classée sans suite.",
    when: "When the decision is stored, from the server. | Quand la décision est enregistrée, depuis le serveur.",
    in: "offers",
    serves: ["offers", "application_rate"],
    owner: "Risk",
    purpose: "service",
    bundles: ["product", "application"],
    props: {
      outcome: oneOf(
        ["accepted", "refused", "withdrawn"],
        "Outcome | Issue",
        "What was decided. | Ce qui a été décidé.",
      ),
      is_automatic: flag(
        "Automatic | Automatique",
        "True when no person took part: such a decision can be contested. | Vrai quand personne n’est intervenu : une telle décision peut être contestée.",
      ),
    },
  }),
  event("Fee Paid", {
    title: "Fee paid | Frais réglés",
    about:
      "The customer paid for a service: what the company lives on. | Le client a payé un service : ce dont vit l’entreprise.",
    when: "When the fee is booked, from the server; refunds are not sent. | Quand les frais sont inscrits en compte, depuis le serveur ; les remboursements ne sont pas envoyés.",
    in: "offers",
    serves: ["offers", "net_revenue"],
    owner: "Finance",
    roles: ["purchase"],
    critical: true,
    purpose: "service",
    bundles: ["product"],
    props: {
      fee_id: reference("FEE-20418", "Fee number | Numéro des frais", "Key of the entry. | Clé de l’écriture."),
      fee_amount: withRole(
        "revenue",
        amount(
          9.9,
          "Amount, with tax | Montant, taxes comprises",
          "In the currency below. | Dans la devise ci-dessous.",
        ),
      ),
      currency: currency(),
    },
  }),
  event("Plan Changed", {
    title: "Plan changed | Formule changée",
    about:
      "A customer moved up or down between the plans. | Un client est passé à une formule supérieure ou inférieure.",
    when: "When the new plan takes effect. | Quand la nouvelle formule prend effet.",
    in: "offers",
    serves: ["offers", "winback", "net_revenue"],
    purpose: "service",
    props: {
      new_plan: oneOf(
        ["free", "plus", "premium"],
        "New plan | Nouvelle formule",
        "The plan from now on. | La formule désormais en vigueur.",
      ),
      direction: oneOf(
        ["up", "down"],
        "Direction | Sens",
        "Whether it costs more or less than before. | Selon qu’elle coûte plus ou moins qu’avant.",
      ),
    },
  }),
];

export const FINTECH_RELATION_EVENTS: readonly EventDraft[] = [
  ...lifecycleEvents(
    ["winback", "churn_rate"],
    ["declines", "winback"],
    ["card", "payment", "identity", "loan", "fees", "fraud"],
  ),
  event("Account Closed", {
    title: "Account closed | Compte clôturé",
    about: "The customer left and the balance was paid out. | Le client est parti et le solde lui a été versé.",
    when: "When the closing is final, from the server. | Quand la clôture est définitive, depuis le serveur.",
    in: "lifecycle",
    serves: ["winback", "churn_rate"],
    owner: "Lifecycle",
    critical: true,
    purpose: "service",
    props: {
      closing_reason: oneOf(
        ["fees", "features", "service", "other_bank", "unused", "not_said"],
        "Reason given | Motif donné",
        "Chosen from a list on the last screen. | Choisi dans une liste sur le dernier écran.",
      ),
      months_as_customer: whole(
        [0, 1200],
        14,
        "Months as a customer | Mois d’ancienneté",
        "Since the account was opened. | Depuis l’ouverture du compte.",
      ),
    },
  }),
];
