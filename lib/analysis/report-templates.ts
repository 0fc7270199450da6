/** Reports that come ready-made. One that kept its name has it in every reader's language. */

import type { Language, LocalizedText } from "../plan/plan.ts";

interface ReportTemplate {
  readonly name: Required<LocalizedText>;
  readonly description: Required<LocalizedText>;
}

export const REPORT_TEMPLATES = {
  funnel: {
    name: { en: "From product to order", fr: "De l’article à la commande" },
    description: { en: "Where people stop on the way to an order.", fr: "Où l’on s’arrête avant de commander." },
  },
  activated: {
    name: { en: "Retention of the activated", fr: "Rétention des activés" },
    description: {
      en: "Who comes back each week after signing up.",
      fr: "Qui revient chaque semaine après l’inscription.",
    },
  },
  notActivated: {
    name: { en: "Retention of the not activated", fr: "Rétention des non activés" },
    description: {
      en: "The same for people whose seven days ended without activation.",
      fr: "La même pour ceux dont les sept jours ont pris fin sans activation.",
    },
  },
  revenue: {
    name: { en: "Revenue per week", fr: "Chiffre d’affaires par semaine" },
    description: { en: "Sum of order totals.", fr: "Somme des totaux de commande." },
  },
  active: {
    name: { en: "Active people", fr: "Personnes actives" },
    description: { en: "Per day, 7 days and 30 days.", fr: "Par jour, sur 7 jours et sur 30 jours." },
  },
} as const satisfies Record<string, ReportTemplate>;

interface Named {
  readonly name: string;
}

function templateOf({ name }: Named): ReportTemplate | undefined {
  return Object.values(REPORT_TEMPLATES).find((template: ReportTemplate) =>
    Object.values(template.name).includes(name),
  );
}

/** Its name in the reader's language; a name that somebody gave stays as it is. */
export function reportName(report: Named, language: Language): string {
  return templateOf(report)?.name[language] ?? report.name;
}

/** Its description likewise. */
export function reportDescription(report: Named & { readonly description: string }, language: Language): string {
  const found = templateOf(report)?.description;
  return found !== undefined && Object.values(found).includes(report.description)
    ? found[language]
    : report.description;
}
