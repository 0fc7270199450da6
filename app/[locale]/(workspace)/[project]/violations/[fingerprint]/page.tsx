import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { printable } from "../../../../../../lib/base/printable.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { Plan } from "../../../../../../lib/plan/plan.ts";
import { loadPlan, MAIN } from "../../../../../../lib/plan/store.ts";
import { listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { latestVersion, listVersions } from "../../../../../../lib/plan/store-version.ts";
import { briefText } from "../../../../../../lib/violation/brief.ts";
import { loadReceived } from "../../../../../../lib/violation/received.ts";
import { findRemedies } from "../../../../../../lib/violation/remedy-run.ts";
import { loadViolation, type ViolationDetail } from "../../../../../../lib/violation/store.ts";
import { VIOLATION_TABLE } from "../../../../../../lib/violation/violation-table.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { savedDefinitions } from "../../../../../_access/saved-definitions.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Sparkline } from "../../../../../_ui/chart/sparkline.tsx";
import { CopyButton } from "../../../../../_ui/copy-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Stat } from "../../../../../_ui/stat.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { decideAction, previewReleaseAction, releaseAction, remedyAction } from "../actions.ts";
import { assignees, type Opened, openViolations, type ViolationsProps } from "../page-of.ts";
import { STATE_TONES } from "../state-tone.ts";
import { trendValues } from "../trend-values.ts";
import { callSites } from "./call-sites.ts";
import { DecisionForm } from "./decision-form.tsx";
import { ReceivedList } from "./received-list.tsx";
import { ReleasePanel } from "./release-panel.tsx";
import { RemedyForm } from "./remedy-form.tsx";
import { SampleList } from "./sample-list.tsx";

interface Props extends ViolationsProps {
  readonly params: Promise<{ locale: string; project: string; fingerprint: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "violation")("one") };
}

function orNotFound(error: unknown): never {
  if (isUserError(error) && error.code === "not_found") notFound();
  throw error;
}

/** The violation and the plan it is read with. */
async function load(
  { project, language }: Opened,
  fingerprint: string,
): Promise<{ readonly violation: ViolationDetail; readonly plan: Plan | undefined }> {
  const [latest, definitions] = await Promise.all([
    latestVersion(project.projectId),
    savedDefinitions(project, language),
  ]);
  const plan = latest?.plan;
  const violation = await loadViolation(project, fingerprint, {
    definitions,
    ...(plan === undefined ? {} : { plan }),
  });
  return { violation, plan };
}

/** What changing the plan could do, and the branches that could take it; nothing for whoever may not. */
async function remedyIn({ project }: Opened, fingerprint: string) {
  if (!mayActAs(project.role, "editor")) return undefined;
  const { plan } = await loadPlan(project, MAIN);
  const remedies = await findRemedies(project, fingerprint, plan);
  if (remedies.length === 0) return undefined;
  const branches = (await listBranches(project, { going: true })).map(({ name }) => name);
  return { remedies, branches: branches.filter((name) => name !== MAIN) };
}

const TREND_DAYS = 30;

/** Events within the days of the trend; a violation may be older. */
function recent({ trend }: ViolationDetail): number {
  return trend.reduce((sum, { events }) => sum + events, 0);
}

/** One violation: what it is, whom it keeps out, what it moves, samples, and what to do about it. */
export default async function ViolationPage(props: Props) {
  const opened = await openViolations(props);
  const { language, project, t } = opened;
  const { fingerprint } = await props.params;
  const mayEdit = mayActAs(project.role, "editor");
  // Each as soon as what it needs is there: the first byte waits for all of them.
  const loading = load(opened, fingerprint);
  const [{ violation, plan }, received, sites, mend, published, people] = await Promise.all([
    loading,
    loading.then((loaded) => loadReceived(project, loaded.violation, loaded.plan)),
    loading.then((loaded) => callSites(project, loaded.violation)),
    remedyIn(opened, fingerprint),
    listVersions(project),
    mayEdit ? assignees(project) : [],
  ]).catch(orNotFound);
  const url = `${readEnv().publicUrl}${opened.base}/${violation.fingerprint}`;
  const brief = briefText(language, { violation, received, plan, sites, url, timeZone: project.timeZone });
  const format = formatterOf(language, project.timeZone);
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  const versions = violation.appVersions.filter((version) => version !== "");
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [t("fact.event"), <code key="event">{printable(violation.eventName)}</code>],
    [t("fact.where"), <code key="where">{violation.path === "" ? t("fact.whole") : violation.path}</code>],
    [t("column.firstSeen"), moment(violation.firstSeen)],
    [t("column.lastSeen"), moment(violation.lastSeen)],
    [t("column.sources"), violation.sources.map((source) => source.name || source.slug).join(", ")],
    [t("column.versions"), versions.length === 0 ? t("fact.noVersion") : versions.join(", ")],
    ...(violation.assignee === undefined ? [] : [[t("desk.field.assigned"), violation.assignee.name] as const]),
    [t("fact.planVersions"), violation.planVersions.map((version) => format.number(version)).join(", ")],
  ];
  return (
    <>
      <PageHeader
        title={violation.message[language]}
        text={VIOLATION_TABLE[violation.code].hint[language]}
        actions={
          <>
            <Badge tone={STATE_TONES[violation.state]}>{t(`state.${violation.state}`)}</Badge>
            <CopyButton text={brief} label={t("brief.copy")} />
          </>
        }
      />
      <div className="flex flex-col gap-6 px-4 pb-8">
        <div className="flex flex-wrap gap-x-8 gap-y-3">
          <Stat label={t("column.users")} value={format.number(violation.users)} />
          <Stat label={t("column.events")} value={format.number(violation.events)} />
          <Stat label={t("column.held")} value={<span data-held>{format.number(violation.held)}</span>} />
          <Stat
            label={t("column.trend")}
            value={
              <Sparkline
                values={trendValues(violation.trend, TREND_DAYS, project.timeZone)}
                label={t("trend", { count: recent(violation), days: TREND_DAYS })}
                className="h-6 w-24"
              />
            }
            note={t("trend", { count: recent(violation), days: TREND_DAYS })}
          />
        </div>
        <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="flex min-w-0 flex-col gap-6">
            <dl className="grid max-w-3xl grid-cols-[fit-content(45%)_1fr] gap-x-6 gap-y-1">
              {facts.map(([label, value]) => (
                <div key={label} className="contents">
                  <dt className="text-grey-7">{label}</dt>
                  <dd className="min-w-0 break-words">{value}</dd>
                </div>
              ))}
            </dl>
            <ReceivedList t={t} received={received} format={format} />
            <Affected violation={violation} opened={opened} />
            <SampleList opened={opened} violation={violation} plan={plan} />
          </div>
          <div className="flex min-w-0 flex-col gap-6">
            {mend?.remedies.map((remedy) => (
              <RemedyForm
                key={remedy}
                t={t}
                slug={project.slug}
                fingerprint={violation.fingerprint}
                remedy={remedy}
                branches={mend.branches}
                action={remedyAction}
              />
            ))}
            <TextProvider language={language} areas={["violation"]} timeZone={project.timeZone}>
              <ReleasePanel
                slug={project.slug}
                fingerprint={violation.fingerprint}
                held={violation.held}
                versions={published.map(({ version }) => version)}
                mayRelease={mayEdit}
                preview={previewReleaseAction}
                release={releaseAction}
              />
            </TextProvider>
            {mayEdit && (
              <DecisionForm t={t} slug={project.slug} violation={violation} people={people} action={decideAction} />
            )}
          </div>
        </div>
      </div>
    </>
  );
}

function Affected({ violation, opened }: { violation: ViolationDetail; opened: Opened }) {
  const { language, project, t } = opened;
  return (
    <section aria-labelledby="affected">
      <h2 id="affected" className="font-semibold">
        {t("affected.title")}
      </h2>
      {violation.affected.length === 0 ? (
        <p className="text-grey-7">{t("affected.none")}</p>
      ) : (
        <ul className="list-disc pl-5">
          {violation.affected.map((item) => (
            <li key={item.id}>
              <TextLink
                href={`/${language}/${project.slug}/${item.kind === "cohort" ? "cohorts" : "reports"}/${item.id}`}
              >
                {item.name}
              </TextLink>{" "}
              <span className="text-grey-7">{t(`affected.${item.kind}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
