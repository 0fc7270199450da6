/** What can be wrong with a plan or an edit of it: a closed list of codes, each with its sentence in both languages. */

import type { FieldError } from "../base/error.ts";
import { wellFormed } from "./json-value.ts";

interface ProblemTexts {
  /**
   * `structure`: nothing else works on such a plan, so it is never stored. `constraint`: an edit may not introduce it and
   * publishing refuses it, but a plan imported from elsewhere may hold it until someone mends it.
   */
  readonly rank: "structure" | "constraint";
  readonly en: string;
  readonly fr: string;
}

/** `{detail}` is a name or value of the plan; `{limit}` a number. */
export const PROBLEM_TABLE = {
  not_found: { rank: "structure", en: "There is no such object: {detail}.", fr: "Cet objet n’existe pas : {detail}." },
  wrong_kind: {
    rank: "structure",
    en: "This does not apply here: {detail}.",
    fr: "Cela ne s’applique pas ici : {detail}.",
  },
  id_taken: { rank: "structure", en: "The id {detail} is already used.", fr: "L’id {detail} est déjà utilisé." },
  event_name_taken: {
    rank: "structure",
    en: "Another event already has the name “{detail}” for this call type, or had it before a rename.",
    fr: "Un autre événement porte déjà le nom « {detail} » pour ce type d’appel, ou le portait avant un renommage.",
  },
  property_name_taken: {
    rank: "structure",
    en: "The name “{detail}” is used twice in the same object.",
    fr: "Le nom « {detail} » est utilisé deux fois dans le même objet.",
  },
  object_name_taken: {
    rank: "structure",
    en: "The name “{detail}” is already used.",
    fr: "Le nom « {detail} » est déjà utilisé.",
  },
  identifier_taken: {
    rank: "structure",
    en: "The identifier “{detail}” is already used in code; capital letters make no difference.",
    fr: "L’identifiant « {detail} » est déjà utilisé dans le code ; les majuscules ne font pas de différence.",
  },
  identifier_invalid: {
    rank: "structure",
    en: "“{detail}” cannot be a name in code: letters, digits, _ and $ only, not starting with a digit.",
    fr: "« {detail} » ne peut pas être un nom dans le code : lettres, chiffres, _ et $ seulement, sans chiffre au début.",
  },
  identifier_locked: {
    rank: "structure",
    en: "The identifier was published. Changing it breaks code, so ask for it explicitly: the old one stays as a deprecated alias.",
    fr: "L’identifiant a été publié. Le changer casse du code, demandez-le donc explicitement : l’ancien reste comme alias déprécié.",
  },
  half_pair: {
    rank: "structure",
    en: "“{detail}” holds half a surrogate pair: no schema with it can be checked, and it cannot be stored.",
    fr: "« {detail} » contient une moitié de paire de substitution : aucun schéma qui la porte ne peut être vérifié, et elle ne peut pas être conservée.",
  },
  proto_key: {
    rank: "structure",
    en: "The key `__proto__` is not possible in a raw JSON Schema or an example: JavaScript gives it a meaning of its own.",
    fr: "La clé `__proto__` n’est pas possible dans un JSON Schema brut ou un exemple : JavaScript lui donne un sens particulier.",
  },
  reference_missing: {
    rank: "structure",
    en: "This refers to {detail}, which the plan does not have.",
    fr: "Ceci renvoie à {detail}, que le plan ne contient pas.",
  },
  in_use: {
    rank: "structure",
    en: "This is still used: {detail}. Remove those uses too, or keep it.",
    fr: "Ceci est encore utilisé : {detail}. Retirez aussi ces usages, ou gardez-le.",
  },
  discriminator_invalid: {
    rank: "structure",
    en: "Variants need a property of the event that is required, never null, and an enum or a boolean.",
    fr: "Les variantes demandent une propriété de l’événement obligatoire, jamais nulle, de type énumération ou booléen.",
  },
  discriminator_presence: {
    rank: "structure",
    en: "The property that chooses the variant is required from every source; {detail} cannot be an exception.",
    fr: "La propriété qui choisit la variante est obligatoire depuis toutes les sources ; {detail} ne peut pas faire exception.",
  },
  metric_cycle: {
    rank: "structure",
    en: "The metric {detail} would be a part of itself.",
    fr: "La métrique {detail} serait une partie d’elle-même.",
  },
  case_without_value: {
    rank: "structure",
    en: "A variant needs at least one value of the discriminator.",
    fr: "Une variante demande au moins une valeur du discriminant.",
  },
  case_value_twice: {
    rank: "structure",
    en: "The value {detail} selects two variants.",
    fr: "La valeur {detail} choisit deux variantes.",
  },
  case_value_unknown: {
    rank: "structure",
    en: "The discriminator never takes the value {detail}.",
    fr: "Le discriminant ne prend jamais la valeur {detail}.",
  },
  case_hides_discriminator: {
    rank: "structure",
    en: "A variant may not replace the discriminator “{detail}”.",
    fr: "Une variante ne peut pas remplacer le discriminant « {detail} ».",
  },
  repeated_item: {
    rank: "structure",
    en: "{detail} stands twice in the list.",
    fr: "{detail} figure deux fois dans la liste.",
  },
  trait_required: {
    rank: "constraint",
    en: "User and group properties are judged one by one and cannot be required.",
    fr: "Les propriétés d’utilisateur et de groupe sont jugées une à une et ne peuvent pas être obligatoires.",
  },
  enum_empty: {
    rank: "constraint",
    en: "The list of allowed values is empty.",
    fr: "La liste des valeurs permises est vide.",
  },
  enum_repeated: {
    rank: "constraint",
    en: "The allowed value {detail} is listed twice.",
    fr: "La valeur permise {detail} est citée deux fois.",
  },
  enum_too_long: {
    rank: "constraint",
    en: "At most {limit} allowed values can be listed.",
    fr: "Au plus {limit} valeurs permises peuvent être citées.",
  },
  const_not_allowed: {
    rank: "constraint",
    en: "The fixed value {detail} breaks the other constraints.",
    fr: "La valeur fixe {detail} contredit les autres contraintes.",
  },
  enum_value_not_allowed: {
    rank: "constraint",
    en: "The allowed value {detail} breaks the other constraints.",
    fr: "La valeur permise {detail} contredit les autres contraintes.",
  },
  bounds_reversed: {
    rank: "constraint",
    en: "The lowest bound is above the highest: no value fits ({detail}).",
    fr: "La borne basse dépasse la borne haute : aucune valeur ne convient ({detail}).",
  },
  pattern_unsafe: {
    rank: "constraint",
    en: "The pattern is not a regular expression that can be checked in linear time ({detail}). Look-around and back-references are not possible.",
    fr: "Le motif n’est pas une expression régulière vérifiable en temps linéaire ({detail}). Les assertions avant ou arrière et les références ne sont pas possibles.",
  },
  unique_items_unbounded: {
    rank: "constraint",
    en: "Unique items of object type need a maximum of at most {limit} items.",
    fr: "Des éléments uniques de type objet demandent un maximum d’au plus {limit} éléments.",
  },
  union_empty: {
    rank: "constraint",
    en: "A choice of types needs at least one type.",
    fr: "Un choix de types demande au moins un type.",
  },
  too_many_properties: {
    rank: "constraint",
    en: "An event holds at most {limit} properties, nested ones included.",
    fr: "Un événement contient au plus {limit} propriétés, imbriquées comprises.",
  },
  too_large: {
    rank: "constraint",
    en: "With its references expanded this is larger than {limit} nodes.",
    fr: "Une fois ses références développées, ceci dépasse {limit} nœuds.",
  },
  too_deep: {
    rank: "constraint",
    en: "This is nested more than {limit} levels deep.",
    fr: "Ceci est imbriqué sur plus de {limit} niveaux.",
  },
  raw_reference: {
    rank: "constraint",
    en: "The reference {detail} does not lead to a place in the same schema (`#/...`).",
    fr: "La référence {detail} ne mène pas à un endroit du même schéma (`#/...`).",
  },
  raw_cycle: {
    rank: "constraint",
    en: "The reference {detail} leads back to itself.",
    fr: "La référence {detail} revient sur elle-même.",
  },
  raw_keyword: {
    rank: "constraint",
    en: "The keyword {detail} is not possible here, or its value is not what draft-07 asks for.",
    fr: "Le mot-clé {detail} n’est pas possible ici, ou sa valeur n’est pas celle que demande draft-07.",
  },
} as const satisfies Record<string, ProblemTexts>;

export type ProblemCode = keyof typeof PROBLEM_TABLE;

/** One problem: what, where (a field path), and the name or number its sentence mentions. */
export interface PlanProblem {
  readonly code: ProblemCode;
  readonly path: string;
  readonly detail?: string;
  readonly limit?: number;
}

/** A problem as people read it; `code` lets programs tell problems apart. */
export interface EditError extends FieldError {
  readonly code: ProblemCode;
}

const DETAIL_MAX = 200;

function filled(text: string, { detail = "", limit = 0 }: PlanProblem): string {
  const shown = wellFormed(detail.length > DETAIL_MAX ? `${detail.slice(0, DETAIL_MAX)}…` : detail);
  return text.replaceAll("{limit}", String(limit)).replaceAll("{detail}", () => shown);
}

export function problemError(problem: PlanProblem): EditError {
  const { en, fr } = PROBLEM_TABLE[problem.code];
  return { code: problem.code, path: problem.path, en: filled(en, problem), fr: filled(fr, problem) };
}

export function isStructural(problem: PlanProblem): boolean {
  return PROBLEM_TABLE[problem.code].rank === "structure";
}
