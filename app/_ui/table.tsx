import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { className } from "./class-name.ts";
import { LinkAhead } from "./link-ahead.tsx";

export interface Column<Row> {
  readonly key: string;
  readonly label: ReactNode;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: "end";
  /** The address that sorts by this column; without it the column does not sort. */
  readonly sortHref?: string;
  /** The cell that names the row. */
  readonly heading?: boolean;
  readonly className?: string;
}

/** The words of one page among several; `previous` and `next` are addresses where there is one. */
export interface Paging {
  readonly label: string;
  readonly position: ReactNode;
  readonly previous?: { readonly href: string; readonly label: string } | undefined;
  readonly next?: { readonly href: string; readonly label: string } | undefined;
}

/** The ways to the pages beside one, of those there are. */
export function pagesBeside(
  page: number,
  pages: number,
  to: (page: number) => string,
  words: { readonly previous: string; readonly next: string },
): Pick<Paging, "previous" | "next"> {
  return {
    previous: page > 1 ? { href: to(page - 1), label: words.previous } : undefined,
    next: page < pages ? { href: to(page + 1), label: words.next } : undefined,
  };
}

/** A table made on the server: its order and its page are in the address. Scrolls sideways inside itself when it must. */
export function Table<Row>(props: {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  sort?: { readonly key: string; readonly direction: "ascending" | "descending" };
  paging?: Paging;
  /** Stands in place of the table when there is no row. */
  empty?: ReactNode;
  className?: string;
}) {
  if (props.rows.length === 0 && props.empty) return <>{props.empty}</>;
  return (
    <div className={className("min-w-0", props.className)}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard. */}
      <section className="relative overflow-x-auto" aria-label={props.caption} tabIndex={0}>
        <table className="w-full border-collapse text-grid">
          <caption className="sr-only">{props.caption}</caption>
          <thead>
            <tr className="border-b">
              {props.columns.map((column) => (
                <HeaderCell key={column.key} column={column} sort={props.sort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {props.rows.map((row) => (
              <tr key={props.rowKey(row)} className="border-b hover:bg-grey-2">
                {props.columns.map((column) => (
                  <BodyCell key={column.key} column={column} row={row} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {props.paging && <TablePaging paging={props.paging} />}
    </div>
  );
}

const EDGE = "px-2 first:pl-4 last:pr-4";

function HeaderCell<Row>(props: {
  column: Column<Row>;
  sort?: { readonly key: string; readonly direction: "ascending" | "descending" } | undefined;
}) {
  const { column, sort } = props;
  const sorted = sort?.key === column.key ? sort.direction : undefined;
  const Arrow = sorted === "descending" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={sorted}
      className={className(
        EDGE,
        "h-8 whitespace-nowrap font-medium text-grey-7",
        column.align === "end" ? "text-right" : "text-left",
      )}
    >
      {column.sortHref ? (
        <LinkAhead
          href={column.sortHref}
          scroll={false}
          className="inline-flex min-h-6 items-center gap-1 hover:text-grey-10"
        >
          {column.label}
          {sorted && <Arrow aria-hidden className="size-3.5" />}
        </LinkAhead>
      ) : (
        column.label
      )}
    </th>
  );
}

function BodyCell<Row>(props: { column: Column<Row>; row: Row }) {
  const { column, row } = props;
  const style = className(
    EDGE,
    "h-8 py-1 fallback:align-middle",
    column.align === "end" ? "text-right" : column.className === undefined && "max-md:min-w-28",
    column.className,
  );
  return column.heading ? (
    <th scope="row" className={className(style, "text-left font-normal")}>
      {column.cell(row)}
    </th>
  ) : (
    <td className={style}>{column.cell(row)}</td>
  );
}

/** Where one is among the pages of a list, and the way to the next. */
export function TablePaging({ paging }: { paging: Paging }) {
  return (
    <nav aria-label={paging.label} className="flex items-center gap-4 px-4 py-2 text-grid">
      <span className="text-grey-7">{paging.position}</span>
      {[paging.previous, paging.next].map(
        (step) =>
          step && (
            <LinkAhead
              key={step.href}
              href={step.href}
              className="inline-flex min-h-6 items-center text-accent-7 underline underline-offset-2"
            >
              {step.label}
            </LinkAhead>
          ),
      )}
    </nav>
  );
}
