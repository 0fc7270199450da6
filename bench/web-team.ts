/**
 * A team's project at its full size, made over the API as people's tools make it: the demo's plan with 2,000 further events of
 * 15 properties on `main`, a version of it, and 50 open branches of a few dozen edits each. Some of them are in review, some
 * stand in conflict with `main`, and one changes every event.
 */

import type { Edit } from "../lib/plan/edit.ts";
import type { Plan, PlanEvent, Property } from "../lib/plan/plan.ts";
import { type Demo, LARGE_COUNT, largeStoredPlan } from "./web-demo.ts";

export const OPEN_BRANCHES = 50;
const EDITED = 36;
const REVIEWED_EACH = 3;
const CONFLICTING_EACH = 5;

export interface TeamProject {
  /** A branch of a few dozen edits that is in review. */
  readonly reviewed: string;
  readonly conflicting: string;
  /** Changes every event. */
  readonly wide: string;
  readonly branches: readonly string[];
  /** Id of one of the large plan's events. */
  readonly event: string;
}

type Ask = (path: string, body?: unknown, method?: string) => Promise<unknown>;

/** The API of a project in the words of its owner's token. */
function api({ address, token }: Pick<Demo, "address" | "token">, slug: string): Ask {
  return async (path, body, method = body === undefined ? "GET" : "POST") => {
    const answer = await fetch(`${address}/api/v1/projects/${slug}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 500)}`);
    return text === "" ? undefined : JSON.parse(text);
  };
}

const branchName = (index: number): string => `team-${String(index).padStart(2, "0")}`;

/** As a team keeps it: sorted into categories, owned, and most of it serving a decision. */
function kept(event: PlanEvent, at: number, { categories, decisions }: Plan): PlanEvent {
  const category = categories[at % Math.max(1, categories.length)]?.id;
  const decision = decisions[at % Math.max(1, decisions.length)]?.id;
  return {
    ...event,
    ...(category === undefined ? {} : { category }),
    owner: `Team ${at % 12}`,
    status: "active",
    tags: [`area-${at % 20}`],
    serves: { metrics: [], decisions: decision === undefined || at % 4 === 0 ? [] : [decision] },
  };
}

interface Stand {
  readonly plan: Plan;
  readonly revision: number;
}

async function edit(ask: Ask, branch: string, expectedRevision: number, edits: readonly Edit[]): Promise<void> {
  await ask(`branches/${branch}/edits`, { expectedRevision, edits, tolerant: true });
}

/** What one person does to an event in an afternoon: words, a constraint, and sometimes something new. */
function editsOf({ id, properties }: PlanEvent, branch: string): readonly Edit[] {
  const [first, second] = properties;
  const place = { in: "event", id } as const;
  const added = { ...first, id: `prp_${branch}_${id}`, name: `from_${branch}`, required: false } as Property;
  return [
    { command: "updateEvent", id, changes: { description: { en: `As ${branch} describes it.` } } },
    ...(second === undefined
      ? []
      : [{ command: "updateProperty" as const, place, id: second.id, changes: { required: false } }]),
    ...(first === undefined ? [] : [{ command: "addProperty" as const, place, property: added }]),
  ];
}

function editsOfBranch(index: number, { events }: Plan, shared: PlanEvent): readonly Edit[] {
  const branch = branchName(index);
  const perEvent = 3;
  const count = EDITED / perEvent;
  const own = events.slice(index * count, (index + 1) * count).flatMap((event) => editsOf(event, branch));
  if (index % CONFLICTING_EACH !== 0) return own;
  return [...own, { command: "updateEvent", id: shared.id, changes: { owner: `Owner of ${branch}` } }];
}

/** Fills the project once; the demo's own things stay. */
export async function fillTeam(demo: Pick<Demo, "address" | "token">, slug: string): Promise<TeamProject> {
  const ask = api(demo, slug);
  await ask("review-rules", { mainProtected: false }, "PATCH");
  const { plan: own } = (await ask("plan")) as Stand;
  const added = largeStoredPlan(slug, LARGE_COUNT).events.map((event, at) => kept(event, at, own));
  await ask("import", { plan: { ...own, events: [...own.events, ...added] } });
  await ask("versions", { notes: "Everything the team tracks." });
  const { plan, revision } = (await ask("plan")) as Stand;
  const large = plan.events.slice(-LARGE_COUNT);
  const shared = large.at(-1);
  const [event] = large;
  if (shared === undefined || event === undefined) throw new Error("the large plan has no events");
  const branches = Array.from({ length: OPEN_BRANCHES }, (_, index) => branchName(index));
  for (const [index, name] of branches.entries()) {
    await ask("branches", { name, title: `What team ${index} is about to change` });
    const wide = large.map(({ id }): Edit => ({ command: "updateEvent", id, changes: { steward: "Privacy" } }));
    const edits = index === OPEN_BRANCHES - 1 ? wide : editsOfBranch(index, { ...plan, events: large }, shared);
    await edit(ask, name, 0, edits);
    if (index % REVIEWED_EACH === 1) await ask(`branches/${name}/review`, { act: "ask" });
  }
  const late = large.slice(-20).map(({ id }): Edit => ({ command: "updateEvent", id, changes: { owner: "Main" } }));
  await edit(ask, "main", revision, late);
  return {
    reviewed: branchName(1),
    conflicting: branchName(CONFLICTING_EACH),
    wide: branchName(OPEN_BRANCHES - 1),
    branches,
    event: event.id,
  };
}

/** One more edit of a branch, so that whatever was computed of it is computed anew. */
export async function touch(
  demo: Pick<Demo, "address" | "token">,
  slug: string,
  branch: string,
  event: string,
  words: string,
): Promise<void> {
  const ask = api(demo, slug);
  const { items } = (await ask("branches")) as { readonly items: readonly { name: string; revision: number }[] };
  const revision = items.find(({ name }) => name === branch)?.revision ?? 0;
  await edit(ask, branch, revision, [{ command: "updateEvent", id: event, changes: { trigger: { en: words } } }]);
}
