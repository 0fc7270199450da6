import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { readSingleKeys } from "../../../../../../lib/access/preference.ts";
import { listSources } from "../../../../../../lib/access/source.ts";
import { printable } from "../../../../../../lib/base/printable.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { impactOf, type ViolationGroup } from "../../../../../../lib/violation/group.ts";
import { listViolations } from "../../../../../../lib/violation/store.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { currentPerson, pageLanguage } from "../../../../../_access/request.ts";
import { savedDefinitions } from "../../../../../_access/saved-definitions.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { buttonStyle } from "../../../../../_ui/button-style.ts";
import { Sparkline } from "../../../../../_ui/chart/sparkline.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { pagesBeside, Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { keepSingleKeysAction } from "../../plan/grid/view-actions.ts";
import { decideManyAction } from "../actions.ts";
import { ViolationFilters } from "../filter-form.tsx";
import {
  addressQuery,
  assignees,
  filterOf,
  openViolations,
  readAddress,
  type Sort,
  type ViolationsProps,
} from "../page-of.ts";
import { AllCheck, RowCheck } from "../row-check.tsx";
import { STATE_TONES } from "../state-tone.ts";
import { trendValues } from "../trend-values.ts";
import { TriageDesk } from "../triage-desk.tsx";

interface Props extends ViolationsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: ViolationsProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "violation")("title") };
}

/** What broke, one row per kind of breach, ranked by the people it keeps out of numbers. */
export default async function ViolationsPage(props: Props) {
  const { language, project, t, base } = await openViolations(props);
  const address = readAddress(await pageQuery(props.searchParams));
  const [definitions, latest, sources, people, reader] = await Promise.all([
    savedDefinitions(project),
    latestVersion(project.projectId),
    listSources(project, { archived: true }),
    assignees(project),
    currentPerson(),
  ]);
  const found = await listViolations(project, filterOf(address), { definitions, plan: latest?.plan });
  const mayDecide = mayActAs(project.role, "editor");
  const format = formatterOf(language, project.timeZone);
  const pages = Math.max(1, Math.ceil(found.total / found.pageSize));
  // What was on a later page may have been settled since, or the address was typed.
  if (address.page > pages) redirect(`${base}${addressQuery({ ...address, page: pages })}`);
  const filtered = addressQuery({ ...address, page: 1 }) !== "";
  const to = (page: number) => `${base}${addressQuery({ ...address, page })}`;
  const sortHref = (sort: Sort) => `${base}${addressQuery({ ...address, sort, page: 1 })}`;
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "short", timeStyle: "short" });
  return (
    <>
      <PageHeader
        title={t("title")}
        text={t("text")}
        actions={
          <>
            <LinkButton href={`/${language}/${project.slug}/alerts`}>
              {translator(language, "alert")("title")}
            </LinkButton>
            <LinkButton href={`/${language}/${project.slug}/replays`}>
              {translator(language, "replay")("title")}
            </LinkButton>
            <LinkButton href={`/${language}/${project.slug}/health`}>{t("health")}</LinkButton>
          </>
        }
      />
      <ViolationFilters t={t} path={base} address={address} sources={sources} />
      <TextProvider language={language} areas={["violation"]} timeZone={project.timeZone}>
        <TriageDesk
          slug={project.slug}
          fingerprints={found.items.map(({ fingerprint }) => fingerprint)}
          mayDecide={mayDecide}
          people={people}
          self={reader?.personId}
          singleKeys={reader ? await readSingleKeys(reader) : true}
          decide={decideManyAction}
          keepSingleKeys={keepSingleKeysAction}
          aside={
            found.total > 0 && (
              <a
                className={buttonStyle({ size: "small" })}
                href={`${base}/export${addressQuery({ ...address, page: 1 })}`}
                download
              >
                {t("csv")}
              </a>
            )
          }
        >
          <Table
            caption={t("title")}
            rows={found.items}
            rowKey={(group) => group.fingerprint}
            sort={{ key: address.sort, direction: "descending" }}
            empty={
              <EmptyState
                title={filtered ? t("noneFiltered") : t("none")}
                text={filtered ? t("noneFilteredText") : t("noneText")}
                action={filtered && <LinkButton href={base}>{t("filter.clear")}</LinkButton>}
              />
            }
            paging={{
              label: t("title"),
              position: t("position", { page: address.page, pages, total: found.total }),
              ...pagesBeside(address.page, pages, to, { previous: t("previous"), next: t("next") }),
            }}
            columns={[
              ...(mayDecide
                ? [
                    {
                      key: "select",
                      label: <AllCheck />,
                      cell: (group: ViolationGroup) => (
                        <RowCheck fingerprint={group.fingerprint} name={group.message[language]} />
                      ),
                      className: "w-8",
                    },
                  ]
                : []),
              {
                key: "what",
                label: t("column.what"),
                heading: true,
                className: "min-w-[15em] max-w-[38em] whitespace-normal break-words",
                cell: (group) => (
                  <span className="flex flex-col gap-0.5 py-1" data-violation={group.fingerprint}>
                    <TextLink href={`${base}/${group.fingerprint}`}>{group.message[language]}</TextLink>
                    <code className="text-grey-7">{printable(group.eventName)}</code>
                  </span>
                ),
              },
              {
                key: "state",
                label: t("column.state"),
                cell: (group) => (
                  <span className="flex flex-col items-start gap-0.5">
                    <Badge tone={STATE_TONES[group.state]}>{t(`state.${group.state}`)}</Badge>
                    {group.assignee && <span className="text-grey-7">{group.assignee.name}</span>}
                  </span>
                ),
              },
              {
                key: "trend",
                label: t("column.trend"),
                cell: (group) => (
                  <Sparkline
                    values={trendValues(group.trend, address.days, project.timeZone)}
                    label={t("trend", { count: group.events, days: address.days })}
                  />
                ),
              },
              {
                key: "impact",
                label: t("column.impact"),
                align: "end",
                sortHref: sortHref("impact"),
                cell: (group) => (
                  <span className="flex flex-col">
                    {format.number(impactOf(group))}
                    <span className="whitespace-nowrap text-grey-7">
                      {format.number(group.users)} × (1 + {format.number(group.moves)})
                    </span>
                  </span>
                ),
              },
              {
                key: "users",
                label: t("column.users"),
                align: "end",
                sortHref: sortHref("users"),
                cell: (group) => format.number(group.users),
              },
              {
                key: "events",
                label: t("column.events"),
                align: "end",
                sortHref: sortHref("events"),
                cell: (group) => format.number(group.events),
              },
              { key: "held", label: t("column.held"), align: "end", cell: (group) => format.number(group.held) },
              {
                key: "sources",
                label: t("column.sources"),
                cell: (group) => (
                  <span className="flex flex-col">
                    {group.sources.map((source) => source.name || source.slug).join(", ")}
                    <span className="text-grey-7">
                      {group.appVersions
                        .filter((version) => version !== "")
                        .slice(0, 3)
                        .join(", ")}
                    </span>
                  </span>
                ),
              },
              {
                key: "last_seen",
                label: t("column.lastSeen"),
                sortHref: sortHref("last_seen"),
                cell: (group) => (
                  <span className="flex flex-col">
                    {moment(group.lastSeen)}
                    <span className="text-grey-7">{t("since", { date: moment(group.firstSeen) })}</span>
                  </span>
                ),
              },
            ]}
          />
        </TriageDesk>
      </TextProvider>
    </>
  );
}
