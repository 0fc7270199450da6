/** What can be wrong with the JSON Schema of an event that somebody edits, and what is said of it. `{name}` is a name in it. */

import type { Bilingual } from "./format.ts";

export const FAULTS = {
  not_object: { en: "An object is expected here.", fr: "Un objet est attendu ici." },
  not_text: { en: "A text is expected here.", fr: "Un texte est attendu ici." },
  not_names: { en: "A list of names is expected here.", fr: "Une liste de noms est attendue ici." },
  reference: {
    en: "The schema of an event stands for itself; references are possible inside its properties.",
    fr: "Le schéma d’un événement se suffit à lui-même ; les références sont possibles dans ses propriétés.",
  },
  draft: { en: "Schemas of the plan are draft-07.", fr: "Les schémas du plan sont en draft-07." },
  title: {
    en: "The title is the name of the event: rename it in its definition.",
    fr: "Le titre est le nom de l’événement : renommez-le dans sa définition.",
  },
  event_type: { en: "Properties of an event are an object.", fr: "Les propriétés d’un événement sont un objet." },
  of_bundle: {
    en: "This comes from the bundle “{name}”: change it there, or override it in this event first.",
    fr: "Ceci vient du groupe de propriétés « {name} » : modifiez-le là, ou remplacez-le d’abord dans cet événement.",
  },
  of_variant: {
    en: "“{name}” belongs to a variant: change it with the variants, under Properties.",
    fr: "« {name} » appartient à une variante : modifiez-la avec les variantes, sous Propriétés.",
  },
  variants: {
    en: "Variants are changed by their own control, under Properties.",
    fr: "Les variantes se modifient par leur propre contrôle, sous Propriétés.",
  },
  required_unknown: {
    en: "“{name}” is required, but no property has that name.",
    fr: "« {name} » est obligatoire, mais aucune propriété ne porte ce nom.",
  },
  too_much: {
    en: "This is more than the schema of one event holds ({name} values at most).",
    fr: "C’est plus que ce que contient le schéma d’un événement ({name} valeurs au plus).",
  },
  too_many_changes: {
    en: "These are too many changes at once ({name} at most): apply them in parts, or import the schema.",
    fr: "Ce sont trop de modifications à la fois ({name} au plus) : appliquez-les en plusieurs fois, ou importez le schéma.",
  },
  leads_nowhere: { en: "“{name}” leads nowhere.", fr: "« {name} » ne mène nulle part." },
  not_kept: {
    en: "The plan has no place for this: it is not kept.",
    fr: "Le plan n’a pas de place pour ceci : ce n’est pas conservé.",
  },
  kept_as: { en: "This is kept as {name}.", fr: "Ceci est conservé sous la forme {name}." },
  stays: {
    en: "“{name}” is still there afterwards: something else gives it, a bundle for instance.",
    fr: "« {name} » est encore là ensuite : autre chose la donne, un groupe de propriétés par exemple.",
  },
  goes: {
    en: "{name} goes, and with it what a schema does not say.",
    fr: "{name} disparaît, avec ce qu’un schéma ne dit pas.",
  },
  kept_raw: {
    en: "No control has this: it is kept as raw JSON Schema.",
    fr: "Aucun contrôle ne dit ceci : il est conservé comme JSON Schema brut.",
  },
  event_raw: {
    en: "What no control has is kept as the raw JSON Schema of the event.",
    fr: "Ce qu’aucun contrôle ne dit est conservé comme JSON Schema brut de l’événement.",
  },
} as const satisfies Record<string, Bilingual>;

export type FaultCode = keyof typeof FAULTS;
