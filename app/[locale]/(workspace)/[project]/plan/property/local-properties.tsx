"use client";

import { useMemo, useState } from "react";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import type { PropertyPlace } from "../../../../../../lib/plan/edit-path.ts";
import { emptyPlan, newEvent } from "../../../../../../lib/plan/new-object.ts";
import type { Property } from "../../../../../../lib/plan/plan.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { EditingContext, usePlanEditing } from "../editing/editing-context.tsx";
import { PropertyEditor } from "./property-editor.tsx";
import { PropertyList } from "./property-list.tsx";
import { locateIn } from "./property-tree.ts";

const SCRATCH = "evt_scratch";
const PLACE: PropertyPlace = { in: "event", id: SCRATCH };

/**
 * Properties of an object that cannot be named by a path (one of several objects in a choice of types): the same editor,
 * but its edits change the list here, and the whole type is saved. The edits themselves are loaded when first needed.
 */
export function LocalProperties(props: {
  properties: readonly Property[];
  disabled: boolean;
  onChange: (properties: readonly Property[]) => void;
}) {
  const t = useText("plan");
  const language = useLanguage();
  const outer = usePlanEditing();
  const [open, setOpen] = useState<string>();
  const { properties, onChange } = props;
  const located = open ? locateIn(properties, PLACE, open) : undefined;
  const editing = useMemo(
    () => ({
      ...outer,
      editable: !props.disabled,
      troubles: [],
      findings: [],
      preview: () => undefined,
      settle: () => undefined,
      watch: () => () => undefined,
      commit: async (edits: readonly Edit[]) => {
        const { applyEdits } = await import("../../../../../../lib/plan/edit.ts");
        const event = { ...newEvent({ id: SCRATCH, name: "scratch", identifier: "scratch" }), properties };
        const goal = { name: {}, description: {} };
        const decisions = outer.facts.decisions.map(({ id }) => ({ ...goal, id }));
        const metrics = outer.facts.metrics.map(({ id }) => ({ ...goal, id, decisions: [], formula: {} }));
        const scratch = { ...emptyPlan("scratch"), decisions, metrics, events: [event] };
        const result = applyEdits(scratch, edits, { tolerant: true });
        if (result.ok) onChange(result.plan.events[0]?.properties ?? []);
        else toast({ text: result.errors[0]?.[language] ?? "", tone: "danger" });
        return result.ok;
      },
    }),
    [outer, props.disabled, properties, onChange, language],
  );
  return (
    <EditingContext value={editing}>
      <div className="rounded border bg-grey-2 p-3">
        {located ? (
          <PropertyEditor located={located} backLabel={t("property.nested")} onOpen={setOpen} />
        ) : (
          <PropertyList place={PLACE} properties={properties} onOpen={setOpen} label={t("property.nested")} />
        )}
      </div>
    </EditingContext>
  );
}
