import { typeName } from "../diff-type.ts";
import { propertyTarget } from "./facts.ts";
import { type NamedObject, namedObjects, renamed } from "./named-object.ts";
import { followsCase } from "./naming.ts";
import { nearNames } from "./near-name.ts";
import { defineRule, type Hit, type PlacedProperty, type RuleFacts } from "./rule.ts";

interface Called {
  readonly objects: NamedObject[];
  readonly placed: PlacedProperty[];
}

const indexes = new WeakMap<RuleFacts, ReadonlyMap<string, Called>>();

/** Every property of a name, wherever it stands. */
function called(facts: RuleFacts, name: string): Called {
  const known = indexes.get(facts);
  if (known !== undefined) return known.get(name) ?? { objects: [], placed: [] };
  const index = new Map<string, Called>();
  const at = (own: string) => {
    const found = index.get(own) ?? { objects: [], placed: [] };
    index.set(own, found);
    return found;
  };
  for (const placed of facts.properties) at(placed.property.name).placed.push(placed);
  for (const object of namedObjects(facts)) {
    if (object.target.propertyId !== undefined) at(object.name).objects.push(object);
  }
  indexes.set(facts, index);
  return at(name);
}

/** Gives every property of that name the name of the first one, where all hold the same and nothing stands in the way. */
function oneName(facts: RuleFacts, first: PlacedProperty, name: string): Pick<Hit, "fix" | "unfixed"> {
  const { property } = first;
  const { objects, placed } = called(facts, name);
  const fits = placed.every(({ property: own }) => typeName(own.type) === typeName(property.type));
  if (!fits) return {};
  const edits = objects.map((object) =>
    followsCase(property.name, object.standard.case, object.standard.acronyms) ? renamed(object, property.name) : {},
  );
  const held = edits.find(({ unfixed }) => unfixed !== undefined);
  if (held !== undefined) return held;
  const sure = edits.flatMap(({ fix }) => fix ?? []);
  return sure.length === edits.length && sure.length > 0 ? { fix: sure } : {};
}

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
  *find(facts) {
    const { plan, properties } = facts;
    const { synonyms } = plan.settings.standards;
    const firstUse = new Map<string, PlacedProperty>();
    for (const placed of properties) {
      const { name, status } = placed.property;
      if (status !== "deprecated" && !firstUse.has(name)) firstUse.set(name, placed);
    }
    const names = [...firstUse].map(([name, item]) => ({ name, item }));
    for (const [first, other] of nearNames(names, { plurals: false, shortest: 7, synonyms })) {
      const target = propertyTarget(other.item, "name");
      yield { target, name: other.name, detail: first.name, ...oneName(facts, first.item, other.name) };
    }
  },
});
