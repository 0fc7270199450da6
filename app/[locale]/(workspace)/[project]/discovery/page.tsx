import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { ENVIRONMENTS, listSources } from "../../../../../lib/access/source.ts";
import { isUserError } from "../../../../../lib/base/error.ts";
import { DISCOVERY_DAYS, GAP_DAYS, GAPS_LEAST, SILENT_FACTORS } from "../../../../../lib/discovery/discovery.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { MAIN } from "../../../../../lib/plan/store.ts";
import { listBranches } from "../../../../../lib/plan/store-branch.ts";
import { type AskedQuery, pageQuery } from "../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { FilterForm, FilterSelect } from "../../../../_ui/filter-form.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { Tabs } from "../../../../_ui/tabs.tsx";
import { AdoptForm } from "./adopt-form.tsx";
import { type Listed, loadList } from "./list.ts";
import {
  addressQuery,
  type DiscoveryAddress,
  type DiscoveryProps,
  type Opened,
  openDiscovery,
  readAddress,
  VIEWS,
} from "./page-of.ts";
import { EventTable, MissingTable, PropertyTable, SilentTable, type ViewProps } from "./tables.tsx";

interface Props extends DiscoveryProps {
  readonly searchParams: Promise<AskedQuery>;
}

const PAGE = 50;

export async function generateMetadata(props: DiscoveryProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "discovery")("title") };
}

/** What is received beside the plan, and what is planned and not received. */
export default async function DiscoveryPage(props: Props) {
  const opened = await openDiscovery(props);
  const { project, t, base } = opened;
  const address = readAddress(await pageQuery(props.searchParams));
  const [list, branches] = await Promise.all([
    loadList(project, address).catch((error: unknown) => {
      // A source that was chosen once and is no more.
      if (isUserError(error) && error.code === "not_found")
        redirect(`${base}${addressQuery({ ...address, source: "" })}`);
      throw error;
    }),
    mayActAs(project.role, "editor") ? listBranches(project, { going: true }) : undefined,
  ]);
  const rows = list[address.view];
  const pages = Math.max(1, Math.ceil(rows.length / PAGE));
  // Nobody stands on a page after the last.
  if (address.page > pages) redirect(`${base}${addressQuery({ ...address, page: 1 })}`);
  const { discovered } = list;
  const counts = { events: discovered.unplanned, missing: discovered.missing, silent: discovered.silent };
  const isAdoptable = address.view === "events" || address.view === "properties";
  const view: ViewProps = { opened, address, pages, from: (address.page - 1) * PAGE, to: address.page * PAGE, list };
  return (
    <>
      <PageHeader
        title={t("title")}
        text={t("text")}
        actions={
          <>
            <LinkButton href={`${base}/audit`}>{t("audit.open")}</LinkButton>
            <LinkButton href={`${base}/export${addressQuery(address)}`}>{t("csv")}</LinkButton>
          </>
        }
      />
      <Tabs
        label={t("title")}
        className="mb-4 px-4"
        current={address.view}
        items={VIEWS.map((key) => ({
          key,
          label: t(`view.${key}`),
          href: `${base}${addressQuery({ ...address, view: key, ...UNSORTED[key], page: 1 })}`,
          ...(key === "properties" ? {} : { count: counts[key].length }),
        }))}
      />
      <Filters opened={opened} address={address} />
      <p className="max-w-reading px-4 pb-3 text-grey-7">
        {t(`about.${address.view}`, { factor: address.factor, days: GAP_DAYS, gaps: GAPS_LEAST })}
      </p>
      <Bounds opened={opened} list={list} />
      {branches !== undefined && isAdoptable && rows.length > 0 ? (
        <AdoptForm
          t={t}
          slug={project.slug}
          query={addressQuery(address)}
          branches={branches.map(({ name }) => name).filter((name) => name !== MAIN)}
        >
          <ViewTable {...view} mayAdopt />
        </AdoptForm>
      ) : (
        <ViewTable {...view} />
      )}
    </>
  );
}

/** Each view begins in its own order. */
const UNSORTED = {
  events: { sort: "events", order: "descending" },
  properties: { sort: "events", order: "descending" },
  missing: { sort: "name", order: "ascending" },
  silent: { sort: "silence", order: "descending" },
} as const;

function ViewTable(props: ViewProps) {
  switch (props.address.view) {
    case "events":
      return <EventTable {...props} />;
    case "properties":
      return <PropertyTable {...props} />;
    case "missing":
      return <MissingTable {...props} />;
    case "silent":
      return <SilentTable {...props} />;
  }
}

/** What was not looked at. */
function Bounds({ opened, list }: { opened: Opened; list: Listed }) {
  const { language, project, t } = opened;
  const since = list.read?.since;
  const told = [
    ...(list.discovered.cut || list.read?.cut ? [t("cut")] : []),
    ...(since === undefined
      ? []
      : [
          t("since", {
            at: formatterOf(language, project.timeZone).dateTime(since, { dateStyle: "medium", timeStyle: "short" }),
          }),
        ]),
  ];
  if (told.length === 0) return null;
  return (
    <Notice tone="info" className="mx-4 mb-4">
      {told.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Notice>
  );
}

async function Filters({ opened, address }: { opened: Opened; address: DiscoveryAddress }) {
  const { project, t, language, base } = opened;
  const sources = await listSources(project, { archived: true });
  const source = translator(language, "source");
  const isFiltered = address.search !== "" || address.source !== "" || address.environment !== "";
  const every = { value: "", label: t("every") };
  return (
    <FilterForm
      path={`${base}${addressQuery({ view: address.view })}`}
      query={JSON.stringify(address)}
      search={{ label: t("search"), hint: t("searchHint"), value: address.search }}
      apply={t("apply")}
      clear={isFiltered ? t("clear") : undefined}
    >
      {address.view !== "events" && <input type="hidden" name="view" value={address.view} />}
      <FilterSelect
        name="days"
        label={t("span")}
        value={String(address.days)}
        options={DISCOVERY_DAYS.map((days) => ({ value: String(days), label: t("days", { days }) }))}
        className="w-40"
      />
      <FilterSelect
        name="environment"
        label={source("field.environment")}
        value={address.environment}
        options={[every, ...ENVIRONMENTS.map((value) => ({ value, label: source(`environment.${value}`) }))]}
        className="w-40"
      />
      <FilterSelect
        name="source"
        label={t("column.source")}
        value={address.source}
        options={[
          { value: "", label: t("everySource") },
          ...sources.map(({ slug, name }) => ({ value: slug, label: name || slug })),
        ]}
      />
      {address.view === "silent" && (
        <FilterSelect
          name="factor"
          label={t("factor")}
          value={String(address.factor)}
          options={SILENT_FACTORS.map((factor) => ({ value: String(factor), label: t("factorOption", { factor }) }))}
        />
      )}
    </FilterForm>
  );
}
