/** How a received call that a breaking change refuses is told apart: whose call it is, and which failures show the change. */

import type { Change } from "./diff.ts";
import type { Plan } from "./plan.ts";
import { resolveEvent } from "./resolve.ts";
import { type FailureMark, markOf, targetsOf } from "./witness-answer.ts";
import { eventPair, eventPlace, traitPlace } from "./witness-place.ts";

export interface ChangeMark extends FailureMark {
  /** The planned events it concerns, as they were; empty for traits. */
  readonly events: readonly string[];
  readonly call: "event" | "identify" | "group";
  /** Only calls under this name: a change of the names of an event. */
  readonly name?: string;
  /** Only calls from this source: a change of what it alone must send. */
  readonly source?: string;
}

/** Codes that no call notices. */
const UNNOTICED = new Set<Change["code"]>(["identifier_changed", "former_identifier_removed", "automatic_removed"]);

/** Where the properties that came or went with a bundle stand. */
function bundleTargets(change: Change, before: Plan, after: Plan): string[] {
  const targets = new Set<string>();
  for (const id of change.events) {
    const pair = eventPair(before, after, id);
    if (pair?.after === undefined) continue;
    const names = (plan: Plan, event: typeof pair.before) =>
      resolveEvent(plan, event).properties.map(({ property }) => property.name);
    const [was, is] = [new Set(names(before, pair.before)), new Set(names(after, pair.after))];
    for (const name of [...was, ...is]) {
      if (was.has(name) === is.has(name)) continue;
      for (const target of targetsOf("/properties", [{ before: undefined, after: { ...NAMED, name } }]))
        targets.add(target);
    }
  }
  return [...targets];
}

const NAMED = {
  id: "",
  displayName: {},
  description: {},
  type: { kind: "any" },
  required: false,
  privacy: "none",
  tags: [],
  status: "active",
  examples: [],
  serves: { decisions: [], metrics: [] },
} as const;

function eventTargets(change: Change, before: Plan, after: Plan): string[] {
  const targets = new Set<string>();
  for (const id of change.events) {
    const pair = eventPair(before, after, id);
    if (pair === undefined) continue;
    const { steps } = eventPlace(before, after, change, pair);
    for (const target of steps.length === 0 ? [""] : targetsOf("/properties", steps)) targets.add(target);
  }
  return [...targets];
}

/** The name that no longer leads to the event. */
function lostName({ code, path, before }: Change): string | undefined {
  if (code === "event_renamed") return typeof before === "string" ? before : undefined;
  if (code !== "former_name_removed") return undefined;
  const segment = path.slice(path.indexOf("/formerNames/") + "/formerNames/".length);
  return segment.replaceAll("~1", "/").replaceAll("~0", "~");
}

/** The mark of a breaking change; nothing for what no received call can show. */
export function changeMark(change: Change, before: Plan, after: Plan): ChangeMark | undefined {
  if (change.severity !== "breaking" || UNNOTICED.has(change.code)) return undefined;
  if (change.kind === "user_property" || change.kind === "group_type") {
    const { steps } = traitPlace(before, after, change);
    const call = change.kind === "user_property" ? "identify" : "group";
    return { ...markOf(change, steps.length === 0 ? [""] : targetsOf("/traits", steps)), events: [], call };
  }
  const bundled = change.code === "bundle_attached" || change.code === "bundle_detached";
  const targets = bundled ? bundleTargets(change, before, after) : eventTargets(change, before, after);
  const events = change.events.flatMap((id) => eventPair(before, after, id)?.before.id ?? []);
  const name = lostName(change);
  const [source] = change.path.includes("/presence/") ? change.sources : [];
  const only = { ...(name === undefined ? {} : { name }), ...(source === undefined ? {} : { source }) };
  return targets.length === 0 ? undefined : { ...markOf(change, targets), events, call: "event", ...only };
}
