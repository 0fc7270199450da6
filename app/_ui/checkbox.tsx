import type { ComponentProps, ReactNode } from "react";
import { className } from "./class-name.ts";

/** A choice that takes effect when its form is saved. The label is part of the target. */
export function Checkbox({
  label,
  hint,
  className: own,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode }) {
  return (
    <label className={className("flex min-h-6 fallback:items-start gap-2", rest.disabled && "text-grey-7", own)}>
      <input {...rest} type="checkbox" className="mt-0.5 size-4 shrink-0 accent-accent-7" />
      <span>
        {label}
        {hint && <span className="block text-grid text-grey-7">{hint}</span>}
      </span>
    </label>
  );
}
