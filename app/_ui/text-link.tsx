import type { ComponentProps } from "react";
import { className } from "./class-name.ts";
import { LinkAhead } from "./link-ahead.tsx";

/** A link inside a sentence or a cell. */
export function TextLink({ className: own, ...rest }: ComponentProps<typeof LinkAhead>) {
  return (
    <LinkAhead
      {...rest}
      className={className("text-accent-7 underline decoration-accent-5 underline-offset-2 hover:text-accent-9", own)}
    />
  );
}
