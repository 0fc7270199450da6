"use client";

import { parseAsString, useQueryState } from "nuqs";
import { newGroupType } from "../../../../../../lib/plan/new-object.ts";
import type { GroupType } from "../../../../../../lib/plan/plan.ts";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { GROUP_TYPE_FIELDS } from "../fields.ts";
import { newPlanId } from "../new-plan-id.ts";
import { PropertyEditor } from "../property/property-editor.tsx";
import { PropertyList } from "../property/property-list.tsx";
import { locateIn } from "../property/property-tree.ts";
import { ObjectDesk } from "./object-desk.tsx";
import { ObjectFields } from "./object-fields.tsx";
import { RemoveObject } from "./remove-object.tsx";

/** What people belong to: accounts, schools, teams. */
export function GroupDesk({ groups }: { groups: readonly GroupType[] }) {
  const t = useText("plan");
  const language = useLanguage();
  return (
    <ObjectDesk
      param="group"
      label={t("nav.groups")}
      newLabel={t("group.new")}
      codeNames
      items={groups.map((group) => ({
        id: group.id,
        title: group.name,
        code: true,
        detail: localizedText(group.displayName, language),
        count: t("count.properties", { count: group.properties.length }),
      }))}
      create={(name) => {
        const object = newGroupType({ id: newPlanId("grp"), name });
        return {
          id: object.id,
          edits: [{ command: "addObject", entry: { kind: "group_type", object: object as never } }],
        };
      }}
      empty={{ title: t("group.emptyTitle"), text: t("group.emptyText"), example: t("group.emptyExample") }}
      panelActions={(id, close) => {
        const group = groups.find((one) => one.id === id);
        return group && <RemoveObject kind="group_type" object={group} name={group.name} onRemoved={close} />;
      }}
      panel={(id) => {
        const group = groups.find((one) => one.id === id);
        return group && <GroupPanel group={group} />;
      }}
    />
  );
}

function GroupPanel({ group }: { group: GroupType }) {
  const t = useText("plan");
  const [open, setOpen] = useQueryState("property", parseAsString.withOptions({ history: "push", shallow: true }));
  const place = { in: "group", id: group.id } as const;
  const located = open ? locateIn(group.properties, place, open) : undefined;
  const show = (id: string | undefined) => void setOpen(id ?? null);
  if (located)
    return <PropertyEditor key={located.property.id} located={located} backLabel={group.name} onOpen={show} />;
  return (
    <ObjectFields subject={{ kind: "group_type", id: group.id }} object={group} table={GROUP_TYPE_FIELDS}>
      <PropertyList traits place={place} properties={group.properties} onOpen={show} label={t("group.properties")} />
    </ObjectFields>
  );
}
