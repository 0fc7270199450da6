import { typeName } from "../diff-type.ts";
import type { PropertyType } from "../plan.ts";
import { propertyTarget } from "./facts.ts";
import { keep } from "./keep.ts";
import { defineRule, type Hit, type PlacedProperty } from "./rule.ts";

/** What a value looks like to whoever reads it, whatever its constraints. */
const shapeOf = keep((type: PropertyType): string => {
  const { nullable: _nullable, ...plain } = type as PropertyType & { nullable?: boolean };
  return typeName(plain as PropertyType);
});

const told = new WeakMap<PlacedProperty, Hit>();

/** The same hit as before while it says the same. */
function hitOf(placed: PlacedProperty, detail: string): Hit {
  const known = told.get(placed);
  if (known?.detail === detail) return known;
  const made = { target: propertyTarget(placed, "type"), name: placed.property.name, detail };
  told.set(placed, made);
  return made;
}

/** One key that holds different types in different events. */
export const mixedType = defineRule({
  code: "mixed_type",
  severity: "warning",
  en: "“{name}” has another type elsewhere: {detail}.",
  fr: "« {name} » a un autre type ailleurs : {detail}.",
  hint: {
    en: "A key that means the same should hold the same type everywhere; otherwise rename one of them.",
    fr: "Une clé qui veut dire la même chose devrait avoir partout le même type ; sinon, renommez l’une d’elles.",
  },
  *find({ properties }) {
    const first = new Map<string, { readonly shape: string; readonly owner: string }>();
    for (const placed of properties) {
      if (!isComparable(placed)) continue;
      const { name, type } = placed.property;
      const shape = shapeOf(type);
      const known = first.get(name);
      if (known === undefined) first.set(name, { shape, owner: placed.owner.name });
      else if (known.shape !== shape) yield hitOf(placed, `${known.owner}, ${known.shape}`);
    }
  },
});

function isComparable({ property, depth, place }: PlacedProperty): boolean {
  const inEvents = place.in === "event" || place.in === "bundle";
  return depth === 0 && inEvents && property.status !== "deprecated" && property.type.kind !== "any";
}
