/** Unplanned events and properties taken into the plan, on a branch that is reviewed like any other. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import type { Edit } from "../plan/edit.ts";
import { newEvent } from "../plan/new-object.ts";
import { CALL_TYPES, type Plan } from "../plan/plan.ts";
import { loadPlan } from "../plan/store.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { draftBranch } from "../plan/store-draft-branch.ts";
import { latestVersion } from "../plan/store-version.ts";
import { identifierFor } from "../plan/suggest-event.ts";
import { candidateProperty, candidateTrait } from "./candidate.ts";
import {
  type DiscoveryFilter,
  type FoundProperty,
  foundProperty,
  readProperties,
  renamedIn,
  scopeOf,
  sourcesOf,
} from "./discovery.ts";
import { plannedCalls } from "./planned.ts";
import type { NamedCall } from "./received.sql.ts";

/** An event by its call, or one property of a planned event, of users or of a group. */
export interface Chosen extends NamedCall {
  readonly property?: string | undefined;
}

/** So many at once can still be looked over. */
export const CHOSEN_MOST = 100;

const NOTHING_CHOSEN = {
  path: "chosen",
  en: "Choose at least one event or property.",
  fr: "Choisissez au moins un événement ou une propriété.",
};
const NOTHING_NEW = {
  path: "chosen",
  en: "The branch names all of these already, or they did not come in this span of time.",
  fr: "La branche nomme déjà tout cela, ou rien de tout cela n’est arrivé pendant cette période.",
};

/** What came of each chosen call, by `callType name`, those inside objects too. */
type Evidence = ReadonlyMap<string, readonly FoundProperty[]>;

const keyOf = ({ callType, name }: NamedCall) => `${callType} ${name}`;

/** Reads what the calls of the chosen brought under the filter. */
export async function evidenceFor(
  project: AuthorizedProject,
  filter: DiscoveryFilter,
  chosen: readonly Chosen[],
): Promise<Evidence> {
  const [latest, sources] = await Promise.all([latestVersion(project.projectId), sourcesOf(project)]);
  const scope = renamedIn(scopeOf(project, filter, sources), plannedCalls(latest?.plan));
  const read = await readProperties(scope, { calls: chosen, nested: true });
  const nothing = plannedCalls(undefined);
  const found = new Map<string, FoundProperty[]>(chosen.map((one) => [keyOf(one), []]));
  for (const row of read.rows)
    found
      .get(keyOf({ callType: row.call_type, name: row.event_name }))
      ?.push(foundProperty(row, read.countOf(row), nothing, sources));
  return found;
}

/** The edits that add what was chosen and the plan does not name yet. */
export function adoptionEdits(plan: Plan, chosen: readonly Chosen[], evidence: Evidence, lists: boolean): Edit[] {
  const planned = plannedCalls(plan);
  let growing = plan;
  const edits: Edit[] = [];
  for (const one of chosen) {
    const found = evidence.get(keyOf(one)) ?? [];
    if (one.property === undefined) {
      const callType = CALL_TYPES.find((type) => type === one.callType);
      if (callType === undefined || planned.eventOf(one) !== undefined) continue;
      const id = newId("evt");
      const properties = found
        .filter(({ pointer }) => pointer.lastIndexOf("/") === 0)
        .map(({ property: name, candidate }) =>
          candidateProperty(candidate, { id: newId("prp"), name, lists }, candidate.required),
        );
      const identifier = identifierFor(growing, { id, name: one.name });
      const object = newEvent({ id, name: one.name, callType, identifier, status: "draft", properties });
      growing = { ...growing, events: [...growing.events, object] };
      edits.push({ command: "addObject", entry: { kind: "event", object } } as Edit);
      continue;
    }
    for (const { pointer, candidate } of found.filter(({ property }) => property === one.property)) {
      const placed = planned.placeOf(one, pointer);
      if (placed === undefined || placed.property !== undefined) continue;
      const { place, name } = placed;
      const named = { id: newId("prp"), name, lists };
      const isTrait = (place.in === "user" || place.in === "group") && (place.path ?? []).length === 0;
      const property = isTrait ? candidateTrait(candidate, named) : candidateProperty(candidate, named, false);
      edits.push({ command: "addProperty", place, property } as Edit);
    }
  }
  return edits;
}

/**
 * Adds what was chosen to a branch that is there, else to a new one made from `main`, and returns the branch's name. Types
 * are inferred from what came under the filter. Editors and above.
 * @throws UserError `invalid_input` (nothing chosen, nothing that is new to the branch, or it takes no such change)
 */
export async function adopt(
  project: AuthorizedProject,
  asked: {
    readonly chosen: readonly Chosen[];
    readonly filter: DiscoveryFilter;
    readonly branch?: string | undefined;
    /** Whether texts that look like a list of allowed ones become that list. */
    readonly lists: boolean;
  },
): Promise<{ readonly branch: string }> {
  requireRole(project, "editor");
  const { chosen, branch } = asked;
  if (chosen.length === 0 || chosen.length > CHOSEN_MOST)
    throw new UserError("invalid_input", { fields: [NOTHING_CHOSEN] });
  const evidence = await evidenceFor(project, asked.filter, chosen);
  const edits = (plan: Plan): readonly Edit[] => {
    const found = adoptionEdits(plan, chosen, evidence, asked.lists);
    if (found.length === 0) throw new UserError("invalid_input", { fields: [NOTHING_NEW] });
    return found;
  };
  if (branch === undefined) {
    const title = chosen.map(({ name, property }) => property ?? name).join(", ");
    const short = title.length > 200 ? `${title.slice(0, 199)}…` : title;
    return { branch: await draftBranch(project, { name: "discovered", title: short, edits }) };
  }
  const { plan, revision } = await loadPlan(project, branch);
  await commitEdits(project, branch, { expectedRevision: revision, edits: edits(plan) });
  return { branch };
}
