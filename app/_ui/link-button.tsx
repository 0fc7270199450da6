import type { ComponentProps } from "react";
import { type ButtonStyle, buttonStyle } from "./button-style.ts";
import { className } from "./class-name.ts";
import { LinkAhead } from "./link-ahead.tsx";

/** A link that looks like a button: it leads somewhere and changes nothing. */
export function LinkButton({ tone, size, className: own, ...rest }: ComponentProps<typeof LinkAhead> & ButtonStyle) {
  return <LinkAhead {...rest} className={className(buttonStyle({ tone, size }), own)} />;
}
