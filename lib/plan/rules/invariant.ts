/** Broken invariants as findings: an edit never leaves one, but a file written by hand or by another tool may. */

import { checkPlan } from "../edit-check.ts";
import { type PlanProblem, type ProblemCode, problemError } from "../edit-problem.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf } from "../edit-tree.ts";
import { objectTarget, planTarget } from "./facts.ts";
import { defineRule, type FindingTarget, type Hit, type RuleFacts } from "./rule.ts";

function targetOf({ plan }: RuleFacts, path: string): FindingTarget {
  const [kind = "", id = ""] = path.split("/");
  const known = OBJECT_KINDS.find((candidate) => candidate === kind);
  const object = known === undefined ? undefined : objectsOf(plan, known as ObjectKind).find((item) => item.id === id);
  return known === undefined || object === undefined ? planTarget(plan) : { ...objectTarget(known, object), path };
}

const checked = new WeakMap<RuleFacts, readonly PlanProblem[]>();

/** Checked once for all rules. */
function problemsOf(facts: RuleFacts): readonly PlanProblem[] {
  const known = checked.get(facts) ?? checkPlan(facts.plan);
  checked.set(facts, known);
  return known;
}

function* problems(facts: RuleFacts, codes: readonly ProblemCode[]): Generator<Hit> {
  const wanted = new Set<ProblemCode>(codes);
  const properties = new Map<string, string>();
  const found = problemsOf(facts).filter(({ code }) => wanted.has(code));
  if (found.length === 0) return;
  for (const { path, name } of facts.properties) properties.set(path, name);
  for (const problem of found) {
    const { en, fr, path } = problemError(problem);
    const propertyPath = [...path.matchAll(/\//g)]
      .map(({ index }) => path.slice(0, index))
      .concat(path)
      .findLast((prefix) => properties.has(prefix));
    const name = propertyPath === undefined ? undefined : properties.get(propertyPath);
    const own =
      propertyPath === undefined || name === undefined
        ? {}
        : { propertyId: propertyPath.slice(propertyPath.lastIndexOf("/") + 1), propertyName: name };
    yield { target: { ...targetOf(facts, path), ...own }, ...(name === undefined ? {} : { name }), detail: { en, fr } };
  }
}

/** Names in code that two events share, or that no language can spell. */
export const identifierCollision = defineRule({
  code: "identifier_collision",
  severity: "error",
  en: "“{name}”: {detail}",
  fr: "« {name} » : {detail}",
  hint: {
    en: "Give one of the events another identifier; generated code and files fold capital letters.",
    fr: "Donnez un autre identifiant à l’un des événements ; le code généré et les fichiers confondent majuscules et minuscules.",
  },
  find: (facts) => problems(facts, ["identifier_taken", "identifier_invalid"]),
});

/** Wire names, ids or list entries that stand twice. */
export const nameCollision = defineRule({
  code: "name_collision",
  severity: "error",
  en: "“{name}”: {detail}",
  fr: "« {name} » : {detail}",
  hint: {
    en: "Rename one of the two, or merge them: an event must lead to one definition.",
    fr: "Renommez l’un des deux, ou réunissez-les : un événement doit mener à une seule définition.",
  },
  find: (facts) =>
    problems(facts, ["event_name_taken", "property_name_taken", "object_name_taken", "id_taken", "repeated_item"]),
});

/** Links to objects the plan does not have. */
export const brokenReference = defineRule({
  code: "broken_reference",
  severity: "error",
  en: "“{name}”: {detail}",
  fr: "« {name} » : {detail}",
  hint: {
    en: "Link it to something that exists, or take the link away.",
    fr: "Reliez-le à quelque chose qui existe, ou retirez le lien.",
  },
  find: (facts) => problems(facts, ["reference_missing"]),
});

/** Variants that cannot be told apart. */
export const brokenVariants = defineRule({
  code: "broken_variants",
  severity: "error",
  en: "“{name}”: {detail}",
  fr: "« {name} » : {detail}",
  hint: {
    en: "Each variant needs values of its own of a property that is required and never null.",
    fr: "Chaque variante demande ses propres valeurs d’une propriété obligatoire et jamais nulle.",
  },
  find: (facts) =>
    problems(facts, [
      "discriminator_invalid",
      "discriminator_presence",
      "case_without_value",
      "case_value_twice",
      "case_value_unknown",
      "case_hides_discriminator",
    ]),
});

/** Patterns that cannot be judged in linear time. */
export const unsafePattern = defineRule({
  code: "unsafe_pattern",
  severity: "error",
  en: "“{name}”: {detail}",
  fr: "« {name} » : {detail}",
  hint: {
    en: "Rewrite it without look-around and back-references, or list the allowed values instead.",
    fr: "Réécrivez-le sans assertions ni références, ou citez plutôt les valeurs permises.",
  },
  find: (facts) => problems(facts, ["pattern_unsafe"]),
});

/** Constraints that contradict each other: no value, or not the listed ones, can fit. */
export const impossibleConstraint = defineRule({
  code: "impossible_constraint",
  severity: "error",
  en: "“{name}”: {detail}",
  fr: "« {name} » : {detail}",
  hint: {
    en: "Loosen one of the constraints until the values you expect fit all of them.",
    fr: "Assouplissez l’une des contraintes jusqu’à ce que les valeurs attendues les respectent toutes.",
  },
  find: (facts) =>
    problems(facts, [
      "enum_empty",
      "enum_repeated",
      "const_not_allowed",
      "enum_value_not_allowed",
      "bounds_reversed",
      "union_empty",
      "trait_required",
    ]),
});

/** Definitions above the sizes that can be judged safely, or raw schemas that cannot be compiled. */
export const unsafeSchema = defineRule({
  code: "unsafe_schema",
  severity: "error",
  en: "“{name}”: {detail}",
  fr: "« {name} » : {detail}",
  hint: {
    en: "Make it smaller or simpler: every event is checked against it as it arrives.",
    fr: "Réduisez ou simplifiez : chaque événement y est confronté à son arrivée.",
  },
  find: (facts) =>
    problems(facts, [
      "enum_too_long",
      "unique_items_unbounded",
      "too_many_properties",
      "too_large",
      "too_deep",
      "raw_reference",
      "raw_cycle",
      "raw_keyword",
      "half_pair",
      "proto_key",
    ]),
});
