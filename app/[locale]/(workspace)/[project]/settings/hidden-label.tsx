import type { ReactNode } from "react";

/** A label for screen readers inside a table that scrolls: positioned, so that it cannot stick out of the page. */
export function HiddenLabel({ children }: { children: ReactNode }) {
  return (
    <span className="relative block">
      <span className="sr-only">{children}</span>
    </span>
  );
}
