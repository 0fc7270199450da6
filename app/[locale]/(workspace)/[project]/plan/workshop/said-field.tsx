"use client";

import { LANGUAGES, type LocalizedText } from "../../../../../../lib/plan/plan.ts";
import { WORKSHOP_LIMITS } from "../../../../../../lib/plan/workshop-limit.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { useWorkshop } from "./workshop-context.tsx";

interface SaidProps {
  readonly label: string;
  /** Field path: what is open leads here. */
  readonly path: string;
  readonly value: LocalizedText;
  readonly onChange: (value: LocalizedText) => void;
  readonly placeholder?: string;
  readonly hint?: string;
}

/** A text for people: in the reader's language, or in both where the workshop is held in both. */
export function SaidField({ label, path, value, onChange, placeholder, hint }: SaidProps) {
  const t = useText("workshop");
  const reader = useLanguage();
  const { workshop, readOnly } = useWorkshop();
  const written = value[reader] === undefined ? (LANGUAGES.find((one) => value[one] !== undefined) ?? reader) : reader;
  const shown = workshop.bilingual ? LANGUAGES : [written];
  // A text in the other language that nobody looks at would say something else by now.
  const changed = (language: "en" | "fr", text: string): LocalizedText => {
    const { [language]: _, ...others } = workshop.bilingual ? value : ({} as LocalizedText);
    return text === "" ? others : { ...others, [language]: text };
  };
  return (
    <div data-path={path} className="flex min-w-[min(100%,16rem)] flex-auto flex-col gap-2">
      {shown.map((language) => (
        <Field
          key={language}
          label={workshop.bilingual ? `${label} (${t(`language.${language}`)})` : label}
          hint={language === shown[0] ? hint : undefined}
        >
          {(control) => (
            <Input
              {...control}
              lang={language}
              readOnly={readOnly}
              placeholder={placeholder}
              value={value[language] ?? ""}
              onChange={(event) => onChange(changed(language, event.target.value))}
            />
          )}
        </Field>
      ))}
    </div>
  );
}

/** A line that is the same in every language, such as a name of a person; what was written before is offered. */
export function LineField(props: {
  label: string;
  path: string;
  value: string;
  onChange: (value: string) => void;
  suggestions?: readonly string[];
  hint?: string;
  placeholder?: string;
  maxLength?: number;
}) {
  const { readOnly } = useWorkshop();
  return (
    <div data-path={props.path} className="min-w-[min(100%,12rem)] flex-auto">
      <Field label={props.label} hint={props.hint}>
        {(control) => (
          <>
            <Input
              {...control}
              readOnly={readOnly}
              list={`${control.id}-known`}
              placeholder={props.placeholder}
              maxLength={props.maxLength ?? WORKSHOP_LIMITS.line}
              value={props.value}
              onChange={(event) => props.onChange(event.target.value)}
            />
            <datalist id={`${control.id}-known`}>
              {props.suggestions?.map((one) => (
                <option key={one} value={one} />
              ))}
            </datalist>
          </>
        )}
      </Field>
    </div>
  );
}
