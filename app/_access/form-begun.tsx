"use client";

import { useEffect, useRef, useState } from "react";
import { useKept } from "./action-form.tsx";
import { BEGUN } from "./form.ts";

type Values = Readonly<Record<string, string>>;

/** What the fields held when the form was begun: those left alone, and those that say what is stored, begin again from it. */
function begunAgain(input: HTMLInputElement, stored: Values): Values {
  const begun = JSON.parse(input.value) as Values;
  const next: Record<string, string> = {};
  for (const [name, value] of Object.entries(stored)) {
    const field = input.form?.elements.namedItem(name);
    const before = begun[name] ?? value;
    next[name] = before;
    if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
    if (field.value !== before && field.value !== value) continue;
    field.value = value;
    next[name] = value;
  }
  return next;
}

/** Sends along what the named fields held when the form was begun: the action then tells what somebody else set since. */
export function FormBegun({ values }: { values: Values }) {
  const refused = useKept(BEGUN);
  const stored = JSON.stringify(values);
  const [first] = useState(refused ?? stored);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (input.current !== null && refused !== undefined) input.current.value = refused;
  }, [refused]);
  useEffect(() => {
    if (input.current === null) return;
    input.current.value = JSON.stringify(begunAgain(input.current, JSON.parse(stored) as Values));
  }, [stored]);
  return <input ref={input} type="hidden" name={BEGUN} defaultValue={first} />;
}
