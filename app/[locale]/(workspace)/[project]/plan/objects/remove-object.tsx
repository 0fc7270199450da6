"use client";

import { Trash2 } from "lucide-react";
import type { ObjectKind } from "../../../../../../lib/plan/edit-tree.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { type Choice, type PlanFacts, usePlanEditing } from "../editing/editing-context.tsx";

/** The list the object stands in, so that taking the removal back puts it where it was. */
function siblings(facts: PlanFacts, kind: ObjectKind): readonly Choice[] {
  const lists: Partial<Record<ObjectKind, readonly Choice[]>> = {
    bundle: facts.bundles,
    decision: facts.decisions,
    metric: facts.metrics,
    category: facts.categories,
  };
  return lists[kind] ?? [];
}

/** Takes an object out of the plan, with a way back. What still refers to it stops the removal and is named. */
export function RemoveObject(props: {
  kind: ObjectKind;
  object: { readonly id: string };
  name: string;
  onRemoved: () => void;
}) {
  const t = useText("plan");
  const { editable, saving, commit, facts } = usePlanEditing();
  if (!editable) return null;
  const list = siblings(facts, props.kind);
  const next = list[list.findIndex((one) => one.id === props.object.id) + 1]?.id ?? null;
  async function remove() {
    const removed = await commit([{ command: "removeObject", kind: props.kind, id: props.object.id }], {
      done: {
        text: t("object.removed", { name: props.name }),
        undo: [{ command: "addObject", entry: { kind: props.kind, object: props.object } as never, before: next }],
      },
    });
    if (removed) props.onRemoved();
  }
  return (
    <Button
      tone="quiet"
      size="icon"
      disabled={saving}
      aria-label={t("object.remove", { name: props.name })}
      onClick={() => void remove()}
    >
      <Trash2 aria-hidden />
    </Button>
  );
}
