/** The loss report: what a format could not carry, construct by construct, for programs and for people. */

import type { Bilingual } from "./format.ts";

/** Everything of the plan that some format cannot carry, or carries in part. */
export const PLAN_CONSTRUCTS = {
  plan_text: { en: "Name and description of the plan", fr: "Nom et description du plan" },
  settings: { en: "Settings of the plan", fr: "Réglages du plan" },
  ids: { en: "Stable ids", fr: "Identifiants stables" },
  order: { en: "Order", fr: "Ordre" },
  event: { en: "Event", fr: "Événement" },
  call_type: { en: "Call type", fr: "Type d’appel" },
  name: { en: "Name", fr: "Nom" },
  former_name: { en: "Former names", fr: "Anciens noms" },
  identifier: { en: "Name in code", fr: "Nom dans le code" },
  display_name: { en: "Display name", fr: "Nom affiché" },
  description: { en: "Description", fr: "Description" },
  translation: { en: "Text in a further language", fr: "Texte dans une autre langue" },
  trigger: { en: "Trigger", fr: "Déclencheur" },
  trigger_place: { en: "Place where it fires", fr: "Endroit où il se déclenche" },
  category: { en: "Category", fr: "Catégorie" },
  tags: { en: "Tags", fr: "Étiquettes" },
  owner: { en: "Owner", fr: "Responsable" },
  steward: { en: "Data steward", fr: "Intendant des données" },
  critical: { en: "Critical mark", fr: "Marque d’événement critique" },
  status: { en: "Status", fr: "Statut" },
  deprecation: { en: "Deprecation", fr: "Dépréciation" },
  role: { en: "Role", fr: "Rôle" },
  privacy: { en: "Privacy class", fr: "Classe de confidentialité" },
  retention: { en: "Retention period", fr: "Durée de conservation" },
  expiry: { en: "Expiry", fr: "Expiration" },
  consent: { en: "Consent purpose", fr: "Finalité du consentement" },
  source_binding: { en: "Sources where it fires", fr: "Sources où il se déclenche" },
  presence: { en: "Presence per source", fr: "Présence par source" },
  bundle: { en: "Property bundle", fr: "Groupe de propriétés" },
  property: { en: "Property", fr: "Propriété" },
  required: { en: "Required mark", fr: "Caractère obligatoire" },
  type: { en: "Type", fr: "Type" },
  nullable: { en: "Nullable mark", fr: "Valeur null admise" },
  enum: { en: "List of values", fr: "Liste de valeurs" },
  const: { en: "Single value", fr: "Valeur unique" },
  format: { en: "Format", fr: "Format" },
  pattern: { en: "Pattern", fr: "Motif" },
  bounds: { en: "Bounds", fr: "Bornes" },
  length: { en: "Lengths", fr: "Longueurs" },
  item_count: { en: "Number of items", fr: "Nombre d’éléments" },
  unique_items: { en: "Unique items", fr: "Éléments uniques" },
  union: { en: "Several types", fr: "Plusieurs types" },
  raw_type: { en: "Raw JSON Schema of a property", fr: "JSON Schema brut d’une propriété" },
  open_object: { en: "Open or closed object", fr: "Objet ouvert ou fermé" },
  open_event: { en: "Open or closed event", fr: "Événement ouvert ou fermé" },
  variants: { en: "Variants", fr: "Variantes" },
  raw_schema: { en: "Raw JSON Schema of an event", fr: "JSON Schema brut d’un événement" },
  examples: { en: "Examples", fr: "Exemples" },
  serves: { en: "Decisions and metrics served", fr: "Décisions et métriques servies" },
  decision: { en: "Decision", fr: "Décision" },
  metric: { en: "Metric", fr: "Métrique" },
  journey: { en: "Journey", fr: "Parcours" },
  user_property: { en: "User property", fr: "Propriété utilisateur" },
  group_type: { en: "Group type", fr: "Type de groupe" },
  segment_kind: { en: "Segment kind", fr: "Type de segment" },
} as const satisfies Record<string, Bilingual>;

/** What foreign files say and the plan has no place for. */
const FOREIGN_CONSTRUCTS = {
  foreign_metadata: { en: "Bookkeeping of the other tool", fr: "Données de gestion de l’autre outil" },
  foreign_keyword: { en: "Annotation the plan has no place for", fr: "Annotation sans place dans le plan" },
  context_schema: {
    en: "Rules on the context or traits of an event",
    fr: "Règles sur le contexte ou les traits d’un événement",
  },
  event_version: { en: "Version of an event", fr: "Version d’un événement" },
  enforcement: { en: "Enforcement switches", fr: "Réglages d’application" },
  required_trait: { en: "Required trait", fr: "Trait obligatoire" },
  unread_column: { en: "Column without a place in the plan", fr: "Colonne sans place dans le plan" },
  unread_sheet: { en: "Sheet that is not a plan", fr: "Feuille qui n’est pas un plan" },
  unused_definition: { en: "Definition that no event uses", fr: "Définition qu’aucun événement n’utilise" },
  shared_definition: { en: "Shared definition, copied to each use", fr: "Définition partagée, copiée à chaque usage" },
  identity_section: { en: "Place of the traits in the message", fr: "Place des traits dans le message" },
  case_description: { en: "Description of a variant", fr: "Description d’une variante" },
} as const satisfies Record<string, Bilingual>;

export type PlanConstruct = keyof typeof PLAN_CONSTRUCTS;
export type LossConstruct = PlanConstruct | keyof typeof FOREIGN_CONSTRUCTS;

export interface LossEntry {
  /** JSON pointer into the plan (export) or into the file (import); `*` stands for every item. */
  readonly path: string;
  readonly construct: LossConstruct;
  readonly note: Bilingual;
}

/** The words for a construct. */
export function constructLabel(construct: LossConstruct): Bilingual {
  return { ...PLAN_CONSTRUCTS, ...FOREIGN_CONSTRUCTS }[construct];
}

/** How a loss came about: the format has no place for it, or has one that says something else. */
export type LossManner = "dropped" | "changed";

const MANNERS: Readonly<Record<LossManner, Bilingual>> = {
  dropped: { en: "not carried", fr: "non transmis" },
  changed: { en: "carried in part", fr: "transmis en partie" },
};

/** An entry with a note made from the construct; `about` names the object, in its own words. */
export function lossEntry(
  path: string,
  construct: LossConstruct,
  about?: string,
  manner: LossManner = "dropped",
): LossEntry {
  const label = constructLabel(construct);
  const place = about === undefined || about === "" ? { en: "", fr: "" } : { en: ` (${about})`, fr: ` (${about})` };
  return {
    path,
    construct,
    note: {
      en: `${label.en}${place.en}: ${MANNERS[manner].en}.`,
      fr: `${label.fr}${place.fr} : ${MANNERS[manner].fr}.`,
    },
  };
}

export interface LossGroup {
  readonly construct: LossConstruct;
  readonly label: Bilingual;
  readonly count: number;
  /** The first few places. */
  readonly paths: readonly string[];
}

/** One line a construct, most frequent first: what a person reads before the details. */
export function groupLoss(loss: readonly LossEntry[], examples = 3): LossGroup[] {
  const groups = new Map<LossConstruct, string[]>();
  for (const { construct, path } of loss) groups.set(construct, [...(groups.get(construct) ?? []), path]);
  return [...groups]
    .map(([construct, paths]) => ({
      construct,
      label: constructLabel(construct),
      count: paths.length,
      paths: paths.slice(0, examples),
    }))
    .sort((a, b) => b.count - a.count);
}
