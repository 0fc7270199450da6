"use client";

import { useState } from "react";
import { numberText, readNumber } from "../../../../../lib/i18n/number-text.ts";
import { Input } from "../../../../_ui/input.tsx";
import { useLanguage } from "../../../../_ui/text.tsx";

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
  const language = useLanguage();
  const [typed, setTyped] = useState<string>();
  const change = (text: string) => {
    setTyped(text);
    const value = readNumber(text);
    if (value === undefined || value < min || value > max) return;
    if (!whole || Number.isInteger(value)) props.onChange(value);
  };
  const shown = typed ?? numberText(props.value, language);
  const invalid = typed !== undefined && readNumber(typed) !== props.value;
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
