import { sameValue } from "../edit-same.ts";
import type { NamingStandard } from "../standards.ts";
import { keep } from "./keep.ts";
import { type NamedObject, namedObjects, type RenameFix, renameFix } from "./named-object.ts";
import { followsCase, inCase } from "./naming.ts";
import { defineRule, type FindingTarget, type Hit, type RuleFacts } from "./rule.ts";

interface Cased {
  readonly follows: boolean;
  /** The name in the standard's case. */
  readonly written?: string | undefined;
}

/** More names than that are forgotten together. */
const NAMES_MAX = 100_000;
const casedOf = keep((_: NamingStandard) => new Map<string, Cased>());

/** Names are few beside the times they are asked about: each is looked at once for each standard. */
function cased({ name, standard }: NamedObject): Cased {
  const names = casedOf(standard);
  const known = names.get(name);
  if (known !== undefined) return known;
  if (names.size >= NAMES_MAX) names.clear();
  const { case: wanted, acronyms } = standard;
  const follows = followsCase(name, wanted, acronyms);
  const made = follows ? { follows } : { follows, written: inCase(name, wanted, acronyms) };
  names.set(name, made);
  return made;
}

const told = new WeakMap<FindingTarget, Hit>();

/** The same hit as before while it says and mends the same. */
function hitOf({ name, target, standard }: NamedObject, { fix, unfixed }: RenameFix): Hit {
  const detail = standard.case;
  const known = told.get(target);
  if (known?.detail === detail && known.unfixed === unfixed && sameValue(known.fix, fix)) return known;
  const made = { target, name, detail, ...(fix && { fix }), ...(unfixed && { unfixed }) };
  told.set(target, made);
  return made;
}

/** Names of these kinds in another case than the standard's. */
function* otherCase(facts: RuleFacts, kinds: readonly string[]): Generator<Hit> {
  for (const object of namedObjects(facts)) {
    if (!kinds.includes(object.kind)) continue;
    const { follows, written } = cased(object);
    if (!follows) yield hitOf(object, renameFix(object, written));
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
