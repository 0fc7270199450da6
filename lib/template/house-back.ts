/**
 * A next version of a template that is saved of a project which took an earlier one: the same objects stand there under ids,
 * and sometimes names, of the project. Whoever took the template too has to find them again under those of the template.
 */

import { idsOf } from "../plan/edit-check-object.ts";
import { adoptIds, planWithIds } from "../plan/edit-pair.ts";
import {
  findObject,
  OBJECT_KINDS,
  type ObjectKind,
  objectsOf,
  type PlanObjects,
  withObjects,
} from "../plan/edit-tree.ts";
import type { Plan } from "../plan/plan.ts";
import type { HouseCohort, HouseContent } from "./house.ts";
import { saidOf } from "./house-choice.ts";
import { criterionIn } from "./house-cohort.ts";
import { freshId, NO_PLACEMENT, nameOf, type Placement } from "./house-place.ts";

/**
 * The project's ids that stand for one of the template, turned back; who would have one of those by chance gets a fresh one,
 * which is the same in every version: what an earlier one has under it is that very object.
 */
function turnedBack(plan: Plan, before: Plan, { ids }: Placement): ReadonlyMap<string, string> {
  const [known, present] = [idsOf(before), idsOf(plan)];
  const back = new Map<string, string>();
  for (const [id, own] of Object.entries(ids)) if (known.has(id) && present.has(own)) back.set(own, id);
  const claimed = new Set(back.values());
  for (const id of claimed) {
    if (!present.has(id) || back.has(id)) continue;
    back.set(
      id,
      freshId(id, (candidate) => present.has(candidate) || claimed.has(candidate)),
    );
  }
  return back;
}

/** Names that had to differ in the project are not the template's: it keeps its own, where nobody chose another since. */
function withOwnNames(plan: Plan, before: Plan, { names }: Placement): Plan {
  let next = plan;
  for (const kind of OBJECT_KINDS) {
    const list: readonly PlanObjects[ObjectKind][] = objectsOf(next, kind);
    const taken = new Set(list.map(nameOf));
    const named = list.map((object) => {
      const was = findObject(before, kind, object.id);
      const isForced = saidOf(names, object.id) === nameOf(object);
      if (was === undefined || !isForced || taken.has(nameOf(was))) return object;
      return { ...object, name: was.name } as typeof object;
    });
    if (named.some((object, index) => object !== list[index])) next = withObjects(next, kind, named as never);
  }
  return next;
}

/** By the id of a saved cohort, the key that it has in the template: the one it was made of, else one of its name. */
function cohortKeys(
  cohorts: readonly HouseCohort[],
  before: readonly HouseCohort[],
  placement: Placement,
): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const free = new Map(before.map(({ key, name }) => [key, name]));
  const give = (own: string, key: string) => {
    keys.set(own, key);
    free.delete(key);
  };
  const present = new Set(cohorts.map(({ key }) => key));
  for (const [key, { id }] of Object.entries(placement.cohorts)) if (free.has(key) && present.has(id)) give(id, key);
  for (const { key, name } of cohorts) {
    if (keys.has(key)) continue;
    const same = free.has(key) ? key : [...free].find(([, known]) => known === name)?.[0];
    if (same !== undefined) give(key, same);
  }
  return keys;
}

/** By an id or key of the project, the one that the template has for it, where it is another one. */
function idsBack(plan: Plan, cohorts: readonly HouseCohort[], before: HouseContent, placement: Placement) {
  const back = turnedBack(plan, before.plan, placement);
  const { plan: adopted, ids: byName } = adoptIds(planWithIds(plan, back), before.plan);
  const ids = new Map([...byName, ...[...back].map(([own, id]) => [own, byName.get(id) ?? id] as const)]);
  return { plan: adopted, ids, keys: cohortKeys(cohorts, before.cohorts, placement) };
}

/** The content as the template says it: what `before`, its latest version, has already keeps the ids and keys it has there. */
export function inTemplateIds(content: HouseContent, before: HouseContent, placement: Placement): HouseContent {
  const { plan, ids, keys } = idsBack(content.plan, content.cohorts, before, placement);
  const placed: Placement = {
    ...NO_PLACEMENT,
    ids: Object.fromEntries(ids),
    cohorts: Object.fromEntries([...keys].map(([own, id]) => [own, { id }])),
  };
  const cohorts = content.cohorts.map((cohort) => ({
    ...cohort,
    key: keys.get(cohort.key) ?? cohort.key,
    criterion: criterionIn(placed, cohort.criterion),
  }));
  return { ...content, plan: withOwnNames(plan, before.plan, placement), cohorts };
}

/** By an id or key of the template, the one that the same object or cohort has in a project. */
export function idsHere(
  template: HouseContent,
  { plan, cohorts }: Pick<HouseContent, "plan" | "cohorts">,
  placement: Placement,
): (id: string) => string {
  const { ids, keys } = idsBack(plan, cohorts, template, placement);
  const here = new Map([...ids, ...keys].map(([own, id]) => [id, own]));
  return (id) => here.get(id) ?? id;
}
