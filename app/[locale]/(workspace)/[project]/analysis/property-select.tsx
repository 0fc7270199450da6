"use client";

import type { PropertyRef } from "../../../../../lib/analysis/question.ts";
import { Combobox, type ComboboxOption } from "../../../../_ui/combobox.tsx";
import { useText } from "../../../../_ui/text.tsx";
import type { PropertyFact } from "./facts.ts";
import { useFacts } from "./facts-context.tsx";
import { refKey, refOf } from "./property-ref.ts";

/** One property: of the event, of the person, of the group, or an automatic one. */
export function PropertySelect(props: {
  label: string;
  own: readonly PropertyFact[];
  value: PropertyRef | undefined;
  onChange: (ref: PropertyRef) => void;
  /** Only properties that hold numbers. */
  numeric?: boolean;
  /** Only what the event itself carries. */
  ofEvent?: boolean;
}) {
  const t = useText("analysis");
  const facts = useFacts();
  const listed = (prefix: string, list: readonly PropertyFact[], where: string): ComboboxOption[] =>
    list
      .filter((one) => props.numeric !== true || one.kind === "number")
      .map((one) => ({ value: `${prefix}:${one.id}`, label: one.label, detail: `${one.path} · ${where}` }));
  const options: ComboboxOption[] = [
    ...listed("property", props.own, t("property.event")),
    ...(props.ofEvent
      ? []
      : [
          ...listed("userProperty", facts.userProperties, t("property.user")),
          ...listed("groupProperty", facts.groupProperties, t("property.group")),
        ]),
    ...(props.numeric
      ? [{ value: "propertyRole:revenue", label: t("property.revenue"), detail: t("property.role") }]
      : facts.automatic.map((name) => ({
          value: `automatic:${name}`,
          label: t(`automatic.${name}`),
          detail: `${name} · ${t("property.automatic")}`,
        }))),
  ];
  return (
    <Combobox
      label={props.label}
      options={options}
      value={props.value === undefined ? undefined : refKey(props.value)}
      onChange={(key) => props.onChange(refOf(key))}
      placeholder={t("property.choose")}
      empty={t("property.none")}
    />
  );
}
