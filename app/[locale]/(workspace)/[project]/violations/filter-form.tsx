import Form from "next/form";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { VIOLATION_STATES } from "../../../../../lib/violation/state.ts";
import { VIOLATION_CODES } from "../../../../../lib/violation/violation.ts";
import { Button } from "../../../../_ui/button.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { Input } from "../../../../_ui/input.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { Select, type SelectOption } from "../../../../_ui/select.tsx";
import { addressQuery, SORTS, SPANS, type ViolationAddress } from "./page-of.ts";

/** Search and filters, kept in the address. */
export function FilterForm(props: {
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
  return (
    <search>
      <Form action={path} className="flex flex-wrap items-end gap-3 px-4 pb-4" key={addressQuery(address)}>
        <Field label={t("filter.search")} className="w-48">
          {(control) => (
            <Input
              {...control}
              type="search"
              name="search"
              defaultValue={address.search}
              placeholder={t("filter.searchHint")}
            />
          )}
        </Field>
        {selects.map(([name, label, options]) => (
          <Field key={name} label={label} className={name === "state" || name === "sort" ? "w-52" : "w-38"}>
            {(control) => <Select {...control} name={name} defaultValue={String(address[name])} options={options} />}
          </Field>
        ))}
        <Button type="submit">{t("filter.apply")}</Button>
        {addressQuery(address) !== "" && (
          <LinkButton tone="quiet" href={path}>
            {t("filter.clear")}
          </LinkButton>
        )}
      </Form>
    </search>
  );
}
