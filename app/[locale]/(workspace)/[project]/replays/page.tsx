import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { listReplays, REPLAY_SORTS, REPLAY_STATES, type ReplaySort } from "../../../../../lib/ingest/replay.ts";
import type { Effect } from "../../../../../lib/ingest/replay-effect.ts";
import { type AskedQuery, type PageQuery, pageQuery } from "../../../../_access/page-query.ts";
import type { ProjectPageProps } from "../../../../_access/project-page.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { Badge } from "../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { FilterForm, FilterSelect } from "../../../../_ui/filter-form.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { pagesBeside, Table } from "../../../../_ui/table.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { judgeText, openReplays, rangeText, stateTone } from "./page-of.ts";

interface Props extends ProjectPageProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: ProjectPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "replay")("title") };
}

interface Address {
  readonly search: string;
  readonly state: string;
  readonly sort: ReplaySort;
  readonly order: "ascending" | "descending";
  readonly page: number;
}

function readAddress(asked: PageQuery): Address {
  return {
    search: asked.search ?? "",
    state: REPLAY_STATES.find((state) => state === asked.state) ?? "",
    sort: REPLAY_SORTS.find((sort) => sort === asked.sort) ?? "started",
    order: asked.order === "ascending" ? "ascending" : "descending",
    page: Math.max(1, Math.floor(Number(asked.page)) || 1),
  };
}

/** What was judged again so that analysis follows: ranges, and releases of held events. */
export default async function ReplaysPage(props: Props) {
  const opened = await openReplays(props);
  const { language, project, t, base } = opened;
  const address = readAddress(await pageQuery(props.searchParams));
  const { search, state } = address;
  const found = await listReplays(project, { ...address, state: REPLAY_STATES.find((one) => one === state) });
  const format = formatterOf(language, project.timeZone);
  const to = (more: Partial<Address>) => {
    const query = Object.entries({ ...address, page: 1, ...more }).filter(([, value]) => value !== "");
    return `${base}?${new URLSearchParams(query.map(([key, value]) => [key, String(value)]))}`;
  };
  // Nobody stands on a page after the last.
  if (found.page > 1 && found.items.length === 0) redirect(to({}));
  const isFiltered = search !== "" || state !== "";
  const pages = Math.max(1, Math.ceil(found.total / found.pageSize));
  const sorted = (sort: ReplaySort) =>
    to({ sort, order: address.sort === sort && address.order === "descending" ? "ascending" : "descending" });
  const start = mayActAs(project.role, "editor") && (
    <LinkButton href={`${base}/new`} tone="primary">
      {t("start")}
    </LinkButton>
  );
  const count = (key: Extract<Effect, "added" | "withdrawn" | "moved">) => ({
    key,
    label: t(`effect.${key}`),
    align: "end" as const,
    cell: ({ totals }: (typeof found.items)[number]) => format.number(totals[key]),
  });
  return (
    <>
      <PageHeader title={t("title")} text={t("text")} actions={start} />
      {(isFiltered || found.total > 0) && (
        <FilterForm
          path={base}
          query={`${search} ${state}`}
          search={{ label: t("search"), hint: t("searchHint"), value: search, className: "w-72" }}
          apply={t("show")}
          clear={isFiltered ? t("clear") : undefined}
        >
          <FilterSelect
            name="state"
            label={t("column.state")}
            value={state}
            options={[
              { value: "", label: t("field.nowOption.all") },
              ...REPLAY_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
            ]}
          />
        </FilterForm>
      )}
      <Table
        caption={t("title")}
        rows={found.items}
        rowKey={({ id }) => id}
        sort={{ key: address.sort, direction: address.order }}
        empty={
          isFiltered ? (
            <EmptyState title={t("noneFound")} text={t("noneFoundText")} />
          ) : (
            <EmptyState title={t("none")} text={t("noneText")} action={start} example={t("noneExample")} />
          )
        }
        paging={{
          label: t("title"),
          position: t("position", { page: found.page, pages, total: found.total }),
          ...pagesBeside(found.page, pages, (page) => to({ page }), { previous: t("previous"), next: t("next") }),
        }}
        columns={[
          {
            key: "started",
            label: t("column.started"),
            heading: true,
            sortHref: sorted("started"),
            cell: ({ id, startedAt, startedByName }) => (
              <>
                <TextLink href={`${base}/${id}`}>
                  {format.dateTime(startedAt, { dateStyle: "short", timeStyle: "medium" })}
                </TextLink>
                <span className="block font-normal text-grey-7">{startedByName}</span>
              </>
            ),
          },
          {
            key: "range",
            label: t("column.range"),
            className: "min-w-[14em] max-w-[32em] break-words",
            cell: ({ range }) => rangeText(opened, range),
          },
          {
            key: "version",
            label: t("column.version"),
            sortHref: sorted("version"),
            cell: (replay) => judgeText(t, replay),
          },
          {
            key: "state",
            label: t("column.state"),
            sortHref: sorted("state"),
            cell: (replay) => <Badge tone={stateTone(replay.state)}>{t(`state.${replay.state}`)}</Badge>,
          },
          {
            key: "judged",
            label: t("column.judged"),
            align: "end",
            sortHref: sorted("judged"),
            cell: ({ judged }) => format.number(judged),
          },
          count("added"),
          count("withdrawn"),
          count("moved"),
        ]}
      />
    </>
  );
}
