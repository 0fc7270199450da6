"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { className } from "../../../../../_ui/class-name.ts";
import { LAST_DAY } from "../../../../../_ui/date-input.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";

export interface CellChoice {
  readonly value: string;
  readonly label: string;
}

export type AfterEdit = "stay" | "next" | "previous" | "leave";

const LOOK = "absolute top-0 left-0 z-10 bg-grey-1 px-2 text-grid outline-2 outline-accent-6 outline-offset-[-2px]";
const STYLE = `${LOOK} h-full w-full`;

/**
 * Edits one cell in place: Enter or leaving keeps, Escape gives up, Tab keeps and goes on. What the cell cannot take stays
 * typed, with the reason below.
 */
export function CellEditor(props: {
  label: string;
  value: string;
  code?: boolean;
  /** A text of several lines: Alt+Enter breaks a line. */
  long?: boolean;
  /** A day of the calendar. */
  day?: boolean;
  choices?: readonly CellChoice[];
  suggestions?: readonly string[];
  /** Why the cell cannot take this. */
  problem: (value: string) => string | undefined;
  /** Without a text where it is as it was. */
  commit: (value: string | undefined, then: AfterEdit) => void;
  cancel: () => void;
}) {
  const { begin } = usePlanEditing();
  const [within] = useState(() => begin());
  const [first] = useState(props.value);
  const [value, setValue] = useState(first);
  const [problem, setProblem] = useState<string>();
  const input = useRef<HTMLInputElement & HTMLSelectElement & HTMLTextAreaElement>(null);
  const over = useRef(false);
  useEffect(() => {
    const control: HTMLElement | null = input.current;
    control?.focus();
    if (control instanceof HTMLInputElement || control instanceof HTMLTextAreaElement) control.select();
  }, []);

  function end(act: () => void) {
    if (over.current) return;
    over.current = true;
    act();
  }
  function keep(then: AfterEdit) {
    const typed = value === first ? undefined : value;
    const refusal = then === "leave" || typed === undefined ? undefined : props.problem(typed);
    if (refusal) setProblem(refusal);
    else end(() => within(() => props.commit(typed, then)));
  }
  function breakLine(control: HTMLTextAreaElement) {
    control.setRangeText("\n", control.selectionStart, control.selectionEnd, "end");
    setValue(control.value);
  }
  function keyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      end(props.cancel);
    } else if (event.key === "Enter" && props.long && event.altKey) {
      event.preventDefault();
      breakLine(event.target as HTMLTextAreaElement);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      keep(event.key === "Enter" ? "stay" : event.shiftKey ? "previous" : "next");
    }
  }
  function change(next: string) {
    setValue(next);
    setProblem(undefined);
  }
  const shared = {
    ref: input,
    "aria-label": props.label,
    "aria-invalid": problem ? (true as const) : undefined,
    "aria-describedby": problem ? "cell-problem" : undefined,
    value,
    onKeyDown: keyDown,
    onBlur: () => keep("leave"),
    onChange: (event: { target: { value: string } }) => change(event.target.value),
  };
  return (
    <>
      {props.choices ? (
        <select {...shared} className={STYLE}>
          {props.choices.map((choice) => (
            <option key={choice.value} value={choice.value}>
              {choice.label}
            </option>
          ))}
        </select>
      ) : props.long ? (
        <textarea {...shared} className={`${LOOK} h-24 w-full min-w-72 resize-y py-1.5 leading-5 shadow-float`} />
      ) : (
        <input
          {...shared}
          {...(props.day ? { type: "date", max: LAST_DAY } : {})}
          autoComplete="off"
          list={props.suggestions ? "cell-suggestions" : undefined}
          className={className(STYLE, props.code && "font-mono")}
        />
      )}
      {props.suggestions && (
        <datalist id="cell-suggestions">
          {props.suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
      {problem && (
        <p
          id="cell-problem"
          role="alert"
          className="absolute top-full left-0 z-20 min-w-40 max-w-80 rounded border border-danger-5 bg-danger-1 px-2 py-1 shadow-float"
        >
          {problem}
        </p>
      )}
    </>
  );
}
