/**
 * What a plan does about faults that reach it before a fix does: events that do not conform are rewritten in one stated way
 * until a stated day, and judged again. The received call stays as it is.
 */

export const TRANSFORMATION_OPERATIONS = ["rename_event", "rename_property", "map_values", "cast", "drop"] as const;
export type TransformationOperation = (typeof TRANSFORMATION_OPERATIONS)[number];

/** What a value may be cast to. */
export const CAST_TYPES = ["string", "number", "integer", "boolean"] as const;
export type CastType = (typeof CAST_TYPES)[number];

export interface Transformation {
  /** Its name, unique in the plan; stored beside every event it mended. */
  readonly key: string;
  /** The wire name under which the faulty event comes. */
  readonly event: string;
  readonly operation: TransformationOperation;
  /** Dotted, `[]` for the items of a list. Needed by every operation but `rename_event`. */
  readonly property?: string;
  /** The name that it gets, or for `cast` one of `CAST_TYPES`. */
  readonly to?: string;
  /** For `map_values`: the values to be written, by the received value as text. */
  readonly values?: { readonly [received: string]: string | number | boolean };
  /** Slugs of the sources whose events it mends; empty means every source. */
  readonly sources: readonly string[];
  /** Only releases of the app before this one. */
  readonly before?: string;
  /** Why it is there. */
  readonly reason: string;
  /** The last day on which it mends events, YYYY-MM-DD in UTC. */
  readonly until: string;
}

/** The field without which a transformation does nothing; undefined where it is whole. */
export function missingField(transformation: Transformation): "property" | "to" | "values" | undefined {
  const { operation, property = "", to = "", values = {} } = transformation;
  if (operation !== "rename_event" && property === "") return "property";
  if (operation === "drop") return undefined;
  if (operation === "map_values") return Object.keys(values).length === 0 ? "values" : undefined;
  if (operation === "cast") return CAST_TYPES.some((type) => type === to) ? undefined : "to";
  return to === "" ? "to" : undefined;
}
