import { FIELD_LABELS } from "../diff-label.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, type PlanObjects } from "../edit-tree.ts";
import { LANGUAGES, type Language, type LocalizedText } from "../plan.ts";
import type { Journey } from "../plan-journey.ts";
import { objectTarget, propertyTarget } from "./facts.ts";
import { defineRule, type FindingTarget, type Hit } from "./rule.ts";

const FIELDS = ["name", "displayName", "description", "trigger", "formula"] as const;
const LANGUAGE_NAMES = { en: { en: "English", fr: "anglais" }, fr: { en: "French", fr: "français" } } as const;

type Described = { readonly [F in (typeof FIELDS)[number]]?: LocalizedText | string };

/** A text is missing in one of two languages or in none, so which comes first in the settings plays no part. */
function* missingIn(object: Described, targetOf: (field: string) => FindingTarget, name: string): Generator<Hit> {
  for (const field of FIELDS) {
    const text = object[field];
    if (typeof text !== "object") continue;
    if (text.en === undefined && text.fr === undefined) continue;
    for (const language of LANGUAGES) {
      if (text[language] !== undefined) continue;
      const label = FIELD_LABELS[field] ?? { en: field, fr: field };
      const say = (reader: Language) => `${label[reader]} (${LANGUAGE_NAMES[language][reader]})`;
      yield { target: targetOf(`${field}.${language}`), name, detail: { en: say("en"), fr: say("fr") } };
    }
  }
}

type Told = PlanObjects[Exclude<ObjectKind, "user_property">];

function* missingInObject(kind: Exclude<ObjectKind, "user_property">, object: Told): Generator<Hit> {
  const { name } = objectTarget(kind, object);
  yield* missingIn(object, (field) => objectTarget(kind, object, field), name);
  if (kind !== "journey") return;
  for (const step of (object as Journey).steps) {
    yield* missingIn(step, (field) => objectTarget(kind, object, `steps/${step.id}/${field}`), name);
  }
}

/** Texts written in one of the plan's languages and missing in another. */
export const missingTranslation = defineRule({
  code: "missing_translation",
  severity: "info",
  objectwise: true,
  en: "“{name}” is not translated: {detail}.",
  fr: "« {name} » n’est pas traduit : {detail}.",
  hint: {
    en: "Write it in that language too, or take the language off the plan’s settings.",
    fr: "Écrivez-le aussi dans cette langue, ou retirez la langue des réglages du plan.",
  },
  *find({ plan, properties }) {
    const { languages } = plan.settings;
    if (languages.length < 2) return;
    for (const kind of OBJECT_KINDS) {
      if (kind === "user_property") continue;
      for (const object of objectsOf(plan, kind)) yield* missingInObject(kind, object);
    }
    for (const placed of properties) {
      yield* missingIn(placed.property, (field) => propertyTarget(placed, field), placed.name);
    }
  },
});
