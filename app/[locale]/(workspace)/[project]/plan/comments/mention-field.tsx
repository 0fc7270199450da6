"use client";

import { type ChangeEvent, type KeyboardEvent, useId, useRef, useState } from "react";
import { className } from "../../../../../_ui/class-name.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import type { Mentioned } from "./shown-thread.ts";

const SHOWN = 6;

interface Asked {
  /** Place of the `@`. */
  readonly at: number;
  readonly found: readonly Mentioned[];
}

/** Whom the `@` before the caret may mean: nobody once the words after it fit no name. */
function asked(text: string, caret: number, people: readonly Mentioned[]): Asked | undefined {
  const at = text.lastIndexOf("@", caret - 1);
  if (at < 0 || caret - at > 60 || /[\p{L}\p{N}_]/u.test(text[at - 1] ?? "")) return undefined;
  const begun = text.slice(at + 1, caret).toLowerCase();
  if (begun.includes("\n")) return undefined;
  const fits = ({ name, written }: Mentioned) =>
    [name, written].some((word) => word.toLowerCase().startsWith(begun) && word.toLowerCase() !== begun);
  const found = people.filter(fits).slice(0, SHOWN);
  return found.length > 0 ? { at, found } : undefined;
}

/** A text in which `@` offers the people of the workspace. */
export function MentionField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  people: readonly Mentioned[];
  error?: string | undefined;
  autoFocus?: boolean;
}) {
  const t = useText("comment");
  const list = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const [offer, setOffer] = useState<Asked>();
  const [active, setActive] = useState(0);

  function changed(event: ChangeEvent<HTMLTextAreaElement>) {
    const { value, selectionStart } = event.currentTarget;
    props.onChange(value);
    setOffer(asked(value, selectionStart, props.people));
    setActive(0);
  }
  function take(person: Mentioned) {
    if (!offer) return;
    const caret = area.current?.selectionStart ?? props.value.length;
    props.onChange(`${props.value.slice(0, offer.at + 1)}${person.written} ${props.value.slice(caret)}`);
    setOffer(undefined);
    area.current?.focus();
  }
  function pressed(event: KeyboardEvent) {
    if (!offer) return;
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const person = offer.found[active];
    if (step !== 0) setActive((active + step + offer.found.length) % offer.found.length);
    else if ((event.key === "Enter" || event.key === "Tab") && person) take(person);
    else if (event.key === "Escape") setOffer(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <Field label={props.label} hint={t("hint")} error={props.error} className="relative">
      {(control) => (
        <>
          <Textarea
            {...control}
            ref={area}
            rows={3}
            value={props.value}
            onChange={changed}
            onKeyDown={pressed}
            onBlur={() => setOffer(undefined)}
            autoFocus={props.autoFocus ?? false}
            role="combobox"
            aria-expanded={offer !== undefined}
            aria-autocomplete="list"
            aria-controls={offer ? list : undefined}
            aria-activedescendant={offer ? `${list}-${active}` : undefined}
          />
          {offer && (
            <div
              id={list}
              role="listbox"
              aria-label={t("suggestions")}
              className="absolute top-full z-10 max-w-full rounded border bg-grey-1 p-1 shadow-float"
            >
              {offer.found.map((person, index) => (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the text field's.
                <div
                  key={person.written}
                  id={`${list}-${index}`}
                  role="option"
                  aria-selected={index === active}
                  tabIndex={-1}
                  onMouseDown={(event) => event.preventDefault()}
                  onClick={() => take(person)}
                  className={className(
                    "min-h-8 cursor-pointer break-words rounded-small px-2 py-1",
                    index === active && "bg-grey-3",
                  )}
                >
                  {person.name}
                  {person.written !== person.name && <span className="text-grey-7"> {person.written}</span>}
                </div>
              ))}
            </div>
          )}
        </>
      )}
    </Field>
  );
}
