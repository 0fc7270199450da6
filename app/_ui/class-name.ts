import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

const merge = extendTailwindMerge({
  extend: { theme: { text: ["label", "grid", "base", "title", "figure"], radius: ["small", ""], shadow: ["float"] } },
});

/** Joins class names; a later utility replaces an earlier one of the same kind. */
export function className(...values: ClassValue[]): string {
  return merge(clsx(values));
}
