import Form from "next/form";
import type { BacktestResult, EffectRow } from "../../../../../../lib/backtest/backtest.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Select, type SelectOption } from "../../../../../_ui/select.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { addressQuery, SHOWN, shownRows } from "./address.ts";
import type { ResultProps } from "./result-view.tsx";

/** Filters of the table, kept in the address. */
function Filters({ result, address, base, t }: ResultProps & { result: BacktestResult }) {
  const events = new Map(result.rows.map(({ event, name }) => [event, name === "" ? t("others") : name]));
  const sources = [...new Set(result.rows.map(({ source }) => source))].sort();
  const all: SelectOption = { value: "", label: t("all") };
  const selects: readonly (readonly ["show" | "event" | "source", readonly SelectOption[]])[] = [
    ["show", SHOWN.map((value) => ({ value, label: t(`show.${value}`) }))],
    [
      "event",
      [all, ...[...events].map(([value, label]) => ({ value, label })).sort((a, b) => a.label.localeCompare(b.label))],
    ],
    ["source", [all, ...sources.map((value) => ({ value, label: value === "" ? t("noSource") : value }))]],
  ];
  return (
    <search>
      <Form action={base} className="flex flex-wrap items-end gap-3 px-4 pb-3" key={addressQuery(address)}>
        <input type="hidden" name="branch" value={address.branch} />
        {address.run !== "" && <input type="hidden" name="run" value={address.run} />}
        {selects.map(([name, options]) => (
          <Field key={name} label={t(`filter.${name}`)} className="w-52">
            {(control) => <Select {...control} name={name} defaultValue={address[name]} options={options} />}
          </Field>
        ))}
        <Button type="submit">{t("apply")}</Button>
      </Form>
    </search>
  );
}

/** What the draft changes, by event, source and app version. */
export function EffectTable(props: ResultProps & { result: BacktestResult }) {
  const { result, address, base, t } = props;
  const format = formatterOf(props.language, props.timeZone);
  const { rows, found, pages } = shownRows(result.rows, address);
  const page = Math.min(address.page, pages);
  const to = (more: Partial<typeof address>) => `${base}${addressQuery({ ...address, page: 1, ...more })}`;
  const count = (key: keyof EffectRow["totals"]) => ({
    key,
    label: t(`totals.${key}`),
    align: "end" as const,
    sortHref: to({ sort: key }),
    cell: (row: EffectRow) => format.number(row.totals[key]),
  });
  return (
    <section>
      <h2 className="px-4 pb-2 font-semibold">{t("byEvent")}</h2>
      <Filters {...props} />
      <Table
        caption={t("byEvent")}
        rows={rows}
        rowKey={(row) => `${row.event} ${row.source} ${row.appVersion}`}
        sort={{ key: address.sort, direction: address.sort === "name" ? "ascending" : "descending" }}
        empty={<EmptyState title={t("nothing")} text={t(address.show === "all" ? "nothingText" : "unchangedText")} />}
        columns={[
          {
            key: "name",
            label: t("event"),
            heading: true,
            sortHref: to({ sort: "name" }),
            cell: (row) =>
              address.event === row.event ? (
                <span className="font-mono">{row.name || t("others")}</span>
              ) : (
                <TextLink href={to({ event: row.event })} className="font-mono">
                  {row.name || t("others")}
                </TextLink>
              ),
          },
          { key: "source", label: t("filter.source"), cell: (row) => row.source || t("noSource") },
          { key: "version", label: t("appVersion"), cell: (row) => row.appVersion || t("noVersion") },
          count("failing"),
          count("passing"),
          count("conformant"),
          count("violating"),
        ]}
        {...(pages > 1
          ? {
              paging: {
                label: t("pages"),
                position: t("page", { page, pages, found }),
                previous: page > 1 ? { href: to({ page: page - 1 }), label: t("previous") } : undefined,
                next: page < pages ? { href: to({ page: page + 1 }), label: t("next") } : undefined,
              },
            }
          : {})}
      />
    </section>
  );
}
