import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import type { ReplayWithResult } from "../../../../../../lib/ingest/replay.ts";
import { EFFECTS, type Effect } from "../../../../../../lib/ingest/replay-effect.ts";
import type { PageQuery } from "../../../../../_access/page-query.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { FilterForm } from "../../../../../_ui/filter-form.tsx";
import { pagesBeside, Table } from "../../../../../_ui/table.tsx";
import type { Opened } from "../page-of.ts";

const PAGE_SIZE = 50;

type Row = ReplayWithResult["events"][number];
type Sort = Effect | "event";

interface Address {
  readonly search: string;
  readonly sort: Sort;
  readonly page: number;
}

function readAddress(query: PageQuery): Address {
  const sorts: readonly Sort[] = ["event", ...EFFECTS];
  return {
    search: query.search ?? "",
    sort: sorts.find((sort) => sort === query.sort) ?? "withdrawn",
    page: Math.max(1, Math.floor(Number(query.page)) || 1),
  };
}

/** By event: how many enter, leave, move, stay and are held as before. What leaves analysis comes first. */
export function EventEffects(props: { opened: Opened; replay: ReplayWithResult; query: PageQuery; base: string }) {
  const { opened, replay, base } = props;
  const { language, project, t } = opened;
  const address = readAddress(props.query);
  const format = formatterOf(language, project.timeZone);
  const nameOf = ({ name, callType }: Row) => name || callType || t("others");
  const wanted = address.search.trim().toLocaleLowerCase();
  const found = replay.events
    .filter((row) => nameOf(row).toLocaleLowerCase().includes(wanted))
    .toSorted((a, b) =>
      address.sort === "event"
        ? nameOf(a).localeCompare(nameOf(b), language)
        : b[address.sort] - a[address.sort] || b.added + b.moved - a.added - a.moved,
    );
  const pages = Math.max(1, Math.ceil(found.length / PAGE_SIZE));
  const page = Math.min(address.page, pages);
  const to = (more: Partial<Address>) => {
    const query = Object.entries({ ...address, page: 1, ...more }).filter(([, value]) => value !== "");
    return `${base}?${new URLSearchParams(query.map(([key, value]) => [key, String(value)]))}`;
  };
  return (
    <div className="pb-6">
      <h2 className="px-4 pb-2 font-semibold">{t("byEvent")}</h2>
      <FilterForm
        path={base}
        query={address.search}
        search={{ label: t("search"), hint: t("searchEvent"), value: address.search }}
        apply={t("show")}
        clear={address.search === "" ? undefined : t("clear")}
      />
      <Table
        caption={t("byEvent")}
        rows={found.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE)}
        rowKey={({ eventId = "", callType, name }) => `${eventId} ${callType} ${name}`}
        sort={{ key: address.sort, direction: address.sort === "event" ? "ascending" : "descending" }}
        empty={<EmptyState title={t("noEvent")} />}
        paging={{
          label: t("byEvent"),
          position: t("eventPosition", { page, pages, total: found.length }),
          ...pagesBeside(page, pages, (next) => to({ page: next }), { previous: t("previous"), next: t("next") }),
        }}
        columns={[
          {
            key: "event",
            label: t("column.event"),
            heading: true,
            sortHref: to({ sort: "event" }),
            className: "max-w-[28em] break-words",
            cell: (row) => <span className="font-mono">{nameOf(row)}</span>,
          },
          ...EFFECTS.map((effect) => ({
            key: effect,
            label: t(`effect.${effect}`),
            align: "end" as const,
            sortHref: to({ sort: effect }),
            cell: (row: Row) => format.number(row[effect]),
          })),
        ]}
      />
    </div>
  );
}
