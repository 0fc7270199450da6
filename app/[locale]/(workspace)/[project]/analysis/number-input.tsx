"use client";

import { useState } from "react";
import { Input } from "../../../../_ui/input.tsx";

/** A number within bounds. What is half typed or out of bounds stays visible and changes nothing. */
export function NumberInput(props: {
  label: string;
  value: number;
  min?: number;
  max?: number;
  whole?: boolean;
  onChange: (value: number) => void;
}) {
  const { min = 0, max = 1e12, whole = true } = props;
  const [typed, setTyped] = useState<string>();
  const change = (text: string) => {
    setTyped(text);
    const value = Number(text.replace(",", "."));
    const fits = text.trim() !== "" && Number.isFinite(value) && value >= min && value <= max;
    if (fits && (!whole || Number.isInteger(value))) props.onChange(value);
  };
  const shown = typed ?? String(props.value);
  const invalid = typed !== undefined && Number(typed.replace(",", ".")) !== props.value;
  return (
    <Input
      aria-label={props.label}
      aria-invalid={invalid || undefined}
      inputMode={whole ? "numeric" : "decimal"}
      value={shown}
      onChange={(event) => change(event.currentTarget.value)}
      onBlur={() => setTyped(undefined)}
      className="w-20 text-right"
    />
  );
}
