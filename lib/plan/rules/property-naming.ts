import { propertyTarget } from "./facts.ts";
import { followsCase, inCase } from "./naming.ts";
import { defineRule } from "./rule.ts";

/** Property keys in another case than the plan's. */
export const propertyNaming = defineRule({
  code: "property_naming",
  severity: "warning",
  en: "The key “{name}” is not written in {detail}.",
  fr: "La clé « {name} » n’est pas écrite en {detail}.",
  hint: {
    en: "One case for all keys spares everyone from guessing. Rename it, or choose another case in the plan’s settings.",
    fr: "Une seule casse pour toutes les clés évite de deviner. Renommez-la, ou choisissez une autre casse dans les réglages du plan.",
  },
  *find({ plan, properties }) {
    const naming = plan.settings.propertyNaming;
    if (naming === "any") return;
    const siblings = new Set(properties.map(({ path, property }) => `${parentOf(path)} ${property.name}`));
    for (const placed of properties) {
      const { property, place, path } = placed;
      if (followsCase(property.name, naming)) continue;
      const name = inCase(property.name, naming);
      const free = name !== undefined && followsCase(name, naming) && !siblings.has(`${parentOf(path)} ${name}`);
      const fix = free ? { fix: { command: "renameProperty" as const, place, id: property.id, name } } : {};
      yield { target: propertyTarget(placed, "name"), name: property.name, detail: naming, ...fix };
    }
  },
});

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}
