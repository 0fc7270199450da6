/** The columns a spreadsheet of a plan may have: what each means, how it is headed, under which other words it is found. */

import type { Language } from "../../plan/plan.ts";
import type { Bilingual } from "../format.ts";

/** How the cells of a column are read and written. */
type CellKind = "text" | "list" | "boolean" | "number" | "value" | "values" | "more";

interface Row {
  readonly cell: CellKind;
  readonly label: Bilingual;
  /** Other headers, folded: lower case, no accents, single spaces. */
  readonly also?: readonly string[];
}

export const COLUMNS = {
  kind: {
    cell: "text",
    label: { en: "Row", fr: "Ligne" },
    also: ["kind", "row type", "object type", "nature", "type de ligne"],
  },
  event: {
    cell: "text",
    label: { en: "Event", fr: "Événement" },
    also: [
      "event name",
      "events",
      "event wire name",
      "name of event",
      "evenements",
      "nom de l evenement",
      "nom evenement",
      "nom d evenement",
      "tracking event",
    ],
  },
  callType: {
    cell: "text",
    label: { en: "Call type", fr: "Type d’appel" },
    also: ["call", "appel", "event type", "type d evenement", "method", "methode"],
  },
  property: {
    cell: "text",
    label: { en: "Property", fr: "Propriété" },
    also: [
      "property name",
      "event property",
      "event property name",
      "parameter",
      "parameter name",
      "param",
      "attribute",
      "field",
      "key",
      "nom de la propriete",
      "parametre",
      "nom du parametre",
      "attribut",
      "champ",
      "cle",
      "user property",
      "propriete utilisateur",
      "trait",
    ],
  },
  bundle: {
    cell: "text",
    label: { en: "Bundle", fr: "Groupe de propriétés" },
    also: ["property bundle", "property group"],
  },
  group: { cell: "text", label: { en: "Group type", fr: "Type de groupe" }, also: ["group", "groupe"] },
  displayName: {
    cell: "text",
    label: { en: "Display name", fr: "Nom affiché" },
    also: ["label", "title", "libelle", "titre", "event display name"],
  },
  description: {
    cell: "text",
    label: { en: "Description", fr: "Description" },
    also: ["property description", "description de la propriete", "definition", "desc", "object description"],
  },
  eventDescription: {
    cell: "text",
    label: { en: "Event description", fr: "Description de l’événement" },
    also: ["description evenement"],
  },
  trigger: {
    cell: "text",
    label: { en: "Trigger", fr: "Déclencheur" },
    also: ["triggers", "when", "triggered when", "declenchement", "quand", "condition de declenchement", "moment"],
  },
  category: {
    cell: "text",
    label: { en: "Category", fr: "Catégorie" },
    also: ["event category", "theme", "section", "family", "famille"],
  },
  required: {
    cell: "boolean",
    label: { en: "Required", fr: "Obligatoire" },
    also: ["mandatory", "requis", "requise", "property required", "is required"],
  },
  requiredList: {
    cell: "list",
    label: { en: "Required properties", fr: "Propriétés obligatoires" },
    also: ["required parameters", "parametres obligatoires"],
  },
  propertyList: {
    cell: "list",
    label: { en: "Properties", fr: "Propriétés" },
    also: ["parameters", "event properties", "parametres", "attributes", "attributs"],
  },
  optionalList: {
    cell: "list",
    label: { en: "Optional properties", fr: "Propriétés facultatives" },
    also: ["proprietes optionnelles", "optional parameters", "parametres facultatifs"],
  },
  type: {
    cell: "text",
    label: { en: "Type", fr: "Type" },
    also: [
      "property type",
      "data type",
      "value type",
      "property value type",
      "type de donnee",
      "type de la propriete",
      "type de valeur",
    ],
  },
  nullable: { cell: "boolean", label: { en: "Null allowed", fr: "Null admis" }, also: ["nullable", "peut etre null"] },
  enum: {
    cell: "values",
    label: { en: "Allowed values", fr: "Valeurs admises" },
    also: [
      "enum",
      "enum values",
      "values",
      "permitted values",
      "possible values",
      "valeurs",
      "valeurs possibles",
      "valeurs autorisees",
      "liste de valeurs",
    ],
  },
  const: {
    cell: "value",
    label: { en: "Single value", fr: "Valeur unique" },
    also: ["const", "const value", "constante"],
  },
  format: { cell: "text", label: { en: "Format", fr: "Format" } },
  pattern: {
    cell: "text",
    label: { en: "Pattern", fr: "Motif" },
    also: ["regex", "regexp", "property regex", "expression reguliere"],
  },
  minimum: { cell: "number", label: { en: "Minimum", fr: "Minimum" }, also: ["min", "number property value min"] },
  maximum: { cell: "number", label: { en: "Maximum", fr: "Maximum" }, also: ["max", "number property value max"] },
  exclusiveMinimum: { cell: "number", label: { en: "More than", fr: "Plus de" } },
  exclusiveMaximum: { cell: "number", label: { en: "Less than", fr: "Moins de" } },
  multipleOf: { cell: "number", label: { en: "Multiple of", fr: "Multiple de" } },
  minLength: {
    cell: "number",
    label: { en: "Minimum length", fr: "Longueur minimale" },
    also: ["min length", "longueur min", "string property value min length"],
  },
  maxLength: {
    cell: "number",
    label: { en: "Maximum length", fr: "Longueur maximale" },
    also: ["max length", "longueur max", "string property value max length"],
  },
  minItems: {
    cell: "number",
    label: { en: "Minimum items", fr: "Éléments au moins" },
    also: ["min items", "array min items"],
  },
  maxItems: {
    cell: "number",
    label: { en: "Maximum items", fr: "Éléments au plus" },
    also: ["max items", "array max items"],
  },
  uniqueItems: { cell: "boolean", label: { en: "Unique items", fr: "Éléments uniques" }, also: ["array unique items"] },
  open: { cell: "boolean", label: { en: "Other keys allowed", fr: "Autres clés admises" } },
  examples: {
    cell: "values",
    label: { en: "Examples", fr: "Exemples" },
    also: ["example", "example value", "sample", "sample value", "exemple", "exemple de valeur", "valeur d exemple"],
  },
  roles: { cell: "list", label: { en: "Roles", fr: "Rôles" }, also: ["role"] },
  segmentKind: { cell: "text", label: { en: "Segment kind", fr: "Type de segment" }, also: ["segment"] },
  critical: {
    cell: "boolean",
    label: { en: "Critical", fr: "Critique" },
    also: ["key event", "evenement cle", "prioritaire"],
  },
  status: { cell: "text", label: { en: "Status", fr: "État" }, also: ["state", "statut"] },
  privacy: {
    cell: "text",
    label: { en: "Privacy class", fr: "Confidentialité" },
    also: ["privacy", "classe de confidentialite"],
  },
  consentPurpose: {
    cell: "text",
    label: { en: "Consent purpose", fr: "Finalité du consentement" },
    also: ["consent", "consentement", "finalite"],
  },
  owner: {
    cell: "text",
    label: { en: "Owner", fr: "Responsable" },
    also: ["team", "equipe", "proprietaire", "object owner"],
  },
  tags: {
    cell: "list",
    label: { en: "Tags", fr: "Étiquettes" },
    also: ["labels", "mots cles", "platform", "platforms", "plateforme", "plateformes"],
  },
  sources: { cell: "list", label: { en: "Sources", fr: "Sources" }, also: ["source", "event source"] },
  bundles: {
    cell: "list",
    label: { en: "Bundles", fr: "Groupes de propriétés" },
    also: ["property bundles", "property groups", "property group names"],
  },
  decisions: { cell: "list", label: { en: "Decisions", fr: "Décisions" }, also: ["decision"] },
  metrics: {
    cell: "list",
    label: { en: "Metrics", fr: "Métriques" },
    also: ["metric", "kpi", "kpis", "metrique", "indicateur", "indicateurs"],
  },
  identifier: {
    cell: "text",
    label: { en: "Name in code", fr: "Nom dans le code" },
    also: ["identifier", "identifiant dans le code"],
  },
  formerNames: { cell: "list", label: { en: "Former names", fr: "Anciens noms" } },
  formerIdentifiers: { cell: "list", label: { en: "Former names in code", fr: "Anciens noms dans le code" } },
  id: { cell: "text", label: { en: "Id", fr: "Id" }, also: ["identifiant"] },
  more: { cell: "more", label: { en: "More (JSON)", fr: "Suite (JSON)" } },
} as const satisfies Record<string, Row>;

export type ColumnName = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as ColumnName[];

/** Constraints of a value, or of the values of a list. */
export const ITEM_CONSTRAINTS = [
  "enum",
  "const",
  "format",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minLength",
  "maxLength",
] as const satisfies readonly ColumnName[];

/** Columns that say the type of a property, each under the name of the field it fills. */
const TYPE_COLUMNS = [
  "type",
  "nullable",
  ...ITEM_CONSTRAINTS,
  "minItems",
  "maxItems",
  "uniqueItems",
] as const satisfies readonly ColumnName[];

/** True for a column, or the field of its name, that says a part of a property's type. */
export function isTypeColumn(name: string): name is (typeof TYPE_COLUMNS)[number] {
  return (TYPE_COLUMNS as readonly string[]).includes(name);
}

/** Columns that exist once per language. */
export const LOCALIZED_COLUMNS = ["displayName", "description", "eventDescription", "trigger"] as const;

/** Found under these words only when no better column is there. */
const SECOND_CHOICE: readonly (readonly [string, ColumnName])[] = [
  ...["note", "notes", "comment", "comments", "commentaire", "commentaires", "remarque", "remarques", "details"].map(
    (word) => [word, "description"] as const,
  ),
  ...["name", "nom"].flatMap((word) => [[word, "event"] as const, [word, "property"] as const]),
];

/** A header as it is compared: `Propriété (fr) ` is `propriete` and the language French. */
export function foldHeader(header: string): { readonly word: string; readonly language?: Language } {
  const folded = header
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  const match = /^(.*?) (en|english|anglais|fr|french|francais)$/.exec(folded);
  if (match?.[1] === undefined) return { word: folded };
  return { word: match[1], language: match[2]?.startsWith("fr") ? "fr" : "en" };
}

interface Meaning {
  readonly column: ColumnName;
  /** The language the word belongs to; undefined where both share it. */
  readonly language?: Language;
}

const WORDS = new Map<string, Meaning>();
for (const name of COLUMN_NAMES) {
  const { label, also = [] }: Row = COLUMNS[name];
  const [en, fr] = [foldHeader(label.en).word, foldHeader(label.fr).word];
  WORDS.set(en, en === fr ? { column: name } : { column: name, language: "en" });
  if (en !== fr) WORDS.set(fr, { column: name, language: "fr" });
  for (const word of also) if (!WORDS.has(word)) WORDS.set(word, { column: name });
}

const FRENCH_WORDS =
  /\b(evenement|propriete|obligatoire|valeurs?|declencheur|categorie|responsable|etat|statut|exemple|libelle|nom|parametre|requis)/;

/** What a header says, by our own words for it. */
export function meaningOf(header: string): Meaning | undefined {
  return WORDS.get(foldHeader(header).word);
}

export function secondChoices(header: string): ColumnName[] {
  const { word } = foldHeader(header);
  return SECOND_CHOICE.filter(([choice]) => choice === word).map(([, column]) => column);
}

/** The language headers are written in; undefined when they do not tell. */
export function languageOfHeaders(headers: readonly string[]): Language | undefined {
  const votes = headers.map((header) => {
    const { word } = foldHeader(header);
    return FRENCH_WORDS.test(word) ? "fr" : WORDS.get(word)?.language;
  });
  const french = votes.filter((vote) => vote === "fr").length;
  const english = votes.filter((vote) => vote === "en").length;
  return french === english ? undefined : french > english ? "fr" : "en";
}
