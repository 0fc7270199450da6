"use client";

import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { WORKSHOP_LIMITS } from "../../../../../../lib/plan/workshop-limit.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { focusNext, heldDown } from "./step-of-path.ts";
import { useWorkshop } from "./workshop-context.tsx";

const SHOWN = 5;

/** A line that adds what is typed with Enter; an empty one leads on. Suggestions complete it, or are taken as they are. */
export function AddLine(props: {
  label: string;
  path: string;
  suggestions: readonly string[];
  onAdd: (text: string) => void;
  code?: boolean;
  /** There is no room for another. */
  full?: boolean;
}) {
  const t = useText("workshop");
  const { readOnly } = useWorkshop();
  const [text, setText] = useState("");
  const list = useId();
  if (readOnly) return null;
  if (props.full) return <p className="text-grey-7 text-grid">{t("full")}</p>;
  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const trimmed = text.trim();
    if (trimmed === "") return focusNext(event.currentTarget);
    props.onAdd(trimmed);
    setText("");
  }
  return (
    <div className="flex flex-col gap-1.5">
      <form onSubmit={add} data-path={props.path} data-adds className="flex max-w-3xl gap-2">
        <Input
          aria-label={props.label}
          placeholder={props.label}
          code={props.code ?? false}
          list={list}
          maxLength={WORKSHOP_LIMITS.line}
          value={text}
          onKeyDown={heldDown}
          onChange={(event) => setText(event.target.value)}
        />
        <datalist id={list}>
          {props.suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Button type="submit">
          <Plus aria-hidden />
          {t("add")}
        </Button>
      </form>
      {props.suggestions.length > 0 && (
        <ul aria-label={`${t("suggestions")}: ${props.label}`} className="flex flex-wrap gap-1.5">
          {props.suggestions.slice(0, SHOWN).map((one) => (
            <li key={one} className="min-w-0">
              <Button
                size="small"
                onClick={() => props.onAdd(one)}
                className="h-auto min-h-7 whitespace-normal text-left"
              >
                <Plus aria-hidden />
                {one}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
