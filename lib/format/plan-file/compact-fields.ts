/** Leaving out of a plan file what says no more than its default. */

import { canonicalJson } from "../../plan/canonical-json.ts";
import type { LocalizedText } from "../../plan/plan.ts";

export type Fields = Record<string, unknown>;

/** Keeps the fields that are set and differ from `defaults`, in the order given. */
export function compact(fields: Fields, defaults: Fields): Fields {
  const kept: Fields = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value === undefined) continue;
    if (Object.hasOwn(defaults, key) && canonicalJson(value) === canonicalJson(defaults[key])) continue;
    kept[key] = value;
  }
  return kept;
}

export function texts(text: LocalizedText): Fields {
  return compact({ en: text.en, fr: text.fr }, {});
}
