/** A transformation proposed for a violation: what was received is rewritten as the plan has it, until the fix is out. */

import { pointerSegments } from "../ingest/json-limits.ts";
import { castTo } from "../plan/cast.ts";
import type { Edit } from "../plan/edit.ts";
import { findEvent } from "../plan/find.ts";
import type { Json, Plan, Property } from "../plan/plan.ts";
import { resolveEvent } from "../plan/resolve.ts";
import { fitsType } from "../plan/rules/example-fits.ts";
import { CAST_TYPES, type Transformation } from "../plan/transformation.ts";
import { placeOf, valuesAt } from "./place.ts";
import type { Broken } from "./remedy.ts";

/** What the transformation does; without the rest that each one carries. */
type Change = Pick<Transformation, "operation" | "property" | "to" | "values">;

/** Days that a proposed one holds. */
const HOLDS_DAYS = 90;
const DAY = 86_400_000;

/** The name under which names that differ only in case and separators are one. */
function bare(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The single one of the names that is written like it, apart from case and separators. */
function nearName(name: string, names: readonly string[]): string | undefined {
  const near = names.filter((one) => one !== name && bare(one) === bare(name) && bare(one) !== "");
  return near.length === 1 ? near[0] : undefined;
}

/** `/properties/lines/0/sku` as `lines[].sku`; undefined where a name cannot be told so, or is no event's property. */
function dottedName(path: string): string | undefined {
  const [first, ...rest] = pointerSegments(path);
  if (first !== "properties" || rest.length === 0 || rest.some((name) => name === "" || /[.[\]]/.test(name)))
    return undefined;
  return rest
    .map((name) => (/^(?:\d+|\*)$/.test(name) ? "[]" : `.${name}`))
    .join("")
    .slice(1);
}

function valueChange(property: string, { type }: Property, values: readonly Json[]): Change | undefined {
  const wrong = values.filter((value) => !fitsType(type, value));
  const to = CAST_TYPES.find((cast) => cast === type.kind);
  if (to !== undefined && wrong.some((value) => fitsType(type, castTo(to, value) as Json)))
    return { operation: "cast", property, to };
  const allowed = "enum" in type ? (type.enum ?? []).map(String) : [];
  const mapped = wrong.flatMap((value) => {
    const near = typeof value === "string" && value.length <= 500 ? nearName(value, allowed) : undefined;
    return near === undefined ? [] : [[String(value), near] as const];
  });
  const pairs = new Map(mapped.slice(0, 200));
  return pairs.size === 0 ? undefined : { operation: "map_values", property, values: Object.fromEntries(pairs) };
}

function changeOf(plan: Plan, broken: Broken, calls: readonly Json[]): Change | undefined {
  const { code, eventId, eventName, path } = broken;
  if (code === "unplanned_event") {
    const to = nearName(
      eventName,
      plan.events.map(({ name }) => name),
    );
    return to === undefined ? undefined : { operation: "rename_event", to };
  }
  const event = eventId === undefined ? undefined : findEvent(plan, eventId);
  const property = dottedName(path);
  if (event === undefined || property === undefined) return undefined;
  if (code === "unplanned_property") {
    // A rename moves properties of the event itself; what is inside others, or like none, goes.
    const names = /[.[]/.test(property) ? [] : resolveEvent(plan, event).properties.map((one) => one.property.name);
    const to = nearName(property, names);
    return to === undefined ? { operation: "drop", property } : { operation: "rename_property", property, to };
  }
  if (code !== "type_mismatch" && code !== "value_constraint") return undefined;
  const planned = placeOf(plan, broken)?.property;
  return planned && valueChange(property, planned, valuesAt(calls, path));
}

/**
 * The edit that adds a transformation after which some of what was received conforms, as far as this violation goes: a near
 * name, a value that says the same in the planned type, or one that is written like an allowed value; a property the plan does not name is
 * dropped where no planned one is written like it. Empty where there is none.
 * `now`: milliseconds since the epoch.
 */
export function transformEdits(
  plan: Plan,
  broken: Broken,
  calls: readonly Json[],
  { reason, now }: { readonly reason: string; readonly now: number },
): Edit[] {
  const change = changeOf(plan, broken, calls);
  if (change === undefined || broken.eventName === "") return [];
  const key = [broken.eventName, change.property, change.operation]
    .filter((word) => word !== undefined)
    .join(" ")
    .slice(0, 100);
  if (plan.settings.transformations.some((one) => one.key === key)) return [];
  const until = new Date(now + HOLDS_DAYS * DAY).toISOString().slice(0, 10);
  const transformation = { key, event: broken.eventName, ...change, sources: broken.sources, reason, until };
  return [{ command: "addTransformation", transformation } as Edit];
}
