import type { ComponentProps } from "react";
import { type ButtonStyle, buttonStyle } from "./button-style.ts";
import { className } from "./class-name.ts";

/** A button says with a verb what it does. `pending` keeps it in place, disabled, while its work runs. */
export function Button({
  tone,
  size,
  pending = false,
  disabled,
  type = "button",
  className: own,
  ...rest
}: ComponentProps<"button"> & ButtonStyle & { pending?: boolean }) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || pending}
      aria-busy={pending || undefined}
      className={className(buttonStyle({ tone, size }), own)}
    />
  );
}
