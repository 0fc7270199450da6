/** A plan as a format with one language per text sees it. */

import type { LocalizedText, Plan } from "../plan/plan.ts";

const TEXT_KEYS = new Set(["displayName", "description", "trigger"]);
const DATA_KEYS = new Set(["schema", "rawSchema", "examples", "enum", "const", "match"]);

function rewritten(value: unknown, language: "en" | "fr"): unknown {
  if (Array.isArray(value)) return value.map((item) => rewritten(item, language));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (DATA_KEYS.has(key)) return [key, item];
      if (!TEXT_KEYS.has(key)) return [key, rewritten(item, language)];
      const text = (item as LocalizedText)[language];
      return [key, text === undefined ? {} : { en: text }];
    }),
  );
}

/** The same plan with its texts in the first language of the plan alone, written where the schema compiler looks first. */
export function inFirstLanguage(plan: Plan): Plan {
  return rewritten(plan, plan.settings.languages[0] ?? "en") as Plan;
}
