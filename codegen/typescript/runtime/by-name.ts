/* eslint-disable */
/**
 * Calls by the name of an event: the same bytes for every plan. Do not edit.
 */
import { type CallOptions, send } from "./runtime.ts";

/** What follows the name of an event: its properties, then options; nothing is required when no property is. */
export type Arguments<P> =
  Record<never, never> extends P ? [properties?: P, options?: CallOptions] : [properties: P, options?: CallOptions];

export type Call = (properties: never, options?: CallOptions) => void;

/** A name the plan lacks, which only untyped code can pass, is sent as it is: it shows up as unplanned. */
export function call(
  calls: ReadonlyMap<string, Call>,
  type: "track" | "page" | "screen",
  name: string,
  rest: readonly unknown[],
): void {
  const planned = calls.get(name) as ((...given: readonly unknown[]) => void) | undefined;
  if (planned) planned(...rest);
  else send(type, name, undefined, undefined, rest[0] as object | undefined, rest[1] as CallOptions | undefined);
}
