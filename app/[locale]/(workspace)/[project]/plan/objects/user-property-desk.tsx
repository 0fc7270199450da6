"use client";

import { parseAsString, useQueryState } from "nuqs";
import type { TraitProperty } from "../../../../../../lib/plan/plan.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { SidePanel } from "../../../../../_ui/side-panel.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { PropertyEditor } from "../property/property-editor.tsx";
import { PropertyList } from "../property/property-list.tsx";
import { locateIn } from "../property/property-tree.ts";

const PLACE = { in: "user" } as const;

/** What the plan knows about people, set by identify calls. */
export function UserPropertyDesk({ properties }: { properties: readonly TraitProperty[] }) {
  const t = useText("plan");
  const [open, setOpen] = useQueryState("property", parseAsString.withOptions({ history: "push", shallow: true }));
  const located = open ? locateIn(properties, PLACE, open) : undefined;
  const show = (id: string | undefined) => void setOpen(id ?? null);
  return (
    <div className="flex min-h-0 min-w-0 flex-1">
      <div className="min-w-0 flex-1 overflow-y-auto px-4 pb-4">
        {properties.length === 0 && (
          <EmptyState
            title={t("userProperty.emptyTitle")}
            text={t("userProperty.emptyText")}
            example={t("userProperty.emptyExample")}
            className="px-0 py-4"
          />
        )}
        <div className="max-w-4xl">
          <PropertyList
            top
            traits
            place={PLACE}
            properties={properties}
            onOpen={show}
            label={t("nav.userProperties")}
          />
        </div>
      </div>
      {located && (
        <SidePanel title={<span className="font-mono">{located.property.name}</span>} onClose={() => show(undefined)}>
          <PropertyEditor
            titled
            key={located.property.id}
            located={located}
            backLabel={t("nav.userProperties")}
            onOpen={show}
          />
        </SidePanel>
      )}
    </div>
  );
}
