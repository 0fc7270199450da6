"use client";

import { useEffect, useRef } from "react";
import { FormField } from "./action-form.tsx";

/** A time zone, the browser's own until another is chosen. Names are IANA's, in every language. */
export function TimeZoneField(props: { name: string; label: string; hint?: string; defaultValue?: string }) {
  const box = useRef<HTMLDivElement>(null);
  const { defaultValue, name } = props;
  useEffect(() => {
    const input = box.current?.querySelector("input");
    if (defaultValue === undefined && input && input.value === "UTC")
      input.value = Intl.DateTimeFormat().resolvedOptions().timeZone || "UTC";
  }, [defaultValue]);
  return (
    <div ref={box}>
      <FormField
        name={name}
        label={props.label}
        hint={props.hint}
        defaultValue={defaultValue ?? "UTC"}
        list={Intl.supportedValuesOf("timeZone")}
        required
        code
      />
    </div>
  );
}
