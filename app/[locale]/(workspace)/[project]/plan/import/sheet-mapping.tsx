"use client";

import { beginningOf } from "../../../../../../lib/base/storable.ts";
import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { SheetView } from "./import-answer.ts";

/** A column without a header cannot be named, nor read. */
function columnsOf({ headers }: SheetView): readonly { readonly header: string; readonly index: number }[] {
  return headers.map((header, index) => ({ header, index })).filter(({ header }) => header !== "");
}

const LONGEST = 100;

function inShort(headers: readonly string[]): string {
  const text = headers.filter((header) => header !== "").join(", ");
  return text.length > LONGEST ? `${beginningOf(text, LONGEST)}…` : text;
}

/** What each column of a spreadsheet is taken for, with its first values; corrected here, and remembered. */
export function SheetMapping(props: {
  sheets: readonly SheetView[];
  columns: readonly { id: string; label: string }[];
  onChange: (mapping: Readonly<Record<string, string>>) => void;
}) {
  const t = useText("plan");
  const whole: Record<string, string> = Object.assign({}, ...props.sheets.map((sheet) => sheet.mapping));
  /** What was said of the row that is left says nothing any more. */
  function choose(sheet: SheetView, line: number) {
    const others = props.sheets.filter((one) => one !== sheet).map((one) => one.mapping);
    const row = sheet.headerRows.find((one) => one.line === line);
    props.onChange(Object.assign({}, ...others, row?.mapping));
  }
  return (
    <section aria-label={t("import.mapping")} className="flex flex-col gap-3">
      <h2 className="font-semibold">{t("import.mapping")}</h2>
      <p className="text-grey-7">{t("import.mappingHint")}</p>
      {props.sheets.map((sheet) => (
        <div key={`${sheet.file} ${sheet.sheet}`}>
          <h3 className="mb-1 font-medium text-grid">
            {t("import.sheet", { sheet: sheet.sheet || sheet.file, count: sheet.rowCount })}
          </h3>
          {sheet.headerRows.length > 1 && (
            <Field label={t("import.headerRow")} hint={t("import.headerRowHint")} className="mb-2 max-w-prose">
              {(control) => (
                <Select
                  {...control}
                  size="small"
                  value={String(sheet.headerLine)}
                  options={sheet.headerRows.map(({ line, headers }) => ({
                    value: String(line),
                    label: t("import.headerRowOf", { line, headers: inShort(headers) }),
                  }))}
                  onChange={(event) => choose(sheet, Number(event.target.value))}
                />
              )}
            </Field>
          )}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <section aria-label={sheet.sheet || sheet.file} tabIndex={0} className="overflow-x-auto rounded border">
            <table className="text-grid">
              <thead>
                <tr>
                  {columnsOf(sheet).map(({ header, index }) => (
                    <th
                      key={index}
                      scope="col"
                      className="min-w-40 border-r px-2 pt-2 text-left align-top font-medium last:border-r-0"
                    >
                      <span className="block break-words pb-1">{header}</span>
                      <Select
                        size="small"
                        aria-label={t("import.meaning", { header })}
                        value={sheet.mapping[header] ?? "ignore"}
                        options={props.columns.map((column) => ({ value: column.id, label: column.label }))}
                        onChange={(event) => props.onChange({ ...whole, [header]: event.target.value })}
                      />
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {sheet.sample.slice(0, 4).map((row, line) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: sample rows have no name and never move.
                  <tr key={line}>
                    {columnsOf(sheet).map(({ index }) => (
                      <td key={index} className="max-w-60 truncate border-r px-2 py-1 text-grey-7 last:border-r-0">
                        {row[index]}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
      ))}
    </section>
  );
}
