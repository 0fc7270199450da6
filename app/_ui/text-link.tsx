import Link from "next/link";
import type { ComponentProps } from "react";
import { className } from "./class-name.ts";

/** A link inside a sentence or a cell. */
export function TextLink({ className: own, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link
      {...rest}
      className={className("text-accent-7 underline decoration-accent-5 underline-offset-2 hover:text-accent-9", own)}
    />
  );
}
