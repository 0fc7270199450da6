import { propertyTarget } from "./facts.ts";
import { nearNames } from "./near-name.ts";
import { defineRule, type PlacedProperty } from "./rule.ts";

/** Two spellings of what is probably one key, anywhere in the plan. */
export const nearDuplicateProperty = defineRule({
  code: "near_duplicate_property",
  severity: "info",
  en: "The key “{name}” looks like “{detail}”, used elsewhere.",
  fr: "La clé « {name} » ressemble à « {detail} », utilisée ailleurs.",
  hint: {
    en: "One thing has one name everywhere: rename it, or put it in a bundle that both events use.",
    fr: "Une chose porte un seul nom partout : renommez-la, ou mettez-la dans un groupe de propriétés que les deux événements utilisent.",
  },
  *find({ properties }) {
    const firstUse = new Map<string, PlacedProperty>();
    for (const placed of properties) {
      const { name, status } = placed.property;
      if (status !== "deprecated" && !firstUse.has(name)) firstUse.set(name, placed);
    }
    const names = [...firstUse].map(([name, item]) => ({ name, item }));
    for (const [first, other] of nearNames(names, { plurals: false, shortest: 7 })) {
      yield { target: propertyTarget(other.item, "name"), name: other.name, detail: first.name };
    }
  },
});
