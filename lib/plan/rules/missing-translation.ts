import { FIELD_LABELS } from "../diff-label.ts";
import { OBJECT_KINDS, objectsOf } from "../edit-tree.ts";
import type { Language, LocalizedText } from "../plan.ts";
import type { Journey } from "../plan-journey.ts";
import { objectTarget, propertyTarget } from "./facts.ts";
import { defineRule, type FindingTarget, type Hit } from "./rule.ts";

const FIELDS = ["name", "displayName", "description", "trigger", "formula"] as const;
const LANGUAGE_NAMES = { en: { en: "English", fr: "anglais" }, fr: { en: "French", fr: "français" } } as const;

type Described = { readonly [F in (typeof FIELDS)[number]]?: LocalizedText | string };

function* missingIn(
  object: Described,
  languages: readonly Language[],
  targetOf: (field: string) => FindingTarget,
  name: string,
): Generator<Hit> {
  for (const field of FIELDS) {
    const text = object[field];
    if (typeof text !== "object") continue;
    if (text.en === undefined && text.fr === undefined) continue;
    for (const language of languages) {
      if (text[language] !== undefined) continue;
      const label = FIELD_LABELS[field] ?? { en: field, fr: field };
      const say = (reader: Language) => `${label[reader]} (${LANGUAGE_NAMES[language][reader]})`;
      yield { target: targetOf(`${field}.${language}`), name, detail: { en: say("en"), fr: say("fr") } };
    }
  }
}

/** Texts written in one of the plan's languages and missing in another. */
export const missingTranslation = defineRule({
  code: "missing_translation",
  severity: "info",
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
      for (const object of objectsOf(plan, kind)) {
        const target = objectTarget(kind, object);
        yield* missingIn(object, languages, (field) => objectTarget(kind, object, field), target.name);
        if (kind !== "journey") continue;
        const { steps } = object as Journey;
        for (const step of steps) {
          const at = (field: string) => objectTarget(kind, object, `steps/${step.id}/${field}`);
          yield* missingIn(step, languages, at, target.name);
        }
      }
    }
    for (const placed of properties) {
      yield* missingIn(placed.property, languages, (field) => propertyTarget(placed, field), placed.name);
    }
  },
});
