"use client";

import { Switch as Radix } from "radix-ui";
import { type ReactNode, useId } from "react";
import { className } from "./class-name.ts";

/** A choice that takes effect at once. */
export function Switch(props: {
  label: ReactNode;
  hint?: ReactNode;
  checked: boolean;
  onCheckedChange: (checked: boolean) => void;
  disabled?: boolean;
  name?: string;
  className?: string;
}) {
  const id = useId();
  return (
    <div className={className("flex min-h-8 items-start gap-3", props.className)}>
      <Radix.Root
        aria-labelledby={`${id}-label`}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        checked={props.checked}
        onCheckedChange={props.onCheckedChange}
        disabled={props.disabled}
        name={props.name}
        className="relative mt-0.5 h-5 w-9 shrink-0 rounded-full border border-grey-6 bg-grey-3 transition-colors disabled:opacity-50 data-[state=checked]:border-accent-7 data-[state=checked]:bg-accent-7"
      >
        <Radix.Thumb className="block size-3.5 translate-x-0.5 rounded-full bg-grey-7 transition-transform data-[state=checked]:translate-x-4.5 data-[state=checked]:bg-grey-1" />
      </Radix.Root>
      <span>
        <span id={`${id}-label`}>{props.label}</span>
        {props.hint && (
          <span id={`${id}-hint`} className="block text-grid text-grey-7">
            {props.hint}
          </span>
        )}
      </span>
    </div>
  );
}
