/** Texts for code that runs on the server or in a terminal, where every area is at hand. */

import type { Language, LocalizedText } from "../plan/plan.ts";
import { MESSAGES, type MessageArea } from "./messages.ts";
import { type AreaText, translate } from "./translate.ts";

const made = new Map<string, unknown>();

/** Texts of one area in one language; kept, since parsing ICU messages costs. */
export function translator<Area extends MessageArea>(language: Language, area: Area): AreaText<Area> {
  const key = `${language}/${area}`;
  const known = made.get(key);
  if (known) return known as AreaText<Area>;
  const text = translate(language, MESSAGES[language], area);
  made.set(key, text);
  return text;
}

/** The messages of some areas, to hand to the browser. */
export function messagesOf(language: Language, areas: readonly MessageArea[]): Partial<(typeof MESSAGES)["en"]> {
  return Object.fromEntries(areas.map((area) => [area, MESSAGES[language][area]]));
}

/** A text of the plan in the reader's language, else in the other one, else `fallback`. */
export function localized(text: LocalizedText, language: Language, fallback = ""): string {
  return text[language] || text[language === "en" ? "fr" : "en"] || fallback;
}
