/** Words that stand for codes of the model in a spreadsheet, per language: kinds of rows, statuses, privacy classes. */

import { PRIVACY_CLASSES, SEGMENT_KINDS, STATUSES } from "../../plan/plan.ts";
import type { Bilingual } from "../format.ts";
import { foldHeader } from "./column.ts";

export const ROW_KINDS = {
  plan: { en: "plan", fr: "plan" },
  category: { en: "category", fr: "catégorie" },
  decision: { en: "decision", fr: "décision" },
  metric: { en: "metric", fr: "métrique" },
  bundle: { en: "bundle", fr: "groupe de propriétés" },
  event: { en: "event", fr: "événement" },
  property: { en: "property", fr: "propriété" },
  userProperty: { en: "user property", fr: "propriété utilisateur" },
  groupType: { en: "group type", fr: "type de groupe" },
  groupProperty: { en: "group property", fr: "propriété de groupe" },
} as const satisfies Record<string, Bilingual>;
export type RowKind = keyof typeof ROW_KINDS;

export const SHEETS = {
  plan: { en: "Plan", fr: "Plan" },
  category: { en: "Categories", fr: "Catégories" },
  decision: { en: "Decisions", fr: "Décisions" },
  metric: { en: "Metrics", fr: "Métriques" },
  bundle: { en: "Bundles", fr: "Groupes de propriétés" },
  event: { en: "Events", fr: "Événements" },
  property: { en: "Properties", fr: "Propriétés" },
  userProperty: { en: "User properties", fr: "Propriétés utilisateur" },
  groupType: { en: "Group types", fr: "Types de groupe" },
  groupProperty: { en: "Group properties", fr: "Propriétés de groupe" },
} as const satisfies Record<RowKind, Bilingual>;

export const CHANGES_SHEET: Bilingual = { en: "Changes", fr: "Modifications" };

/** Codes with the words people write for them. */
const CODES: Readonly<Record<string, Readonly<Record<string, Bilingual & { readonly also?: readonly string[] }>>>> = {
  status: {
    draft: { en: "draft", fr: "brouillon", also: ["planned", "prevu", "a faire", "todo"] },
    active: { en: "active", fr: "actif", also: ["live", "active", "en production", "implemented", "implemente"] },
    deprecated: { en: "deprecated", fr: "déprécié", also: ["obsolete", "retired", "retire"] },
  },
  privacy: {
    none: { en: "none", fr: "aucune", also: ["no", "non"] },
    pseudonymous: { en: "pseudonymous", fr: "pseudonyme" },
    personal: { en: "personal", fr: "personnelle", also: ["pii", "yes", "oui", "personal data", "donnee personnelle"] },
    sensitive: { en: "sensitive", fr: "sensible" },
  },
  segmentKind: {
    demographic: { en: "demographic", fr: "démographique" },
    firmographic: { en: "firmographic", fr: "firmographique" },
    technographic: { en: "technographic", fr: "technographique" },
    customer_data: { en: "customer data", fr: "données client" },
    behavioural: { en: "behavioural", fr: "comportemental", also: ["behavioral"] },
    psychographic: { en: "psychographic", fr: "psychographique" },
  },
  callType: {
    track: { en: "track", fr: "track" },
    page: { en: "page", fr: "page", also: ["page view", "pageview", "page vue"] },
    screen: { en: "screen", fr: "screen", also: ["screen view", "ecran"] },
  },
};

export const CODE_COLUMNS: Readonly<Record<string, readonly string[]>> = {
  status: STATUSES,
  privacy: PRIVACY_CLASSES,
  segmentKind: SEGMENT_KINDS,
  callType: ["track", "page", "screen"],
};

/** The code a word stands for in a column; undefined when it stands for none. */
export function codeOf(column: string, word: string): string | undefined {
  const folded = foldHeader(word).word;
  const found = Object.entries(CODES[column] ?? {}).find(
    ([code, { en, fr, also = [] }]) =>
      code === word || [en, fr].some((text) => foldHeader(text).word === folded) || also.includes(folded),
  );
  return found?.[0];
}

export function wordOf(column: string, code: string, language: "en" | "fr"): string {
  return CODES[column]?.[code]?.[language] ?? code;
}

function kindNamed(text: string, table: Readonly<Record<RowKind, Bilingual>>): RowKind | undefined {
  const { word } = foldHeader(text);
  const kinds = Object.keys(table) as RowKind[];
  return kinds.find((kind) => foldHeader(table[kind].en).word === word || foldHeader(table[kind].fr).word === word);
}

export function rowKindOf(text: string): RowKind | undefined {
  return kindNamed(text, ROW_KINDS);
}

const SHEET_WORDS: Readonly<Record<string, RowKind>> = {
  "user traits": "userProperty",
  traits: "userProperty",
  "proprietes utilisateurs": "userProperty",
  "user property": "userProperty",
  "propriete utilisateur": "userProperty",
  utilisateurs: "userProperty",
};

/** What the rows of a sheet are, by its name; undefined when the name does not say. */
export function sheetKindOf(name: string): RowKind | undefined {
  return kindNamed(name, SHEETS) ?? SHEET_WORDS[foldHeader(name).word];
}

export function isChangesSheet(name: string): boolean {
  const { word } = foldHeader(name);
  return [CHANGES_SHEET.en, CHANGES_SHEET.fr].some((text) => foldHeader(text).word === word);
}
