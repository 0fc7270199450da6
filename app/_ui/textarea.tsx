import type { ComponentProps } from "react";
import { className } from "./class-name.ts";
import { CONTROL } from "./input.tsx";

/** Several lines of text; grows with what is typed. */
export function Textarea({ code, className: own, rows = 2, ...rest }: ComponentProps<"textarea"> & { code?: boolean }) {
  return (
    <textarea
      rows={rows}
      spellCheck={code ? false : undefined}
      {...rest}
      className={className(
        CONTROL,
        "block field-sizing-content max-h-96 py-1.5",
        rows > 2 && "min-h-24",
        code && "font-mono text-grid",
        own,
      )}
    />
  );
}
