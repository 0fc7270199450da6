import { namedObjects, renameFix } from "./named-object.ts";
import { followsCase, inCase } from "./naming.ts";
import { defineRule, type Hit, type RuleFacts } from "./rule.ts";

/** Names of these kinds in another case than the standard's. */
function* otherCase(facts: RuleFacts, kinds: readonly string[]): Generator<Hit> {
  for (const object of namedObjects(facts)) {
    const { name, target, standard } = object;
    if (!kinds.includes(object.kind) || followsCase(name, standard.case, standard.acronyms)) continue;
    const fix = renameFix(object, inCase(name, standard.case, standard.acronyms));
    yield { target, name, detail: standard.case, ...fix };
  }
}

/** Event names in another case than the plan's. */
export const eventNaming = defineRule({
  code: "event_naming",
  severity: "warning",
  en: "“{name}” is not written in {detail}.",
  fr: "« {name} » n’est pas écrit en {detail}.",
  hint: {
    en: "One case for all events keeps reports readable. Rename it, or choose another case in the plan’s settings.",
    fr: "Une seule casse pour tous les événements garde les rapports lisibles. Renommez-le, ou choisissez une autre casse dans les réglages du plan.",
  },
  *find(facts) {
    yield* otherCase(facts, ["event"]);
  },
});

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
  *find(facts) {
    yield* otherCase(facts, ["property", "user_property"]);
  },
});

/** Bundles and categories in another case than the plan's. */
export const objectNaming = defineRule({
  code: "object_naming",
  severity: "info",
  en: "The name “{name}” is not written in {detail}.",
  fr: "Le nom « {name} » n’est pas écrit en {detail}.",
  hint: {
    en: "Rename it, or choose another case for its kind in the plan’s standards.",
    fr: "Renommez-le, ou choisissez une autre casse pour ce type dans les conventions du plan.",
  },
  *find(facts) {
    yield* otherCase(facts, ["bundle", "category"]);
  },
});
