/**
 * The changes a plan can undergo, as a closed list. `breaking`: something that was valid no longer is, or code that compiled
 * no longer does; `compatible`: everything goes on, more is possible; `documentation`: events and code do not notice.
 */

import { PRESENCE_CHANGES } from "./diff-table-presence.ts";

export type Severity = "breaking" | "compatible" | "documentation";
export const SEVERITIES = ["breaking", "compatible", "documentation"] as const satisfies readonly Severity[];

interface ChangeTexts {
  /** Unless the change itself knows better. */
  readonly severity: Severity;
  readonly en: string;
  readonly fr: string;
}

/** `{name}` is the property, value or field; `{before}` and `{after}` are short values. */
export const CHANGE_TABLE = {
  event_added: { severity: "compatible", en: "New event.", fr: "Nouvel événement." },
  event_removed: {
    severity: "breaking",
    en: "The event is gone: it will be received as unplanned.",
    fr: "L’événement disparaît : il sera reçu comme non prévu.",
  },
  event_renamed: {
    severity: "breaking",
    en: "Renamed from “{before}” to “{after}”: the old name is unknown from now on.",
    fr: "Renommé de « {before} » en « {after} » : l’ancien nom devient inconnu.",
  },
  event_renamed_with_alias: {
    severity: "compatible",
    en: "Renamed from “{before}” to “{after}”; the old name still leads here.",
    fr: "Renommé de « {before} » en « {after} » ; l’ancien nom mène toujours ici.",
  },
  event_replaced: {
    severity: "compatible",
    en: "Another event took the name “{name}”: saved questions about the old one do not follow.",
    fr: "Un autre événement a pris le nom « {name} » : les questions enregistrées sur l’ancien ne le suivent pas.",
  },
  call_type_changed: {
    severity: "breaking",
    en: "The call type changed from {before} to {after}.",
    fr: "Le type d’appel passe de {before} à {after}.",
  },
  former_name_removed: {
    severity: "breaking",
    en: "The former name “{name}” no longer leads here.",
    fr: "L’ancien nom « {name} » ne mène plus ici.",
  },
  former_name_added: {
    severity: "compatible",
    en: "The former name “{name}” leads here.",
    fr: "L’ancien nom « {name} » mène ici.",
  },
  identifier_changed: {
    severity: "breaking",
    en: "The name in code changed from {before} to {after}.",
    fr: "Le nom dans le code passe de {before} à {after}.",
  },
  identifier_changed_with_alias: {
    severity: "compatible",
    en: "The name in code changed from {before} to {after}; the old one stays, deprecated.",
    fr: "Le nom dans le code passe de {before} à {after} ; l’ancien reste, déprécié.",
  },
  former_identifier_removed: {
    severity: "breaking",
    en: "The former name in code {name} is gone.",
    fr: "L’ancien nom dans le code {name} disparaît.",
  },
  former_identifier_added: {
    severity: "compatible",
    en: "The former name in code {name} exists again.",
    fr: "L’ancien nom dans le code {name} existe à nouveau.",
  },
  event_closed: {
    severity: "breaking",
    en: "Properties outside the plan are no longer admitted.",
    fr: "Les propriétés non prévues ne sont plus admises.",
  },
  event_opened: {
    severity: "compatible",
    en: "Properties outside the plan are admitted.",
    fr: "Les propriétés non prévues sont admises.",
  },
  sources_narrowed: {
    severity: "breaking",
    en: "Planned for fewer sources: {before} before, {after} now.",
    fr: "Prévu pour moins de sources : {before} avant, {after} maintenant.",
  },
  sources_widened: {
    severity: "compatible",
    en: "Planned for more sources: {before} before, {after} now.",
    fr: "Prévu pour plus de sources : {before} avant, {after} maintenant.",
  },
  raw_schema_added: {
    severity: "breaking",
    en: "A raw JSON Schema now constrains “{name}”.",
    fr: "Un JSON Schema brut contraint désormais « {name} ».",
  },
  raw_schema_changed: {
    severity: "breaking",
    en: "The raw JSON Schema of “{name}” changed; what it admits cannot be compared.",
    fr: "Le JSON Schema brut de « {name} » a changé ; ce qu’il admet n’est pas comparable.",
  },
  raw_schema_removed: {
    severity: "compatible",
    en: "No raw JSON Schema constrains “{name}” any more.",
    fr: "Plus aucun JSON Schema brut ne contraint « {name} ».",
  },
  bundle_attached: {
    severity: "compatible",
    en: "The bundle “{name}” adds its properties.",
    fr: "Le groupe de propriétés « {name} » ajoute ses propriétés.",
  },
  bundle_detached: {
    severity: "breaking",
    en: "The bundle “{name}” takes its properties away.",
    fr: "Le groupe de propriétés « {name} » retire ses propriétés.",
  },
  property_added: {
    severity: "compatible",
    en: "New optional property “{name}”.",
    fr: "Nouvelle propriété facultative « {name} ».",
  },
  property_added_required: {
    severity: "breaking",
    en: "New required property “{name}”.",
    fr: "Nouvelle propriété obligatoire « {name} ».",
  },
  property_added_to_open: {
    severity: "breaking",
    en: "“{name}” now has a type, where anything was admitted under that key.",
    fr: "« {name} » a désormais un type, là où tout était admis sous cette clé.",
  },
  property_removed: {
    severity: "breaking",
    en: "The property “{name}” is gone.",
    fr: "La propriété « {name} » disparaît.",
  },
  property_renamed: {
    severity: "breaking",
    en: "The key “{before}” is now “{after}”.",
    fr: "La clé « {before} » devient « {after} ».",
  },
  property_replaced: {
    severity: "compatible",
    en: "Another property took the key “{name}”: saved questions about the old one do not follow.",
    fr: "Une autre propriété a pris la clé « {name} » : les questions enregistrées sur l’ancienne ne la suivent pas.",
  },
  property_moved: {
    severity: "documentation",
    en: "“{name}” stands elsewhere now; events keep it.",
    fr: "« {name} » change de place ; les événements la gardent.",
  },
  property_required: { severity: "breaking", en: "“{name}” is now required.", fr: "« {name} » devient obligatoire." },
  property_optional: { severity: "compatible", en: "“{name}” is now optional.", fr: "« {name} » devient facultative." },
  ...PRESENCE_CHANGES,
  type_changed: {
    severity: "breaking",
    en: "The type of “{name}” changed from {before} to {after}.",
    fr: "Le type de « {name} » passe de {before} à {after}.",
  },
  type_widened: {
    severity: "compatible",
    en: "The type of “{name}” widened from {before} to {after}.",
    fr: "Le type de « {name} » s’élargit de {before} à {after}.",
  },
  null_admitted: {
    severity: "compatible",
    en: "“{name}” may now be null.",
    fr: "« {name} » peut désormais être nulle.",
  },
  null_refused: {
    severity: "breaking",
    en: "“{name}” may no longer be null.",
    fr: "« {name} » ne peut plus être nulle.",
  },
  values_listed: {
    severity: "breaking",
    en: "“{name}” now takes only {after}.",
    fr: "« {name} » ne prend plus que {after}.",
  },
  values_freed: {
    severity: "compatible",
    en: "“{name}” now takes any value, not only {before}.",
    fr: "« {name} » prend désormais toute valeur, et plus seulement {before}.",
  },
  values_added: {
    severity: "compatible",
    en: "“{name}” now also takes {after}.",
    fr: "« {name} » prend désormais aussi {after}.",
  },
  values_removed: {
    severity: "breaking",
    en: "“{name}” no longer takes {before}.",
    fr: "« {name} » ne prend plus {before}.",
  },
  format_changed: {
    severity: "breaking",
    en: "“{name}” must now have the format {after}.",
    fr: "« {name} » doit désormais avoir le format {after}.",
  },
  format_removed: {
    severity: "compatible",
    en: "“{name}” no longer needs the format {before}.",
    fr: "« {name} » n’a plus besoin du format {before}.",
  },
  pattern_changed: {
    severity: "breaking",
    en: "“{name}” must now match {after}.",
    fr: "« {name} » doit désormais correspondre à {after}.",
  },
  pattern_removed: {
    severity: "compatible",
    en: "“{name}” no longer needs to match {before}.",
    fr: "« {name} » n’a plus à correspondre à {before}.",
  },
  bounds_narrowed: {
    severity: "breaking",
    en: "The bounds of “{name}” narrowed from {before} to {after}.",
    fr: "Les bornes de « {name} » se resserrent de {before} à {after}.",
  },
  bounds_widened: {
    severity: "compatible",
    en: "The bounds of “{name}” widened from {before} to {after}.",
    fr: "Les bornes de « {name} » s’élargissent de {before} à {after}.",
  },
  step_changed: {
    severity: "breaking",
    en: "“{name}” must now be a multiple of {after}.",
    fr: "« {name} » doit désormais être un multiple de {after}.",
  },
  step_loosened: {
    severity: "compatible",
    en: "“{name}” no longer has to be a multiple of {before}.",
    fr: "« {name} » n’a plus à être un multiple de {before}.",
  },
  unique_items_required: {
    severity: "breaking",
    en: "The items of “{name}” must now differ.",
    fr: "Les éléments de « {name} » doivent désormais différer.",
  },
  unique_items_freed: {
    severity: "compatible",
    en: "The items of “{name}” may now repeat.",
    fr: "Les éléments de « {name} » peuvent désormais se répéter.",
  },
  object_closed: {
    severity: "breaking",
    en: "“{name}” no longer admits keys outside the plan.",
    fr: "« {name} » n’admet plus de clés non prévues.",
  },
  object_opened: {
    severity: "compatible",
    en: "“{name}” admits keys outside the plan.",
    fr: "« {name} » admet des clés non prévues.",
  },
  variants_changed: {
    severity: "breaking",
    en: "The event now takes its shape from another property, or no longer from any.",
    fr: "L’événement tient désormais sa forme d’une autre propriété, ou plus d’aucune.",
  },
  variants_added: {
    severity: "breaking",
    en: "The event now takes its shape from a property.",
    fr: "L’événement tient désormais sa forme d’une propriété.",
  },
  case_added: { severity: "compatible", en: "New variant for {after}.", fr: "Nouvelle variante pour {after}." },
  case_removed: {
    severity: "breaking",
    en: "The variant for {before} is gone.",
    fr: "La variante pour {before} disparaît.",
  },
  case_values_changed: {
    severity: "breaking",
    en: "A variant applied to {before} and now applies to {after}.",
    fr: "Une variante valait pour {before} et vaut désormais pour {after}.",
  },
  user_property_added: {
    severity: "compatible",
    en: "New user property “{name}”.",
    fr: "Nouvelle propriété utilisateur « {name} ».",
  },
  group_type_added: { severity: "compatible", en: "New group type.", fr: "Nouveau type de groupe." },
  group_type_removed: { severity: "breaking", en: "The group type is gone.", fr: "Le type de groupe disparaît." },
  group_type_renamed: {
    severity: "breaking",
    en: "The group type “{before}” is now “{after}”.",
    fr: "Le type de groupe « {before} » devient « {after} ».",
  },
  default_group_changed: {
    severity: "breaking",
    en: "Group calls that name no type are now judged as “{after}”, before as “{before}”.",
    fr: "Les appels group sans type sont désormais jugés comme « {after} », avant comme « {before} ».",
  },
  automatic_removed: {
    severity: "breaking",
    en: "The automatic property {name} is no longer filled.",
    fr: "La propriété automatique {name} n’est plus remplie.",
  },
  automatic_added: {
    severity: "compatible",
    en: "The automatic property {name} is filled.",
    fr: "La propriété automatique {name} est remplie.",
  },
  deprecated: { severity: "documentation", en: "{name}: now deprecated.", fr: "{name} : désormais déprécié." },
  status_changed: {
    severity: "documentation",
    en: "{name}: status {after}, before {before}.",
    fr: "{name} : statut {after}, avant {before}.",
  },
  object_added: { severity: "documentation", en: "New.", fr: "Nouveau." },
  object_removed: { severity: "documentation", en: "Removed.", fr: "Retiré." },
  text_changed: { severity: "documentation", en: "{name}: a text changed.", fr: "{name} : un texte a changé." },
  detail_changed: {
    severity: "documentation",
    en: "{name} changed from {before} to {after}.",
    fr: "{name} : de {before} à {after}.",
  },
  order_changed: { severity: "documentation", en: "The order changed.", fr: "L’ordre a changé." },
} as const satisfies Record<string, ChangeTexts>;

export type ChangeCode = keyof typeof CHANGE_TABLE;
