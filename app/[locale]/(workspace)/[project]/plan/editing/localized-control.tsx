"use client";

import type { ReactNode } from "react";
import type { Language, LocalizedText } from "../../../../../../lib/plan/plan.ts";
import { Field, FieldGroup } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { useDraft } from "./use-draft.ts";

/** A text for people: one field per language of the plan, and those of other languages that hold something. */
export function LocalizedControl(props: {
  label: string;
  hint?: string | undefined;
  value: LocalizedText;
  lines: 1 | 2;
  languages: readonly Language[];
  disabled?: boolean;
  onSave: (value: LocalizedText) => unknown;
  onTyping?: (value: LocalizedText) => void;
  notes?: ReactNode;
}) {
  const extra = (["en", "fr"] as const).filter((one) => !props.languages.includes(one) && props.value[one]);
  const draft = useDraft<LocalizedText>(props.value, props.onSave, props.onTyping);
  return (
    <FieldGroup legend={props.label} hint={props.hint}>
      {[...props.languages, ...extra].map((language) => (
        <LanguageField
          key={language}
          language={language}
          value={draft.value[language] ?? ""}
          lines={props.lines}
          disabled={props.disabled ?? false}
          onChange={(text) => draft.change({ ...draft.value, [language]: text })}
          onLeave={draft.keep}
        />
      ))}
      {props.notes}
    </FieldGroup>
  );
}

function LanguageField(props: {
  language: Language;
  value: string;
  lines: 1 | 2;
  disabled: boolean;
  onChange: (text: string) => void;
  onLeave: () => void;
}) {
  const t = useText("plan");
  const shared = {
    lang: props.language,
    value: props.value,
    disabled: props.disabled,
    onBlur: props.onLeave,
  };
  return (
    <Field label={<span className="font-normal text-grey-7">{t(`language.${props.language}`)}</span>}>
      {(control) =>
        props.lines === 1 ? (
          <Input
            {...control}
            {...shared}
            onChange={(event) => props.onChange(event.target.value)}
            onKeyDown={(event) => event.key === "Enter" && props.onLeave()}
          />
        ) : (
          <Textarea {...control} {...shared} onChange={(event) => props.onChange(event.target.value)} />
        )
      }
    </Field>
  );
}
