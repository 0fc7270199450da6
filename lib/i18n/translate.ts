/**
 * ICU messages made into sentences. Pure: the caller brings the messages, so that a browser carries only the areas it needs;
 * and they come compiled, so that it carries no parser either.
 */

import formatMessage from "icu-minify/format";
import { createFormatter } from "use-intl/core";
import { withFirstDay } from "../plan/french-day.ts";
import { LANGUAGES, type Language } from "../plan/plan.ts";
import type { MESSAGES, MessageArea } from "./messages.ts";

type AllMessages = (typeof MESSAGES)["en"];

type CompiledMessage = Parameters<typeof formatMessage>[0];

/** The compiled messages of an area, or of a part of one. */
export interface CompiledArea {
  readonly [key: string]: CompiledMessage | CompiledArea;
}

/** Compiled messages of one language, whole or in part. */
export type CompiledMessages = Readonly<Partial<Record<MessageArea, CompiledArea>>>;

/** The path of every message in a tree: `menu.title`. */
type KeyOf<Tree> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? Key : `${Key}.${KeyOf<Tree[Key]>}`;
}[keyof Tree & string];

type Values = Readonly<Record<string, string | number>>;

/** Texts of one area: `t("key", { count: 3 })`, `t.has("key")`. */
export interface AreaText<Area extends MessageArea> {
  (key: KeyOf<AllMessages[Area]>, values?: Values): string;
  has(key: KeyOf<AllMessages[Area]>): boolean;
}

/** Numbers, dates, lists and relative times as the reader writes them. */
export type Formatter = ReturnType<typeof createFormatter>;

/** True for a language the interface speaks; narrows a URL segment. */
export function isLanguage(text: string): text is Language {
  return (LANGUAGES as readonly string[]).includes(text);
}

function keptBy<Made, Given>(make: (language: string, given?: Given) => Made) {
  const kept = new Map<string, Made>();
  return (language: string, given?: Given): Made => {
    const key = `${language} ${JSON.stringify(given ?? {})}`;
    const known = kept.get(key) ?? make(language, given);
    kept.set(key, known);
    return known;
  };
}

/** Made once: each is slow to make. */
const formatters = {
  getDateTimeFormat: keptBy(
    (language, options?: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, options),
  ),
  getNumberFormat: keptBy((language, options?: Intl.NumberFormatOptions) => new Intl.NumberFormat(language, options)),
  getPluralRules: keptBy((language, options?: Intl.PluralRulesOptions) => new Intl.PluralRules(language, options)),
} as Parameters<typeof formatMessage>[3]["formatters"];

function isArea(node: CompiledMessage | CompiledArea | undefined): node is CompiledArea {
  return typeof node === "object" && !Array.isArray(node);
}

function messageAt(area: CompiledArea | undefined, key: string): CompiledMessage | undefined {
  let node: CompiledMessage | CompiledArea | undefined = area;
  for (const part of key.split(".")) {
    if (!isArea(node) || !Object.hasOwn(node, part)) return undefined;
    node = node[part];
  }
  return isArea(node) ? undefined : node;
}

/** Texts of `area` from `messages`. An absent key throws: it is our fault. */
export function translate<Area extends MessageArea>(
  language: Language,
  messages: CompiledMessages,
  area: Area,
): AreaText<Area> {
  const text = (key: string, values?: Values): string => {
    const message = messageAt(messages[area], key);
    if (message === undefined) throw new Error(`Invariant: there is no text ${area}.${key}`);
    return typeof message === "string" ? message : String(formatMessage(message, language, values, { formatters }));
  };
  return Object.assign(text, { has: (key: string) => messageAt(messages[area], key) !== undefined });
}

/** A formatter in the reader's language and, for days and hours, in `timeZone` (UTC when none is given). */
export function formatterOf(language: Language, timeZone = "UTC"): Formatter {
  const formatter = createFormatter({ locale: language, timeZone });
  if (language !== "fr") return formatter;
  return {
    ...formatter,
    dateTime: ((...given: Parameters<Formatter["dateTime"]>) =>
      withFirstDay(formatter.dateTime(...given))) as Formatter["dateTime"],
    dateTimeRange: ((...given: Parameters<Formatter["dateTimeRange"]>) =>
      withFirstDay(formatter.dateTimeRange(...given))) as Formatter["dateTimeRange"],
  };
}
