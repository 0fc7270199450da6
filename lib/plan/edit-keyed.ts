/** What the commands on purposes, recipients and transformations share: lists in the settings whose items are known by a key. */

import { type Outcome, problem } from "./edit-command.ts";
import { type PatchShape, patched } from "./edit-patch.ts";
import { pathSegment } from "./edit-path.ts";
import type { Plan } from "./plan.ts";

type KeyedField = "purposes" | "recipientDetails" | "transformations";
type Item<F extends KeyedField> = Plan["settings"][F][number];

export function keyedPath(field: KeyedField, key: string): string {
  return `plan/settings/${field}/${pathSegment(key)}`;
}

function withList<F extends KeyedField>(plan: Plan, field: F, list: readonly Item<F>[]): Plan {
  return { ...plan, settings: { ...plan.settings, [field]: list } };
}

export function addKeyed<F extends KeyedField>(plan: Plan, field: F, item: Item<F>): Outcome {
  return withList(plan, field, [...(plan.settings[field] as readonly Item<F>[]), item]);
}

export function updateKeyed<F extends KeyedField>(
  plan: Plan,
  { field, key }: { readonly field: F; readonly key: string },
  changes: object,
  shape: PatchShape,
): Outcome {
  const list = plan.settings[field] as readonly Item<F>[];
  const index = list.findIndex((one) => one.key === key);
  const item = list[index];
  if (item === undefined) return problem("not_found", keyedPath(field, key), key);
  const next = patched(item, changes, shape);
  return next === item ? plan : withList(plan, field, list.with(index, next));
}

export function removeKeyed(plan: Plan, field: KeyedField, key: string): Outcome {
  const list: readonly Item<KeyedField>[] = plan.settings[field];
  const rest = list.filter((one) => one.key !== key);
  return rest.length === list.length
    ? problem("not_found", keyedPath(field, key), key)
    : withList(plan, field, rest as never);
}
