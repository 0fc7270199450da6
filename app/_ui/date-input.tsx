"use client";

import { type ChangeEvent, type ComponentProps, useId, useState } from "react";
import { useText } from "./text.tsx";

/** The last day that is written with a year of four digits: all of ours are. */
export const LAST_DAY = "9999-12-31";

/**
 * A day of the calendar. Browsers take years of more digits while one types: what they make of it is handed on to nobody,
 * and said beside the field.
 */
export function DateInput({ onChange, ...rest }: ComponentProps<"input">) {
  const t = useText("shell");
  const id = useId();
  const [wrong, setWrong] = useState(false);
  function change(event: ChangeEvent<HTMLInputElement>) {
    const beyond = event.currentTarget.value.length > LAST_DAY.length;
    setWrong(beyond);
    if (!beyond) onChange?.(event);
  }
  const described = [rest["aria-describedby"], wrong && id].filter(Boolean).join(" ");
  return (
    <>
      <input
        autoComplete="off"
        max={LAST_DAY}
        {...rest}
        type="date"
        aria-invalid={wrong || rest["aria-invalid"]}
        aria-describedby={described || undefined}
        onChange={change}
      />
      {wrong && (
        <span id={id} role="alert" className="text-danger-7 text-grid">
          {t("yearOfFourDigits")}
        </span>
      )}
    </>
  );
}
