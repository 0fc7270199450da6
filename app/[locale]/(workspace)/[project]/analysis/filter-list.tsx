"use client";

import { Plus, X } from "lucide-react";
import type { PropertyFilter } from "../../../../../lib/analysis/question.ts";
import { numberText } from "../../../../../lib/i18n/number-text.ts";
import { Button } from "../../../../_ui/button.tsx";
import { Select } from "../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../_ui/text.tsx";
import type { PropertyFact } from "./facts.ts";
import { useFacts } from "./facts-context.tsx";
import { factOf, filterOf, type Operator, operatorsFor, typedValue } from "./property-ref.ts";
import { PropertySelect } from "./property-select.tsx";
import { useListFocus } from "./use-list-focus.ts";
import { ValueInput } from "./value-input.tsx";

/** `written` says how a number is put: as it is for choices, as the reader writes it in a field. */
function valueText(filter: PropertyFilter, written: (value: number) => string = String): string {
  if (!("value" in filter)) return "";
  const value: unknown = Array.isArray(filter.value) ? (filter.value[0] ?? "") : filter.value;
  return typeof value === "number" ? written(value) : String(value);
}

/** One condition on a property. */
export function FilterRow(props: {
  filter: PropertyFilter;
  own: readonly PropertyFact[];
  onChange: (filter: PropertyFilter) => void;
  onRemove?: () => void;
}) {
  const t = useText("analysis");
  const facts = useFacts();
  const language = useLanguage();
  const { filter, own } = props;
  const fact = factOf(facts, own, filter);
  const kind = fact?.kind ?? "text";
  const takesValue = filter.op !== "is_set" && filter.op !== "is_not_set";
  const values = kind === "boolean" ? ["true", "false"] : (fact?.values ?? []);
  const change = (op: Operator, text: string) => props.onChange(filterOf(refOnly(filter), op, typedValue(kind, text)));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <PropertySelect
        label={t("filter.property")}
        own={own}
        value={filter}
        onChange={(ref) => {
          const next = factOf(facts, own, ref);
          const first = next?.kind === "boolean" ? "true" : (next?.values[0] ?? "");
          props.onChange(filterOf(ref, "=", typedValue(next?.kind ?? "text", first)));
        }}
      />
      <Select
        aria-label={t("filter.operator")}
        size="small"
        className="w-36"
        value={filter.op}
        options={operatorsFor(kind).map((op) => ({ value: op, label: t(`operator.${OPERATOR_KEYS[op]}`) }))}
        onChange={(event) => change(event.currentTarget.value as Operator, valueText(filter))}
      />
      {takesValue &&
        (values.length > 0 && !filter.op.includes("contains") ? (
          <Select
            aria-label={t("filter.value")}
            size="small"
            className="w-40"
            value={valueText(filter)}
            options={values.map((value) => ({
              value,
              label:
                kind === "boolean"
                  ? t(value === "true" ? "boolean.true" : "boolean.false")
                  : kind === "number"
                    ? numberText(Number(value), language)
                    : value,
            }))}
            onChange={(event) => change(filter.op, event.currentTarget.value)}
          />
        ) : (
          <ValueInput
            label={t("filter.value")}
            value={valueText(filter, (value) => numberText(value, language))}
            onChange={(text) => change(filter.op, text)}
          />
        ))}
      {props.onRemove && (
        <Button tone="quiet" size="small-icon" aria-label={t("filter.remove")} onClick={props.onRemove}>
          <X aria-hidden />
        </Button>
      )}
    </div>
  );
}

/** Words of the operators; signs cannot be keys of messages. */
const OPERATOR_KEYS = {
  "=": "equals",
  "!=": "differs",
  ">": "greater",
  ">=": "atLeast",
  "<": "less",
  "<=": "atMost",
  in: "in",
  not_in: "notIn",
  contains: "contains",
  not_contains: "notContains",
  is_set: "isSet",
  is_not_set: "isNotSet",
} as const satisfies Record<Operator, string>;

function refOnly(filter: PropertyFilter) {
  const { op: _op, ...rest } = filter;
  const { value: _value, ...ref } = rest as typeof rest & { value?: unknown };
  return ref as typeof filter;
}

/** Conditions that all must hold. */
export function FilterList(props: {
  filters: readonly PropertyFilter[];
  own: readonly PropertyFact[];
  onChange: (filters: readonly PropertyFilter[]) => void;
}) {
  const t = useText("analysis");
  const { filters, own } = props;
  const first = own[0];
  const { list, moved } = useListFocus<HTMLDivElement>(filters.length);
  return (
    <div ref={list} className="flex flex-col gap-1.5">
      {filters.map((filter, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own.
        <div key={index} className="flex items-center gap-2 pl-4">
          <span className="w-8 text-grey-7 text-grid">{index === 0 ? t("filter.where") : t("filter.and")}</span>
          <FilterRow
            filter={filter}
            own={own}
            onChange={(next) => props.onChange(filters.map((one, at) => (at === index ? next : one)))}
            onRemove={() => {
              moved();
              props.onChange(filters.filter((_, at) => at !== index));
            }}
          />
        </div>
      ))}
      <div>
        <Button
          tone="quiet"
          size="small"
          onClick={() => {
            moved();
            props.onChange([
              ...filters,
              first === undefined
                ? { automatic: "device_type", op: "is_set" }
                : filterOf({ property: first.id }, "is_set", ""),
            ]);
          }}
        >
          <Plus aria-hidden />
          {t("filter.add")}
        </Button>
      </div>
    </div>
  );
}
