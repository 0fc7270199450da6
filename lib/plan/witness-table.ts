/** What can be said of a breaking change when no payload shows it, and which failures show which change. */

import type { ChangeCode } from "./diff-table.ts";

/** Why no payload breaks although the change is breaking. */
export const NO_PAYLOAD = {
  code_only: {
    en: "No payload breaks: only generated code does.",
    fr: "Aucune donnée reçue n’est en cause : seul le code généré l’est.",
  },
  still_admitted: {
    en: "No payload breaks: the object is open, so the old key is still admitted. Generated code breaks.",
    fr: "Aucune donnée reçue n’est en cause : l’objet est ouvert, l’ancienne clé reste admise. Le code généré, lui, l’est.",
  },
  still_fits: {
    en: "No payload breaks: every value that was allowed still fits.",
    fr: "Aucune donnée reçue n’est en cause : toute valeur qui était permise convient encore.",
  },
} as const;

/** Why it cannot be said whether a payload breaks. */
export const UNDECIDABLE = {
  pattern: {
    en: "Undecidable: which texts two patterns share cannot be computed, and no text was found that tells them apart.",
    fr: "Indécidable : les textes communs à deux motifs ne se calculent pas, et aucun texte trouvé ne les départage.",
  },
  raw_schema: {
    en: "Undecidable: what a raw JSON Schema admits cannot be computed, and no payload was found that shows the change.",
    fr: "Indécidable : ce qu’admet un JSON Schema brut ne se calcule pas, et aucun exemple trouvé ne montre le changement.",
  },
  size: {
    en: "Undecidable: a payload that shows the change would be too long to build.",
    fr: "Indécidable : un exemple qui montre le changement serait trop long à construire.",
  },
  not_found: {
    en: "Undecidable: no payload was found that was valid before and breaks at this place now.",
    fr: "Indécidable : aucun exemple valide avant et refusé à cet endroit après n’a été trouvé.",
  },
} as const;

export type NoPayloadReason = keyof typeof NO_PAYLOAD;
export type UndecidableReason = keyof typeof UNDECIDABLE;

const LISTED = ["enum", "const", "anyOf"];
const BOUNDS = [
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minLength",
  "maxLength",
  "minItems",
  "maxItems",
];

/** The JSON Schema keywords by which a payload shows the change; a code that is not listed is shown by any failure there. */
export const SHOWN_BY: { readonly [C in ChangeCode]?: readonly string[] } = {
  values_listed: LISTED,
  values_removed: LISTED,
  null_refused: ["type", ...LISTED],
  format_changed: ["format"],
  pattern_changed: ["pattern"],
  bounds_narrowed: BOUNDS,
  step_changed: ["multipleOf"],
  unique_items_required: ["uniqueItems"],
  object_closed: ["additionalProperties"],
  event_closed: ["additionalProperties"],
  property_required: ["required"],
  presence_required: ["presence", "required"],
  presence_refused: ["presence"],
  property_added_required: ["required"],
  property_removed: ["additionalProperties"],
  property_renamed: ["additionalProperties", "required"],
};

/** The codes of violations by which a call shows a change of the event as a whole. */
export const SHOWN_BY_CODE: { readonly [C in ChangeCode]?: readonly string[] } = {
  event_removed: ["unplanned_event"],
  event_renamed: ["unplanned_event"],
  former_name_removed: ["unplanned_event"],
  call_type_changed: ["unplanned_event"],
  sources_narrowed: ["unplanned_on_source"],
};
