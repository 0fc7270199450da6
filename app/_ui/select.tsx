import { ChevronDown } from "lucide-react";
import type { ComponentProps } from "react";
import { className } from "./class-name.ts";
import { CONTROL } from "./input.tsx";

export interface SelectOption {
  readonly value: string;
  readonly label: string;
  readonly disabled?: boolean;
}

/** One of a short closed list: the platform's own control, so that every keyboard and screen reader knows it. */
export function Select({
  options,
  size,
  className: own,
  ...rest
}: Omit<ComponentProps<"select">, "size"> & { options: readonly SelectOption[]; size?: "small" }) {
  return (
    <span className={className("relative inline-flex fallback:w-full min-w-0", own)}>
      <select
        {...rest}
        className={className(CONTROL, "appearance-none pr-7", size === "small" ? "h-7 text-grid" : "h-8")}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute top-1/2 right-2 size-4 -translate-y-1/2 text-grey-7"
      />
    </span>
  );
}
