/** Plans read apart that hold the same objects, made to share them: what is one value is compared, judged and kept once. */

import { sameValue } from "./edit-same.ts";
import { OBJECT_KINDS, type ObjectKind, objectsOf, withObjects } from "./edit-tree.ts";
import type { Plan } from "./plan.ts";

function withShared<K extends ObjectKind>(plan: Plan, kind: K, other: Plan): Plan {
  const known = new Map(objectsOf(other, kind).map((object) => [object.id, object]));
  const list = objectsOf(plan, kind).map((object) => {
    const twin = known.get(object.id);
    return twin !== undefined && sameValue(twin, object) ? twin : object;
  });
  return withObjects(plan, kind, list);
}

/** The same plan, with every object that `other` holds alike taken from there. */
export function sharingObjects(plan: Plan, other: Plan | undefined): Plan {
  if (other === undefined || other === plan) return plan;
  return OBJECT_KINDS.reduce((shared, kind) => withShared(shared, kind, other), plan);
}
