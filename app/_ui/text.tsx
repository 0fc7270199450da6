"use client";

import { createContext, type ReactNode, useContext, useMemo } from "react";
import type { MESSAGES, MessageArea } from "../../lib/i18n/messages.ts";
import { type AreaText, type Formatter, formatterOf, translate } from "../../lib/i18n/translate.ts";
import type { Language } from "../../lib/plan/plan.ts";

type Messages = Partial<(typeof MESSAGES)["en"]>;

interface TextContext {
  readonly language: Language;
  readonly messages: Messages;
  readonly timeZone: string;
}

const Context = createContext<TextContext>({ language: "en", messages: {}, timeZone: "UTC" });

/** Hands messages to the client components below it; an inner one adds its areas to those of the outer one. */
export function TextScope(props: {
  language: Language;
  messages: Messages;
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

/** Texts of one area, in a client component under a provider that holds the area. */
export function useText<Area extends MessageArea>(area: Area): AreaText<Area> {
  const { language, messages } = useContext(Context);
  return useMemo(() => translate(language, messages, area), [language, messages, area]);
}

/** Numbers and dates in the reader's language and the project's time zone. */
export function useFormatter(): Formatter {
  const { language, timeZone } = useContext(Context);
  return useMemo(() => formatterOf(language, timeZone), [language, timeZone]);
}
