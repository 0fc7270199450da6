import type { ComponentProps } from "react";
import { className } from "./class-name.ts";
import { DateInput } from "./date-input.tsx";

export const CONTROL =
  "fallback:w-full min-w-0 rounded border border-grey-5 fallback:bg-grey-1 fallback:px-2 text-grey-10 transition-colors hover:border-grey-6 disabled:cursor-not-allowed disabled:bg-grey-2 disabled:text-grey-7 aria-invalid:border-danger-6 [&:is(input,textarea):read-only]:bg-grey-2";

/** A line of text. `code` for whatever travels on the wire. */
export function Input({ code, className: own, ...rest }: ComponentProps<"input"> & { code?: boolean }) {
  const look = className(CONTROL, "fallback:h-8", code && "font-mono text-grid", own);
  if (rest.type === "date") return <DateInput {...rest} className={look} />;
  return <input autoComplete="off" spellCheck={code ? false : undefined} {...rest} className={look} />;
}
