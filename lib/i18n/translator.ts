/** Texts for code that runs on the server or in a terminal, where every area is at hand. */

import compile from "icu-minify/compile";
import type { Language, LocalizedText } from "../plan/plan.ts";
import { MESSAGES, type MessageArea } from "./messages.ts";
import { type AreaText, type CompiledArea, type CompiledMessages, translate } from "./translate.ts";

const made = new Map<string, unknown>();
const compiled = new Map<string, CompiledArea>();

interface Messages {
  readonly [key: string]: string | Messages;
}

/** Without prototypes of its own, which cannot be handed to the browser. */
function compiledMessage(message: string): ReturnType<typeof compile> {
  return JSON.parse(JSON.stringify(compile(message))) as ReturnType<typeof compile>;
}

function compiledTree(messages: Messages): CompiledArea {
  return Object.fromEntries(
    Object.entries(messages).map(([key, message]) => [
      key,
      typeof message === "string" ? compiledMessage(message) : compiledTree(message),
    ]),
  );
}

/** An area's messages ready for use; kept, since parsing ICU messages costs. */
function compiledArea(language: Language, area: MessageArea): CompiledArea {
  const key = `${language}/${area}`;
  const known = compiled.get(key) ?? compiledTree(MESSAGES[language][area]);
  compiled.set(key, known);
  return known;
}

/** Texts of one area in one language. */
export function translator<Area extends MessageArea>(language: Language, area: Area): AreaText<Area> {
  const key = `${language}/${area}`;
  const known = made.get(key);
  if (known) return known as AreaText<Area>;
  const text = translate(language, { [area]: compiledArea(language, area) }, area);
  made.set(key, text);
  return text;
}

/** The messages of some areas, to hand to the browser. */
export function messagesOf(language: Language, areas: readonly MessageArea[]): CompiledMessages {
  return Object.fromEntries(areas.map((area) => [area, compiledArea(language, area)]));
}

/** A text of the plan in the reader's language, else in the other one, else `fallback`. */
export function localized(text: LocalizedText, language: Language, fallback = ""): string {
  return text[language] || text[language === "en" ? "fr" : "en"] || fallback;
}
