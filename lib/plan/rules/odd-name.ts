import { eventTarget, propertyTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Spaces at the ends or doubled, and characters nobody can see: controls, zero-width, changes of direction. */
const ODD = /^\s|\s$|\s{2}|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function mended(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** Names that look like another one but are not. */
export const oddName = defineRule({
  code: "odd_name",
  severity: "warning",
  en: "The name “{name}” holds characters nobody sees, or stray spaces.",
  fr: "Le nom « {name} » contient des caractères invisibles ou des espaces de trop.",
  hint: {
    en: "Rename it: such a name cannot be typed or compared by eye.",
    fr: "Renommez-le : un tel nom ne se tape ni ne se compare à l’œil.",
  },
  *find({ plan, properties }) {
    const names = new Set(plan.events.map(({ callType, name }) => `${callType} ${name}`));
    for (const event of plan.events) {
      if (!ODD.test(event.name)) continue;
      const name = mended(event.name);
      const free = name !== "" && !names.has(`${event.callType} ${name}`);
      const fix = free ? { fix: { command: "renameEvent" as const, id: event.id, name } } : {};
      yield { target: eventTarget(event, "name"), ...fix };
    }
    for (const placed of properties) {
      const { name } = placed.property;
      if (ODD.test(name)) yield { target: propertyTarget(placed, "name"), name };
    }
  },
});

/** A key the SDKs use for themselves. */
export const reservedName = defineRule({
  code: "reserved_name",
  severity: "error",
  en: "The key “{name}” is reserved: it is taken out of events before they are checked.",
  fr: "La clé « {name} » est réservée : elle est retirée des événements avant leur contrôle.",
  hint: { en: "Choose another key.", fr: "Choisissez une autre clé." },
  *find({ properties }) {
    for (const placed of properties) {
      if (placed.depth > 0 || placed.property.name !== "$gabarit") continue;
      yield { target: propertyTarget(placed, "name"), name: placed.property.name };
    }
  },
});
