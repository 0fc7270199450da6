"use client";

import { shareText } from "../../../lib/i18n/share-text.ts";
import { className } from "../class-name.ts";
import { useFormatter, useText } from "../text.tsx";

export interface RetentionRow {
  readonly key: string;
  /** The period the people started in. */
  readonly label: string;
  readonly size: number;
  /** Per period after the start: how many came back; null where the period has not begun. */
  readonly cells: readonly ({ readonly count: number; readonly incomplete?: boolean } | null)[];
}

/** Shades from the page to the middle of the accent; the ink stays readable on each (five steps apart). */
const SHADES = ["bg-accent-1", "bg-accent-2", "bg-accent-3", "bg-accent-4"] as const;

function shade(share: number): string {
  return SHADES[Math.min(SHADES.length - 1, Math.floor(share * SHADES.length))] ?? SHADES[0];
}

/** Who came back, by the period of their start: shares as shades, the size of each row beside it, open periods hatched. */
export function RetentionTable(props: {
  label: string;
  /** Headings of the periods after the start: "0", "1" or "Day 0" ... */
  columns: readonly string[];
  rows: readonly RetentionRow[];
}) {
  const t = useText("shell");
  const format = useFormatter();
  if (props.rows.length === 0) return <p className="py-8 text-grey-7">{t("chart.nothing")}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section aria-label={props.label} tabIndex={0} className="relative overflow-x-auto">
      <table className="border-separate border-spacing-0.5 text-grid">
        <caption className="sr-only">{props.label}</caption>
        <thead>
          <tr>
            <th scope="col" className="px-2 text-left align-bottom font-medium text-grey-7">
              {t("chart.period")}
            </th>
            <th scope="col" className="px-2 text-right align-bottom font-medium text-grey-7">
              {t("chart.size")}
            </th>
            {props.columns.map((column) => (
              <th
                key={column}
                scope="col"
                className="min-w-14 whitespace-nowrap px-1.5 text-center align-bottom font-medium text-grey-7 text-label"
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="whitespace-nowrap px-2 text-left font-normal">
                {row.label}
              </th>
              <td className="px-2 text-right">{format.number(row.size)}</td>
              {props.columns.map((column, index) => {
                const cell = row.cells[index];
                if (!cell) return <td key={column} />;
                const share = row.size === 0 ? 0 : cell.count / row.size;
                return (
                  <td
                    key={column}
                    className={className(
                      "h-7 rounded-small px-1 text-center",
                      shade(share),
                      cell.incomplete && "hatched",
                    )}
                  >
                    {shareText(format, share)}
                    {cell.incomplete && <span className="sr-only"> ({t("chart.incomplete")})</span>}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
