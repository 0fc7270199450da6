/** ICU messages made into sentences. Pure: the caller brings the messages, so that a browser carries only the areas it needs. */

import { createFormatter, createTranslator } from "use-intl/core";
import { LANGUAGES, type Language } from "../plan/plan.ts";
import type { MESSAGES, MessageArea } from "./messages.ts";

type AllMessages = (typeof MESSAGES)["en"];

/** Texts of one area: `t("key", { count: 3 })`, `t.rich("key", { link: (chunks) => ... })`, `t.has("key")`. */
export type AreaText<Area extends MessageArea> = ReturnType<typeof createTranslator<AllMessages, Area>>;

/** Numbers, dates, lists and relative times as the reader writes them. */
export type Formatter = ReturnType<typeof createFormatter>;

/** True for a language the interface speaks; narrows a URL segment. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

/** Texts of `area` from `messages` (the messages of one language, whole or in part). An absent key throws: it is our fault. */
export function translate<Area extends MessageArea>(
  language: Language,
  messages: Partial<AllMessages>,
  area: Area,
): AreaText<Area> {
  const options = {
    locale: language,
    messages: messages as AllMessages,
    namespace: area,
    onError: (error: Error) => {
      throw error;
    },
  };
  return createTranslator(options as never) as unknown as AreaText<Area>;
}

/** A formatter in the reader's language and, for days and hours, in `timeZone` (UTC when none is given). */
export function formatterOf(language: Language, timeZone = "UTC"): Formatter {
  return createFormatter({ locale: language, timeZone });
}
