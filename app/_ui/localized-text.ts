import type { Language, LocalizedText } from "../../lib/plan/plan.ts";

/** A text of the plan in the reader's language, else in the other one, else `fallback`. */
export function localizedText(text: LocalizedText, language: Language, fallback = ""): string {
  return text[language] || text[language === "en" ? "fr" : "en"] || fallback;
}
