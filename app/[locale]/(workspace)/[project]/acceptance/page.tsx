import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { judgeText } from "../../../../../lib/acceptance/result-page.ts";
import { RUN_STATES } from "../../../../../lib/acceptance/run.ts";
import { listRuns, RUN_SORTS, type RunFilter, type RunSort } from "../../../../../lib/acceptance/store.ts";
import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { listSources } from "../../../../../lib/access/source.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { type AskedQuery, type PageQuery, pageQuery } from "../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { Badge } from "../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { FilterForm, FilterSelect } from "../../../../_ui/filter-form.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { pagesBeside, Table } from "../../../../_ui/table.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { type AcceptanceProps, type Opened, openAcceptance, stateOf, whoText } from "./page-of.ts";
import { RuleSection } from "./rule-section.tsx";

interface Props extends AcceptanceProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: AcceptanceProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "acceptance")("title") };
}

interface Address {
  readonly search: string;
  readonly source: string;
  readonly state: string;
  readonly sort: RunSort;
  readonly order: "ascending" | "descending";
  readonly page: number;
}

function readAddress(asked: PageQuery): Address {
  return {
    search: asked.search ?? "",
    source: asked.source ?? "",
    state: RUN_STATES.find((state) => state === asked.state) ?? "",
    sort: RUN_SORTS.find((sort) => sort === asked.sort) ?? "started",
    order: asked.order === "ascending" ? "ascending" : "descending",
    page: Math.max(1, Math.floor(Number(asked.page)) || 1),
  };
}

function filterOf({ search, source, state, sort, order, page }: Address): RunFilter {
  return {
    ...{ search, sort, order, page },
    ...(source === "" ? {} : { source }),
    ...(state === "" ? {} : { state: RUN_STATES.find((one) => one === state) }),
  };
}

/** Acceptance runs of the project, and what a source needs before production. */
export default async function AcceptancePage(props: Props) {
  const opened = await openAcceptance(props);
  const { project, t, base } = opened;
  const address = readAddress(await pageQuery(props.searchParams));
  const mayStart = mayActAs(project.role, "editor");
  const start = mayStart && (
    <LinkButton href={`${base}/new`} tone="primary">
      {t("start")}
    </LinkButton>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        text={t("text")}
        actions={
          <>
            <LinkButton href={`${base}/verify`}>{t("verify.link")}</LinkButton>
            {start}
          </>
        }
      />
      <RunList opened={opened} address={address} start={start} />
      <RuleSection opened={opened} />
    </>
  );
}

async function RunList({ opened, address, start }: { opened: Opened; address: Address; start: React.ReactNode }) {
  const { language, project, t, base } = opened;
  const [found, sources] = await Promise.all([
    listRuns(project, filterOf(address)),
    listSources(project, { archived: true }),
  ]);
  const format = formatterOf(language, project.timeZone);
  const isFiltered = address.search !== "" || address.source !== "" || address.state !== "";
  const to = (more: Partial<Address>) => {
    const next = { ...address, page: 1, ...more };
    const query = Object.entries(next).filter(([, value]) => value !== "");
    return `${base}?${new URLSearchParams(query.map(([key, value]) => [key, String(value)]))}`;
  };
  // Nobody stands on a page after the last.
  if (found.page > 1 && found.items.length === 0) redirect(to({}));
  const pages = Math.max(1, Math.ceil(found.total / found.pageSize));
  const sorted = (sort: RunSort) =>
    to({ sort, order: address.sort === sort && address.order === "descending" ? "ascending" : "descending" });
  return (
    <>
      {(isFiltered || found.total > 0) && (
        <FilterForm
          path={base}
          query={`${address.search} ${address.source} ${address.state}`}
          search={{ label: t("search"), hint: t("searchHint"), value: address.search }}
          apply={t("apply")}
          clear={isFiltered ? t("clear") : undefined}
        >
          <FilterSelect
            name="source"
            label={t("column.source")}
            value={address.source}
            options={[
              { value: "", label: t("every") },
              ...sources.map(({ slug, name }) => ({ value: slug, label: name })),
            ]}
          />
          <FilterSelect
            name="state"
            label={t("column.state")}
            value={address.state}
            options={[
              { value: "", label: t("every") },
              ...RUN_STATES.map((value) => ({ value, label: t(`state.${value}`) })),
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
            key: "source",
            label: t("column.source"),
            heading: true,
            sortHref: sorted("source"),
            cell: ({ id, source }) => <TextLink href={`${base}/${id}`}>{source.name}</TextLink>,
          },
          {
            key: "who",
            label: t("column.who"),
            className: "max-w-[20em] break-words",
            cell: ({ chosen, subject }) => whoText(t, chosen, subject),
          },
          {
            key: "release",
            label: t("column.release"),
            sortHref: sorted("release"),
            className: "max-w-[15em] break-words",
            cell: ({ release }) => release,
          },
          {
            key: "version",
            label: t("column.version"),
            sortHref: sorted("version"),
            cell: ({ planVersion, branch }) => judgeText(t, { version: planVersion, branch }),
          },
          {
            key: "state",
            label: t("column.state"),
            sortHref: sorted("state"),
            cell: (run) => {
              const { text, tone } = stateOf(t, run);
              return <Badge tone={tone}>{text}</Badge>;
            },
          },
          {
            key: "counts",
            label: t("column.counts"),
            align: "end",
            cell: ({ counts }) => counts && t("run.progress", { done: counts.conformant, total: counts.total }),
          },
          {
            key: "started",
            label: t("column.started"),
            sortHref: sorted("started"),
            cell: ({ startedAt, startedByName }) =>
              `${format.dateTime(startedAt, { dateStyle: "short", timeStyle: "short" })}, ${startedByName}`,
          },
          { key: "signed", label: t("column.signed"), cell: ({ signedName }) => signedName },
        ]}
      />
    </>
  );
}
