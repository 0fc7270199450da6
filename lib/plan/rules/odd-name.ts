import { propertyTarget } from "./facts.ts";
import { namedObjects, renamed } from "./named-object.ts";
import { defineRule, RESERVED_KEY } from "./rule.ts";

/** Spaces at the ends or doubled, and characters nobody can see: controls, zero-width, changes of direction. */
const ODD = /^\s|\s$|\s{2}|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Without what has no width; what separates words becomes a space. */
function mended(name: string): string {
  return name
    .replace(/(?!\s)[\p{Cc}\p{Cf}]+/gu, "")
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
  *find(facts) {
    for (const object of namedObjects(facts)) {
      const { kind, name, target } = object;
      if (kind === "bundle" || kind === "category" || !ODD.test(name)) continue;
      const next = mended(name);
      yield { target, name, ...(next === "" ? {} : renamed(object, next)) };
    }
  },
});

/** A key the SDKs use for themselves. */
export const reservedName = defineRule({
  code: "reserved_name",
  severity: "error",
  objectwise: true,
  en: "The key “{name}” is reserved: it is taken out of events before they are checked.",
  fr: "La clé « {name} » est réservée : elle est retirée des événements avant leur contrôle.",
  hint: { en: "Choose another key.", fr: "Choisissez une autre clé." },
  *find({ properties }) {
    for (const placed of properties) {
      if (placed.depth > 0 || placed.property.name !== RESERVED_KEY) continue;
      yield { target: propertyTarget(placed, "name"), name: placed.property.name };
    }
  },
});
