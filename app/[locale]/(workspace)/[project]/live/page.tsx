import type { Metadata } from "next";
import { Suspense } from "react";
import { listSources } from "../../../../../lib/access/source.ts";
import { printable } from "../../../../../lib/base/printable.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { MAIN } from "../../../../../lib/plan/store.ts";
import { branchesAtHand } from "../../../../../lib/plan/store-branch.ts";
import { latestVersion } from "../../../../../lib/plan/store-version.ts";
import { VERDICTS } from "../../../../../lib/violation/violation.ts";
import { type AskedQuery, pageQuery } from "../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { FilterForm, FilterSelect } from "../../../../_ui/filter-form.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import type { SelectOption } from "../../../../_ui/select.tsx";
import { Skeleton } from "../../../../_ui/skeleton.tsx";
import { TextProvider } from "../../../../_ui/text-provider.tsx";
import { ArrivalList } from "../sources/[source]/arrival-list.tsx";
import { loadArrivalsAction } from "../sources/actions.ts";
import { arrivalsOf } from "../sources/arrivals.ts";
import { type Opened, openSources, type SourcesProps } from "../sources/page-of.ts";
import { tryCallsAction } from "./actions.ts";
import { PayloadTester } from "./payload-tester.tsx";

interface Props extends SourcesProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: SourcesProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "source")("inspector.title") };
}

const EXAMPLE = `{
  "type": "track",
  "event": "",
  "userId": "person-1",
  "properties": {}
}`;

/** What the fields of the page offer; the first of each is all of them, or none. */
async function choicesOf({ project, t, language }: Opened) {
  const [sources, branches, published] = await Promise.all([
    listSources(project),
    branchesAtHand(project),
    latestVersion(project.projectId),
  ]);
  const named = sources.map(({ slug, name }) => ({ value: slug, label: printable(name) }));
  const drafts = branches
    .filter(({ state }) => state !== "merged" && state !== "closed")
    .map(({ name }) => ({ value: name, label: name === MAIN ? MAIN : printable(name) }));
  const events = (published?.plan.events ?? [])
    .map(({ id, name }) => ({ value: id, label: printable(name) }))
    .sort((a, b) => a.label.localeCompare(b.label, language));
  return {
    sources: named,
    drafts,
    source: [{ value: "", label: t("inspector.everySource") }, ...named],
    event: [{ value: "", label: t("inspector.everyEvent") }, ...events],
    branch: [{ value: "", label: t("inspector.noBranch") }, ...drafts],
  };
}

/** What arrives at every source as it arrives, filtered; and a box to test a call before anything sends it. */
export default async function LivePage(props: Props) {
  const opened = await openSources(props);
  const { language, project, t } = opened;
  const shell = translator(language, "shell");
  const path = `/${language}/${project.slug}/live`;
  const query = await pageQuery(props.searchParams);
  const choices = await choicesOf(opened);
  const offered = (options: readonly SelectOption[], value = "") =>
    options.find((option) => option.value === value)?.value ?? "";
  const source = offered(choices.source, query.source);
  const { search = "" } = query;
  const asked = {
    search,
    verdict: VERDICTS.find((verdict) => verdict === query.verdict) ?? "",
    event: offered(choices.event, query.event),
    branch: offered(choices.branch, query.branch),
  };
  const isFiltered = source !== "" || Object.values(asked).some((value) => value !== "");
  return (
    <>
      <PageHeader
        title={t("inspector.title")}
        text={t("inspector.text")}
        actions={<LinkButton href={`/${language}/${project.slug}/health`}>{t("health.link")}</LinkButton>}
      />
      <FilterForm
        path={path}
        query={JSON.stringify([source, asked])}
        search={{ label: t("live.search"), hint: t("live.searchHint"), value: search, className: "w-72" }}
        apply={t("live.apply")}
        clear={isFiltered ? t("live.clear") : undefined}
      >
        <FilterSelect name="source" label={t("inspector.source")} value={source} options={choices.source} />
        <FilterSelect name="event" label={t("inspector.event")} value={asked.event} options={choices.event} />
        <FilterSelect
          name="verdict"
          label={t("live.verdict")}
          value={asked.verdict}
          options={[
            { value: "", label: t("live.every") },
            ...VERDICTS.map((value) => ({ value, label: shell(`verdict.${value}`) })),
          ]}
        />
        <FilterSelect name="branch" label={t("inspector.branch")} value={asked.branch} options={choices.branch} />
      </FilterForm>
      <TextProvider language={language} areas={["source"]} timeZone={project.timeZone}>
        <div className="flex flex-col gap-8 px-4 pb-8">
          {/* What stands below what arrives comes with it, so that nothing moves. */}
          <Suspense fallback={<Skeleton className="h-96 w-full max-w-4xl" />}>
            <Arrivals opened={opened} source={source} asked={asked} isFiltered={isFiltered} />
            <PayloadTester
              slug={project.slug}
              sources={choices.sources}
              plans={[{ value: "", label: t("inspector.latest") }, ...choices.drafts]}
              example={EXAMPLE}
              judge={tryCallsAction}
            />
          </Suspense>
        </div>
      </TextProvider>
    </>
  );
}

interface Asked {
  readonly search: string;
  readonly verdict: string;
  readonly event: string;
  readonly branch: string;
}

/** The last events are read from the event store: the page is on its way by then. */
async function Arrivals(props: { opened: Opened; source: string; asked: Asked; isFiltered: boolean }) {
  const { opened, source, asked, isFiltered } = props;
  const { language, project } = opened;
  const { events } = await arrivalsOf(project, source, language, 0, asked);
  const violations = `/${language}/${project.slug}/violations`;
  return (
    <ArrivalList
      key={JSON.stringify([source, asked])}
      {...(isFiltered ? { asked } : {})}
      slug={project.slug}
      source={source}
      initial={events}
      load={loadArrivalsAction}
      violations={source === "" ? violations : `${violations}?source=${source}`}
    />
  );
}
