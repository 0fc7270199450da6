"use client";

import { useState } from "react";
import { Input } from "../../../../_ui/input.tsx";

/** A text as it is typed; what changes it from elsewhere shows as soon as nobody types. */
export function ValueInput(props: { label: string; value: string; onChange: (text: string) => void }) {
  const [typed, setTyped] = useState<string>();
  return (
    <Input
      aria-label={props.label}
      className="h-7 w-40"
      value={typed ?? props.value}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        props.onChange(event.currentTarget.value);
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
