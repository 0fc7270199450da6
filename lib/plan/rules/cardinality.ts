import { wordsOf } from "../names.ts";
import { propertyTarget } from "./facts.ts";
import { defineRule } from "./rule.ts";

/** Last words of names whose values are nearly all different. */
// biome-ignore format: one list of words
const UNBOUNDED = new Set([
  "id", "ids", "uuid", "guid", "token", "hash", "url", "uri", "link", "timestamp", "email", "query", "message", "comment", "text",
  "title", "identifiant", "jeton", "adresse", "requête", "commentaire", "texte", "titre",
]);

/** Properties of free text that a saved question reads: a breakdown by one has as many lines as events. */
export const cardinalityRisk = defineRule({
  code: "cardinality_risk",
  severity: "info",
  objectwise: true,
  en: "Saved questions read “{name}”, whose values are probably nearly all different.",
  fr: "Des questions enregistrées lisent « {name} », dont les valeurs sont sans doute presque toutes différentes.",
  hint: {
    en: "List its values, or break down by a property that has a few: a type, a category, a plan.",
    fr: "Énumérez ses valeurs, ou ventilez par une propriété qui en a peu : un type, une catégorie, une offre.",
  },
  canSpeak: ({ knowsUsed }) => knowsUsed,
  *find({ properties, used }) {
    for (const placed of properties) {
      const { id, name, type, role } = placed.property;
      if (!used.has(id) || role !== undefined || type.kind !== "string") continue;
      if (type.enum !== undefined || type.const !== undefined) continue;
      if (UNBOUNDED.has(wordsOf(name).at(-1) ?? "")) {
        yield { target: propertyTarget(placed, "type"), name: placed.name };
      }
    }
  },
});
