/** What one event makes of the generated code, told without generating the others: quick however large the plan is. */

import type { Plan, PlanEvent, PublishedPlan } from "../lib/plan/plan.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import type { GeneratedFiles } from "./file.ts";
import { generate } from "./generate.ts";
import type { Target } from "./targets.ts";

/** Files that say of every event a line, whatever the event; the code of one is not read there. */
const OF_THE_WHOLE = /(?:^|\/)(?:README\.md|plan\.lock\.json)$/;

/** How names are compared that code may write alike. */
function stem(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

function stemsOf({ identifier, formerIdentifiers }: PlanEvent): string[] {
  return [identifier, ...formerIdentifiers].map(stem);
}

/** The other events that its code depends on: what replaces it is named there, and a shared name is refused. */
function besides(plan: Plan, event: PlanEvent): PlanEvent[] {
  const stems = new Set(stemsOf(event));
  const isNamed = ({ id }: PlanEvent) => id === event.deprecation?.replacementId;
  const isAlike = (other: PlanEvent) => stemsOf(other).some((one) => stems.has(one));
  return plan.events.filter((other) => other.id !== event.id && (isNamed(other) || isAlike(other)));
}

function narrowed(published: PublishedPlan, ids: ReadonlySet<string>): PublishedPlan {
  const { plan, eventVersions } = published;
  const events = plan.events.filter(({ id }) => ids.has(id));
  return {
    ...published,
    plan: { ...plan, events },
    eventVersions: Object.fromEntries(events.map(({ id }) => [id, eventVersions[id] ?? published.version])),
  };
}

/** The plan with the event and what its code depends on, as it would be published after `previous`. */
export function publishedEvent(plan: Plan, event: PlanEvent, previous?: PublishedPlan): PublishedPlan {
  const ids = new Set([event, ...besides(plan, event)].map(({ id }) => id));
  const events = plan.events.filter(({ id }) => ids.has(id));
  return freezePlan({ ...plan, events }, previous === undefined ? undefined : narrowed(previous, ids));
}

/** Files that are there, or are as they are, because of the event. */
function differing(files: GeneratedFiles, without: GeneratedFiles): [string, string][] {
  const added = [...files].filter(([path]) => !without.has(path));
  return added.length > 0
    ? added
    : [...files].filter(([path, text]) => without.get(path) !== text && !OF_THE_WHOLE.test(path));
}

/** Data that an SDK checks calls by comes after the code that people read. */
function rank(path: string): number {
  return /(?:^|\/)specs\//.test(path) ? 1 : 0;
}

/**
 * The files of one event, those with its calls first. In a language that puts several events into one file, what that
 * file would be with this event alone.
 *
 * @throws UserError as `generate` does.
 */
export async function eventFiles(published: PublishedPlan, id: string, target: Target): Promise<GeneratedFiles> {
  const { plan } = published;
  const event = plan.events.find((one) => one.id === id);
  if (event === undefined) return new Map();
  const others = new Set(besides(plan, event).map((other) => other.id));
  const [files, without] = await Promise.all([
    generate(narrowed(published, new Set([id, ...others])), { target }),
    generate(narrowed(published, others), { target }),
  ]);
  return new Map(differing(files, without).sort(([a], [b]) => rank(a) - rank(b)));
}

/** The files that all calls share, such as the types of user properties, without what names the version. */
export async function sharedFiles(plan: Plan, target: Target): Promise<GeneratedFiles> {
  const files = await generate({ version: 0, hash: "", plan: { ...plan, events: [] }, eventVersions: {} }, { target });
  return new Map([...files].filter(([path]) => !OF_THE_WHOLE.test(path)));
}
