"use client";

import type { Bundle, PlanEvent } from "../../../../../../lib/plan/plan.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { FieldControl } from "../editing/field-control.tsx";
import { EVENT_FIELDS, fieldsIn } from "../fields.ts";
import { PropertyEditor } from "../property/property-editor.tsx";
import { PropertyList } from "../property/property-list.tsx";
import { locateInEvent } from "../property/property-tree.ts";
import { AttachedBundles } from "./attached-bundles.tsx";
import { VariantsEditor } from "./variants-editor.tsx";

/** What the event carries: its own properties, those of its bundles, its variants, and what else it admits. */
export function PropertiesTab(props: {
  event: PlanEvent;
  bundles: readonly Bundle[];
  /** The property being edited, from the address. */
  open: string | undefined;
  onOpen: (id: string | undefined) => void;
}) {
  const t = useText("plan");
  const { event, bundles, onOpen } = props;
  const located = props.open ? locateInEvent(event, props.open) : undefined;
  if (located)
    return (
      <PropertyEditor
        key={located.property.id}
        event={event}
        located={located}
        backLabel={t("property.all")}
        onOpen={onOpen}
      />
    );
  const subject = { kind: "event", id: event.id } as const;
  return (
    <div className="flex flex-col gap-6">
      <PropertyList
        place={{ in: "event", id: event.id }}
        properties={event.properties}
        event={event}
        onOpen={onOpen}
        label={t("property.own")}
        empty={t("property.ownEmpty")}
      />
      <AttachedBundles event={event} bundles={bundles} />
      <VariantsEditor event={event} bundles={bundles} onOpen={onOpen} />
      <section aria-label={t("section.shape")} className="flex flex-col gap-4">
        <h3 className="border-b pb-1 font-semibold">{t("section.shape")}</h3>
        {fieldsIn(EVENT_FIELDS, "shape").map((field) => (
          <FieldControl
            key={`${event.id} ${field}`}
            subject={subject}
            field={field}
            spec={EVENT_FIELDS[field]}
            value={event[field]}
          />
        ))}
      </section>
    </div>
  );
}
