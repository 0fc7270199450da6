"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { MessageArea } from "../../lib/i18n/messages.ts";
import {
  type AreaText,
  type CompiledMessages,
  type Formatter,
  formatterOf,
  translate,
} from "../../lib/i18n/translate.ts";
import type { Language } from "../../lib/plan/plan.ts";

interface TextContext {
  readonly language: Language;
  readonly messages: CompiledMessages;
  readonly timeZone: string;
}

const Context = createContext<TextContext>({ language: "en", messages: {}, timeZone: "UTC" });

/** Hands messages to the client components below it; an inner one adds its areas to those of the outer one. */
export function TextScope(props: {
  language: Language;
  messages: CompiledMessages;
  timeZone?: string | undefined;
  children: ReactNode;
}) {
  const outer = useContext(Context);
  const { language, messages, timeZone } = props;
  const value = useMemo(
    () => ({ language, messages: { ...outer.messages, ...messages }, timeZone: timeZone ?? outer.timeZone }),
    [language, messages, timeZone, outer],
  );
  return <Context value={value}>{props.children}</Context>;
}

/** The reader's language. */
export function useLanguage(): Language {
  return useContext(Context).language;
}

/** Made once for all components: a translator and a formatter each hold caches that are slow to fill. */
const translators = new WeakMap<CompiledMessages, Map<MessageArea, unknown>>();
const formatters = new Map<string, Formatter>();

/** Texts of one area, in a client component under a provider that holds the area. */
export function useText<Area extends MessageArea>(area: Area): AreaText<Area> {
  const { language, messages } = useContext(Context);
  let byArea = translators.get(messages);
  if (!byArea) {
    byArea = new Map();
    translators.set(messages, byArea);
  }
  const known = byArea.get(area);
  if (known) return known as AreaText<Area>;
  const text = translate(language, messages, area);
  byArea.set(area, text);
  return text;
}

/** Numbers and dates in the reader's language and the project's time zone. */
export function useFormatter(): Formatter {
  const { language, timeZone } = useContext(Context);
  const key = `${language} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = formatterOf(language, timeZone);
    formatters.set(key, formatter);
  }
  return formatter;
}
