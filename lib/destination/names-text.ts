/** The names of a destination as people write them: a line each, `Order Completed = purchase`, `Order Completed > total = value`. */

import type { Plan, Property, PropertyType } from "../plan/plan.ts";
import { resolveEvent } from "../plan/resolve.ts";

const INSIDE = " > ";

function propertiesOf(type: PropertyType): readonly Property[] {
  if (type.kind === "object") return type.properties;
  if (type.kind === "array") return propertiesOf(type.items);
  return type.kind === "union" ? type.anyOf.flatMap(propertiesOf) : [];
}

function* placesIn(place: string, properties: readonly Property[]): Iterable<readonly [string, string]> {
  for (const { id, name, type } of properties) {
    const own = `${place}${INSIDE}${name}`;
    yield [own, id];
    yield* placesIn(own, propertiesOf(type));
  }
}

/** Each event and each property of it with its stable id. */
function* placesOf(plan: Plan): Iterable<readonly [string, string]> {
  for (const event of plan.events) {
    yield [event.name, event.id];
    const own = resolveEvent(plan, event).properties.map(({ property }) => property);
    const cases = event.variants?.cases.flatMap(({ properties }) => properties) ?? [];
    yield* placesIn(event.name, [...own, ...cases]);
  }
}

/** What the plan does not know any more stands there by its id. A property of several events stands at the first. */
export function namesText(plan: Plan | undefined, names: Readonly<Record<string, string>>): string {
  const places = new Map<string, string>();
  for (const [place, id] of plan === undefined ? [] : placesOf(plan)) if (!places.has(id)) places.set(id, place);
  const lines = Object.entries(names).map(([id, name]) => `${places.get(id) ?? id} = ${name}`);
  return lines.sort().join("\n");
}

/** The names by stable id, and the first line that names nothing. `known`: the names so far, whose ids may stand as they are. */
export function namesOf(
  plan: Plan | undefined,
  text: string,
  known: Readonly<Record<string, string>> = {},
): { readonly names: Readonly<Record<string, string>>; readonly wrong: string | undefined } {
  const ids = new Map(Object.keys(known).map((id) => [id, id]));
  for (const [place, id] of plan === undefined ? [] : placesOf(plan)) ids.set(place, id);
  const names: Record<string, string> = {};
  for (const line of text.split("\n").map((one) => one.trim())) {
    if (line === "") continue;
    const at = line.lastIndexOf("=");
    const id = ids.get(line.slice(0, Math.max(at, 0)).trim());
    const name = line.slice(at + 1).trim();
    if (at < 0 || id === undefined || name === "") return { names: {}, wrong: line };
    names[id] = name;
  }
  return { names, wrong: undefined };
}
