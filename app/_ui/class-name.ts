import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. Two utilities of one kind in one element are a mistake, since neither is the later one; what whoever
 * uses a component may replace is written `fallback:…` there, which yields to any utility of its kind.
 */
export function className(...values: ClassValue[]): string {
  return clsx(values);
}
