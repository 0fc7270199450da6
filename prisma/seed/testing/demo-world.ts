/** The demo's traffic as the naive evaluation reads it: what conforms, person by person, without any engine. */

import type { World, WorldEvent, WorldTrait } from "../../../lib/analysis/naive/world.ts";
import { findUserProperty } from "../../../lib/plan/find.ts";
import type { Json, Plan, PlanEvent } from "../../../lib/plan/plan.ts";
import { resolveEvent } from "../../../lib/plan/resolve.ts";
import type { DemoCall } from "../demo-traffic.ts";

interface DemoWorld {
  readonly world: World;
  /** What a person is called in an answer: the user id, else the anonymous id. */
  readonly nameOf: (person: number) => string;
}

/** Calls that were sent wrong on purpose; everything else is as planned. */
function isWrong({ call }: DemoCall): boolean {
  return call.kind === "untyped" || (call.kind === "event" && typeof (call.properties.total ?? 0) === "string");
}

function eventOf(plan: Plan, identifier: string): PlanEvent {
  const event = plan.events.find((one) => one.identifier === identifier || one.formerIdentifiers.includes(identifier));
  if (event === undefined) throw new Error(`Invariant: no event ${identifier}`);
  return event;
}

/** Keyed by property id, those of every variant included. */
function propertiesById(plan: Plan, event: PlanEvent, values: Readonly<Record<string, Json>>): Record<string, Json> {
  const { properties, variants } = resolveEvent(plan, event);
  const all = [
    ...properties.map(({ property }) => property),
    ...(variants?.cases.flatMap((one) => one.properties) ?? []),
  ];
  const ids = new Map(all.map(({ id, name }) => [name, id as string]));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [ids.get(name) ?? name, value]));
}

function idsByRole<Role extends string>(pairs: readonly (readonly [Role, string])[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const [role, id] of pairs) found[role] = [...(found[role] ?? []), id];
  return found;
}

function rolesOf(plan: Plan): Pick<World, "roles" | "propertyRoles"> {
  const properties = plan.events.flatMap((event) =>
    resolveEvent(plan, event).properties.map(({ property }) => property),
  );
  return {
    roles: idsByRole(plan.events.flatMap(({ roles, id }) => roles.map((role) => [role, id] as const))),
    propertyRoles: idsByRole(properties.flatMap(({ role, id }) => (role === undefined ? [] : [[role, id] as const]))),
  };
}

/** One person per anonymous id: the demo's visitors each have one, and sign up at most once. */
export function demoWorld(plan: Plan, calls: readonly DemoCall[], asOf: number): DemoWorld {
  const people = new Map<string, number>();
  const names: string[] = [];
  const events: WorldEvent[] = [];
  const traits: WorldTrait[] = [];
  for (const [index, item] of calls.entries()) {
    const person = people.get(item.anonymousId) ?? people.size + 1;
    people.set(item.anonymousId, person);
    names[person] = item.userId ?? names[person] ?? item.anonymousId;
    if (isWrong(item)) continue;
    const base = { uid: index + 1, person, ts: item.at, group: "" };
    if (item.call.kind === "event") {
      const event = eventOf(plan, item.call.identifier);
      const properties = propertiesById(plan, event, item.call.properties);
      events.push({ ...base, event: event.id, properties, automatic: {} });
    } else if (item.call.kind === "identify") {
      for (const [name, value] of Object.entries(item.call.traits)) {
        const property = findUserProperty(plan, name);
        if (property === undefined || (name === "plan" && typeof value !== "string")) continue;
        traits.push({ ...base, subject: "user", property: property.id, value });
      }
    }
  }
  const world = { events, traits, links: [], timeZone: "Europe/Paris", weekStart: 1, asOf, ...rolesOf(plan) };
  return { world, nameOf: (person) => names[person] ?? "" };
}
