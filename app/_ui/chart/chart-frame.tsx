"use client";

import { ChartNoAxesColumn, Download, Image as ImageIcon, Table2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { Button } from "../button.tsx";
import { useFormatter, useText } from "../text.tsx";
import { Tooltip } from "../tooltip.tsx";
import { type ChartTable, chartCsv } from "./chart-table.ts";
import { downloadBlob, pngOfSvg, pngOfTable } from "./download.ts";

/**
 * What every chart has in the same place: its title with the unit, a switch to the table, PNG and CSV, and below it in words
 * the rule it was computed by, and when.
 */
export function ChartFrame(props: {
  /** With the unit, e.g. "Active users per day". */
  title: string;
  /** For the downloads, without extension. */
  fileName: string;
  table: ChartTable;
  /** With the time it was computed at. */
  rule?: string | undefined;
  /** What the figures stand on, a line each: leaves with every download; on the page it is the head's to show. */
  ground?: readonly string[];
  /** The gauge line, and whatever else belongs under the title. */
  head?: ReactNode;
  children: ReactNode;
}) {
  const t = useText("shell");
  const [asTable, setAsTable] = useState(false);
  const body = useRef<HTMLDivElement>(null);
  const notes = props.rule === undefined ? [] : [t("chart.rule", { rule: props.rule })];
  const ground = [...notes, ...(props.ground ?? [])];

  async function savePng() {
    const svg = body.current?.querySelector<SVGSVGElement>("svg[data-chart]");
    const blob = svg ? await pngOfSvg(svg, props.title, ground) : await pngOfTable(props.table, props.title, ground);
    downloadBlob(blob, `${props.fileName}.png`);
  }
  const acts = [
    {
      label: asTable ? t("chart.chart") : t("chart.table"),
      icon: asTable ? ChartNoAxesColumn : Table2,
      run: () => setAsTable(!asTable),
    },
    { label: t("chart.png"), icon: ImageIcon, run: savePng },
    {
      label: t("chart.csv"),
      icon: Download,
      run: () => downloadBlob(new Blob([chartCsv(props.table, ground)], { type: "text/csv" }), `${props.fileName}.csv`),
    },
  ];
  return (
    <figure className="min-w-0">
      <figcaption className="flex items-start justify-between gap-2">
        <span className="min-w-0 break-words py-1 font-semibold">{props.title}</span>
        <span role="toolbar" aria-label={t("chart.actions")} className="flex shrink-0">
          {acts.map(({ label, icon: Icon, run }) => (
            <Tooltip key={label} content={label}>
              <Button tone="quiet" size="icon" aria-label={label} onClick={run}>
                <Icon aria-hidden />
              </Button>
            </Tooltip>
          ))}
        </span>
      </figcaption>
      {props.head}
      <div ref={body} className="min-w-0 pt-2">
        {asTable ? <NumbersTable table={props.table} caption={props.title} /> : props.children}
      </div>
      {notes.length > 0 && <p className="mt-2 max-w-reading text-grey-7 text-grid">{notes.join(" ")}</p>}
    </figure>
  );
}

/** The table behind a chart. */
function NumbersTable({ table, caption }: { table: ChartTable; caption: string }) {
  const format = useFormatter();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section aria-label={caption} tabIndex={0} className="max-h-96 overflow-auto rounded border">
      <table className="w-full border-collapse text-grid">
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 bg-grey-2">
          <tr>
            {table.columns.map((column, index) => (
              <th
                key={column}
                scope="col"
                className={`h-8 px-2 font-medium text-grey-7 ${index === 0 ? "text-left" : "text-right"}`}
              >
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={String(row[0])} className="border-t">
              {row.map((cell, index) => (
                <td
                  key={table.columns[index] ?? index}
                  className={`h-8 px-2 ${index === 0 ? "text-left" : "text-right"}`}
                >
                  {typeof cell === "number" ? format.number(cell, { maximumFractionDigits: 4 }) : cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
