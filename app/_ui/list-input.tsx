"use client";

import { X } from "lucide-react";
import { useState } from "react";
import { className } from "./class-name.ts";
import { CONTROL } from "./input.tsx";
import { useText } from "./text.tsx";

/**
 * A short list of words, e.g. tags or allowed values: Enter or a comma adds, Backspace in the empty field takes the last
 * one back, pasting lines or cells adds them all.
 */
export function ListInput(props: {
  id?: string;
  label: string;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
  suggestions?: readonly string[];
  code?: boolean;
  disabled?: boolean;
  placeholder?: string;
  /** False where a value may contain a comma. */
  splitOnComma?: boolean;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: true | undefined;
}) {
  const t = useText("shell");
  const [draft, setDraft] = useState("");
  const listId = props.suggestions?.length ? `${props.id ?? props.label}-suggestions` : undefined;
  const separator = props.splitOnComma === false ? /[\n\t]+/ : /[,;\n\t]+/;

  function add(text: string) {
    const words = text
      .split(separator)
      .map((word) => word.trim())
      .filter(Boolean);
    const fresh = words.filter((word, at) => !props.values.includes(word) && words.indexOf(word) === at);
    if (fresh.length > 0) props.onChange([...props.values, ...fresh]);
    setDraft("");
  }
  return (
    <div
      className={className(
        CONTROL,
        "flex min-h-8 flex-wrap items-center gap-1 px-1 py-0.5 focus-within:outline-2 focus-within:outline-accent-6 focus-within:outline-offset-1",
        props.disabled && "bg-grey-2",
      )}
    >
      {props.values.map((value) => (
        <span
          key={value}
          className={className(
            "inline-flex max-w-full items-center gap-0.5 rounded-small bg-grey-3 pl-1.5 text-grid",
            props.code && "font-mono",
          )}
        >
          <span className="min-w-0 break-all">{value}</span>
          <button
            type="button"
            disabled={props.disabled}
            aria-label={t("list.remove", { value })}
            onClick={() => props.onChange(props.values.filter((other) => other !== value))}
            className="grid size-6 place-items-center text-grey-7 hover:text-grey-10"
          >
            <X aria-hidden className="size-3" />
          </button>
        </span>
      ))}
      <input
        id={props.id}
        aria-label={props.id ? undefined : props.label}
        aria-describedby={props["aria-describedby"]}
        aria-invalid={props["aria-invalid"]}
        disabled={props.disabled}
        list={listId}
        value={draft}
        placeholder={props.values.length === 0 ? props.placeholder : undefined}
        autoComplete="off"
        onChange={(event) => setDraft(event.target.value)}
        onPaste={(event) => {
          const text = event.clipboardData.getData("text");
          if (!separator.test(text)) return;
          event.preventDefault();
          add(text);
        }}
        onKeyDown={(event) => {
          if (event.key === "Enter" || (event.key === "," && props.splitOnComma !== false)) {
            if (draft.trim() || event.key === ",") event.preventDefault();
            add(draft);
          } else if (event.key === "Backspace" && draft === "") props.onChange(props.values.slice(0, -1));
        }}
        onBlur={() => draft.trim() && add(draft)}
        className={className(
          "h-6 min-w-16 flex-1 bg-transparent px-1 outline-none",
          props.code && "font-mono text-grid",
        )}
      />
      {listId && (
        <datalist id={listId}>
          {props.suggestions
            ?.filter((s) => !props.values.includes(s))
            .map((s) => (
              <option key={s} value={s} />
            ))}
        </datalist>
      )}
    </div>
  );
}
