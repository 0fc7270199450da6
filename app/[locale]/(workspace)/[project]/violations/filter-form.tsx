import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { VIOLATION_STATES } from "../../../../../lib/violation/state.ts";
import { VIOLATION_CODES } from "../../../../../lib/violation/violation.ts";
import { FilterForm, FilterSelect } from "../../../../_ui/filter-form.tsx";
import type { SelectOption } from "../../../../_ui/select.tsx";
import { addressQuery, SORTS, SPANS, type ViolationAddress } from "./page-of.ts";

/** Search and filters, kept in the address. */
export function ViolationFilters(props: {
  t: AreaText<"violation">;
  path: string;
  address: ViolationAddress;
  sources: readonly { readonly slug: string; readonly name: string }[];
}) {
  const { t, address, path } = props;
  const selects: readonly (readonly [keyof ViolationAddress, string, readonly SelectOption[]])[] = [
    [
      "state",
      t("filter.state"),
      [
        { value: "", label: t("state.waiting") },
        ...VIOLATION_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
        { value: "all", label: t("filter.all") },
      ],
    ],
    [
      "source",
      t("filter.source"),
      [{ value: "", label: t("filter.all") }, ...props.sources.map((one) => ({ value: one.slug, label: one.name }))],
    ],
    [
      "code",
      t("filter.code"),
      [
        { value: "", label: t("filter.all") },
        ...VIOLATION_CODES.map((value) => ({ value, label: t(`code.${value}`) })),
      ],
    ],
    ["days", t("filter.days"), SPANS.map((days) => ({ value: String(days), label: t("filter.span", { days }) }))],
    ["sort", t("filter.sort"), SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))],
  ];
  const query = addressQuery(address);
  return (
    <FilterForm
      path={path}
      query={query}
      search={{
        label: t("filter.search"),
        hint: t("filter.searchHint"),
        value: address.search,
        className: "w-48",
      }}
      apply={t("filter.apply")}
      clear={query === "" ? undefined : t("filter.clear")}
    >
      {selects.map(([name, label, options]) => (
        <FilterSelect
          key={name}
          name={name}
          label={label}
          value={String(address[name])}
          options={options}
          className={name === "state" || name === "sort" ? "w-52" : "w-38"}
        />
      ))}
    </FilterForm>
  );
}
