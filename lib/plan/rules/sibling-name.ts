/** Which names a property may not take: those that stand beside it in a payload, shared properties included. */

import type { PlacedProperty, RuleFacts } from "./rule.ts";

/** Where keys of one payload meet: an event, a bundle, the inside of an object, people, a group type. */
type Meeting = string;

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf("/"));
}

function homeOf({ place, depth, path, event }: PlacedProperty): Meeting {
  if (depth > 0) return parentOf(path);
  if (event !== undefined) return `event ${event.id}`;
  return place.in === "bundle" ? `bundle ${place.id}` : parentOf(path);
}

export interface SiblingNames {
  /** Places where the property's key meets others. */
  readonly meetings: (placed: PlacedProperty) => readonly Meeting[];
  readonly isTaken: (placed: PlacedProperty, name: string) => boolean;
  /** Whether an example payload of an event holds the property's key. */
  readonly isInExample: (placed: PlacedProperty) => boolean;
}

/** Gathered from the plan once. */
export function siblingNames({ plan, properties }: RuleFacts): SiblingNames {
  const carriers = new Map<Meeting, Meeting[]>();
  for (const { id, bundles } of plan.events) {
    for (const bundle of bundles) {
      const known = carriers.get(`bundle ${bundle}`);
      if (known === undefined) carriers.set(`bundle ${bundle}`, [`event ${id}`]);
      else known.push(`event ${id}`);
    }
  }
  const meetings = (placed: PlacedProperty): readonly Meeting[] => {
    const home = homeOf(placed);
    return [home, ...(carriers.get(home) ?? [])];
  };
  const taken = new Set<string>();
  for (const placed of properties) {
    for (const meeting of meetings(placed)) taken.add(`${meeting} ${placed.property.name}`);
  }
  const examples = new Map(
    plan.events.filter((event) => event.examples.length > 0).map((event) => [event.id, JSON.stringify(event.examples)]),
  );
  const isInExample = (placed: PlacedProperty): boolean => {
    const key = `${JSON.stringify(placed.property.name)}:`;
    if (placed.event !== undefined) return examples.get(placed.event.id)?.includes(key) === true;
    if (placed.place.in !== "bundle") return false;
    const events = carriers.get(`bundle ${placed.place.id}`) ?? [];
    return events.some((meeting) => examples.get(meeting.slice("event ".length))?.includes(key) === true);
  };
  return {
    meetings,
    isTaken: (placed, name) => meetings(placed).some((meeting) => taken.has(`${meeting} ${name}`)),
    isInExample,
  };
}
