"use client";

import { Trash2 } from "lucide-react";
import type { ObjectKind } from "../../../../../../lib/plan/edit-tree.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";

/** Takes an object out of the plan, with a way back. What still refers to it stops the removal and is named. */
export function RemoveObject(props: {
  kind: ObjectKind;
  object: { readonly id: string };
  name: string;
  onRemoved: () => void;
}) {
  const t = useText("plan");
  const { editable, saving, commit } = usePlanEditing();
  if (!editable) return null;
  async function remove() {
    const removed = await commit([{ command: "removeObject", kind: props.kind, id: props.object.id }], {
      done: {
        text: t("object.removed", { name: props.name }),
        undo: [{ command: "addObject", entry: { kind: props.kind, object: props.object } as never }],
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
