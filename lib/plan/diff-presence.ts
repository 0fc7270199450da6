/** Compares how single sources send the properties of an event, with its later self. */

import type { EventChange } from "./diff-event.ts";
import type { PropertyChange } from "./diff-property.ts";
import type { ChangeCode } from "./diff-table.ts";
import type { PlanEvent, Property } from "./plan.ts";
import type { Presence } from "./plan-presence.ts";
import { acrossSources, exceptionsOf, firesAt, presenceAt, presenceKey } from "./presence.ts";

/** One side: the event, and its properties by id but those of its variants. */
export interface PresenceSide {
  readonly event: PlanEvent;
  readonly properties: ReadonlyMap<string, Property>;
}

function shown({ event, properties }: PresenceSide): Property[] {
  return [...properties.values(), ...(event.variants?.cases ?? []).flatMap((item) => item.properties)];
}

function find(side: PresenceSide, id: string, name?: string): Property | undefined {
  const all = shown(side);
  return all.find((one) => one.id === id) ?? all.find((one) => one.name === name);
}

interface Pair {
  readonly was: Property | undefined;
  readonly now: Property;
  readonly source: string;
}

/** The properties that either side makes an exception of, each with what stands in its place on the other side. */
function exceptional(before: PresenceSide, after: PresenceSide): Iterable<Pair> {
  const pairs = new Map<string, Pair>();
  const add = ({ was, now, source }: { was: Property | undefined; now: Property | undefined; source: string }) => {
    if (now !== undefined) pairs.set(presenceKey({ property: now.id, source }), { was, now, source });
  };
  for (const { property, source } of before.event.presence) {
    const was = find(before, property);
    if (was !== undefined) add({ was, now: find(after, property, was.name), source });
  }
  for (const { property, source } of after.event.presence) {
    const now = find(after, property);
    add({ was: find(before, property, now?.name), now, source });
  }
  return pairs.values();
}

/** What a key that was not planned was: refused by a closed event, admitted by an open one. */
function presenceBefore({ event }: PresenceSide, property: Property | undefined, source: string): Presence {
  if (property === undefined) return event.open ? "optional" : "never";
  return presenceAt(event, property, source);
}

function codeOf(was: Presence, is: Presence): ChangeCode | undefined {
  if (was === is) return undefined;
  if (is === "required") return "presence_required";
  if (is === "never") return "presence_refused";
  return was === "required" ? "presence_optional" : "presence_admitted";
}

type Push = (change: EventChange & { readonly sources: readonly string[] }) => void;

/** Reports what changed for one source alone; what changed for all is told with the property. */
export function comparePresence(before: PresenceSide, after: PresenceSide, push: Push): void {
  const { event } = after;
  if (before.event.presence.length + event.presence.length === 0) return;
  for (const { was, now, source } of exceptional(before, after)) {
    const code = codeOf(presenceBefore(before, was, source), presenceAt(event, now, source));
    if (code === undefined) continue;
    push({
      code,
      // A source from which the event did not fire sent nothing that could break.
      ...(firesAt(before.event, source) ? {} : { severity: "documentation" as const }),
      path: `event/${event.id}/presence/${presenceKey({ property: now.id, source })}`,
      name: now.name,
      id: now.id,
      before: source,
      after: source,
      sources: [source],
    });
  }
}

function inCode(event: PlanEvent, property: Property): Presence {
  const { required, type } = acrossSources(event, property);
  if (type !== property.type) return "never";
  return required ? "required" : "optional";
}

/**
 * Reports what code that serves every source must give, may give or cannot give any more, where nothing was said of the
 * property: a source that begins to send the event, or ends to, decides it.
 */
export function compareInCode(before: PresenceSide, after: PresenceSide, push: Push): void {
  const [was, is] = [before.event.sources, after.event.sources];
  if (before.event.presence.length + after.event.presence.length === 0) return;
  if (was.length === is.length && was.every((source) => is.includes(source))) return;
  for (const now of shown(after)) {
    const old = find(before, now.id);
    if (old === undefined || old.required !== now.required) continue;
    const [from, to] = [inCode(before.event, old), inCode(after.event, now)];
    if (from === to) continue;
    const code = to === "required" ? "code_required" : to === "never" ? "code_refused" : "code_optional";
    push({ code, path: `event/${after.event.id}/sources`, name: now.name, id: now.id, sources: [] });
  }
}

const OF_PRESENCE: ReadonlySet<ChangeCode> = new Set([
  "property_required",
  "property_optional",
  "property_added_required",
]);

/**
 * Sources of the event that do not notice a change of one of its properties: those told apart by an exception, and those
 * that never send it.
 */
export function unconcernedSources({ code, path, id }: PropertyChange, events: readonly PlanEvent[]): Set<string> {
  const isOutermost = path.endsWith(`/${id}`) || path.endsWith(`/${id}/required`);
  const exceptions = events.map((event) => exceptionsOf(event, id));
  if (OF_PRESENCE.has(code) && isOutermost) return new Set(exceptions.flat().map(({ source }) => source));
  const never = exceptions.map((list) => list.filter(({ presence }) => presence === "never"));
  const [first = [], ...rest] = never.map((list) => new Set(list.map(({ source }) => source)));
  return new Set([...first].filter((source) => rest.every((sources) => sources.has(source))));
}
