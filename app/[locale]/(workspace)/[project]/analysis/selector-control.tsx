"use client";

import type { EventSelector } from "../../../../../lib/analysis/question.ts";
import { Combobox } from "../../../../_ui/combobox.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { useFacts } from "./facts-context.tsx";
import { FilterList } from "./filter-list.tsx";
import { eventOf, propertiesOf, selectorKey, selectorOf } from "./selector-value.ts";

/** Which events: one by name, all of a role, or any; with conditions on their properties. */
export function SelectorControl(props: {
  label: string;
  selector: EventSelector;
  onChange: (selector: EventSelector) => void;
  /** Without conditions, where space is short. */
  plain?: boolean;
}) {
  const t = useText("analysis");
  const facts = useFacts();
  const { selector } = props;
  const options = [
    { value: "any", label: t("selector.any"), detail: t("selector.anyDetail") },
    ...facts.events.map((event) => ({
      value: `event:${event.id}`,
      label: event.label,
      detail: event.callType === "track" ? event.name : `${event.name} · ${event.callType}`,
    })),
    ...facts.roles.map((role) => ({ value: `role:${role}`, label: t(`role.${role}`), detail: t("selector.role") })),
  ];
  const named = eventOf(facts, selector);
  const value = named === undefined ? selectorKey(selector) : `event:${named.id}`;
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <Combobox
        label={props.label}
        options={options}
        value={value}
        onChange={(key) => props.onChange(selectorOf(key, selector.where))}
        placeholder={t("selector.choose")}
        empty={t("selector.none")}
      />
      {!props.plain && (
        <FilterList
          filters={selector.where ?? []}
          own={propertiesOf(facts, selector)}
          onChange={(where) => {
            const { where: _before, ...rest } = selector;
            props.onChange(where.length === 0 ? rest : { ...rest, where });
          }}
        />
      )}
    </div>
  );
}
