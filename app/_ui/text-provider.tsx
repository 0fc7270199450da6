import type { ReactNode } from "react";
import type { MessageArea } from "../../lib/i18n/messages.ts";
import { messagesOf } from "../../lib/i18n/translator.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { TextScope } from "./text.tsx";

/** Server side of `TextScope`: picks the areas that the client components below need. `shell` comes with the root layout. */
export function TextProvider(props: {
  language: Language;
  areas: readonly MessageArea[];
  timeZone?: string;
  children: ReactNode;
}) {
  return (
    <TextScope language={props.language} messages={messagesOf(props.language, props.areas)} timeZone={props.timeZone}>
      {props.children}
    </TextScope>
  );
}
