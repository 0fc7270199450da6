"use client";

import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { usePlanEditing } from "../editing/editing-context.tsx";

export interface CellChoice {
  readonly value: string;
  readonly label: string;
}

const STYLE =
  "absolute inset-0 z-10 h-full w-full bg-grey-1 px-2 text-grid outline-2 outline-accent-6 outline-offset-[-2px]";

/** Edits one cell in place: Enter or leaving keeps, Escape gives up, Tab keeps and goes on. */
export function CellEditor(props: {
  label: string;
  value: string;
  code?: boolean;
  choices?: readonly CellChoice[];
  suggestions?: readonly string[];
  commit: (value: string, then: "stay" | "next" | "previous" | "leave") => void;
  cancel: () => void;
}) {
  const { begin } = usePlanEditing();
  const [within] = useState(() => begin());
  const [value, setValue] = useState(props.value);
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const over = useRef(false);
  useEffect(() => {
    input.current?.focus();
    if (input.current instanceof HTMLInputElement) input.current.select();
  }, []);

  function end(act: () => void) {
    if (over.current) return;
    over.current = true;
    act();
  }
  function keyDown(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      end(props.cancel);
    } else if (event.key === "Enter" || event.key === "Tab") {
      event.preventDefault();
      const then = event.key === "Enter" ? "stay" : event.shiftKey ? "previous" : "next";
      end(() => within(() => props.commit(value, then)));
    }
  }
  const shared = {
    ref: input,
    "aria-label": props.label,
    value,
    onKeyDown: keyDown,
    onBlur: () => end(() => within(() => props.commit(value, "leave"))),
    className: STYLE,
  };
  if (props.choices) {
    return (
      <select {...shared} onChange={(event) => setValue(event.target.value)}>
        {props.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    );
  }
  return (
    <>
      <input
        {...shared}
        autoComplete="off"
        list={props.suggestions ? "cell-suggestions" : undefined}
        className={`${STYLE} ${props.code ? "font-mono" : ""}`}
        onChange={(event) => setValue(event.target.value)}
      />
      {props.suggestions && (
        <datalist id="cell-suggestions">
          {props.suggestions.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      )}
    </>
  );
}
