"use client";

import type { Transformation } from "../../../../../../lib/plan/transformation.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { TRANSFORMATION_FIELDS } from "../purpose-fields.ts";
import { ItemList } from "./item-list.tsx";
import { ObjectFields } from "./object-fields.tsx";

/** Days that a new one holds. */
const HOLDS_DAYS = 90;

function lastDay(): string {
  return new Date(Date.now() + HOLDS_DAYS * 86_400_000).toISOString().slice(0, 10);
}

/** What mends faulty events until the fix has reached them. */
export function TransformationsEditor({ transformations }: { transformations: readonly Transformation[] }) {
  const t = useText("plan");
  const { commit } = usePlanEditing();
  return (
    <ItemList
      level={2}
      title={t("transformation.title")}
      path="plan/settings/transformations"
      items={transformations.map(({ key, event, operation, until }) => ({
        key,
        title: t("transformation.item", { key, event, operation: t(`option.operation.${operation}`), until }),
      }))}
      newLabel={t("transformation.new")}
      empty={t("transformation.none")}
      onAdd={(key) => {
        const blank = { operation: "rename_property" as const, sources: [], reason: t("transformation.reasonToGive") };
        const transformation = { key, event: key, ...blank, until: lastDay() };
        return commit([{ command: "addTransformation", transformation }]);
      }}
      onRemove={(key) => void commit([{ command: "removeTransformation", key }])}
    >
      {(key) => {
        const transformation = transformations.find((one) => one.key === key);
        const subject = { kind: "transformation", id: key } as const;
        return (
          transformation && <ObjectFields subject={subject} object={transformation} table={TRANSFORMATION_FIELDS} />
        );
      }}
    </ItemList>
  );
}
