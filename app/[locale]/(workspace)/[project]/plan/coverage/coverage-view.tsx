import type { ReactNode } from "react";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { localized, translator } from "../../../../../../lib/i18n/translator.ts";
import type { DecisionCoverage, IdleProperty } from "../../../../../../lib/plan/coverage.ts";
import { coverageGaps } from "../../../../../../lib/plan/coverage-gap.ts";
import type { PlanEvent } from "../../../../../../lib/plan/plan.ts";
import type { KnownCoverage } from "../../../../../_evidence/plan-coverage.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { Stat } from "../../../../../_ui/stat.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import type { OpenedPlan } from "../branch-view.ts";
import { findingPlace } from "../findings/finding-place.ts";
import { planHref } from "../templates/template-href.ts";
import { stopCollectingAction } from "./actions.ts";
import { CoverageGaps, gapPlace } from "./coverage-gaps.tsx";
import { CriticalEvents } from "./critical-events.tsx";
import { PersonId } from "./person-id.tsx";
import { StopCollecting } from "./stop-collecting.tsx";

/** Rows of one table: the rest is counted. */
const SHOWN_MAX = 100;

interface Props {
  readonly opened: OpenedPlan;
  readonly coverage: KnownCoverage;
}

/** What is decided on without knowing, collected without use, watched first. */
export function CoverageView({ opened, coverage }: Props) {
  const { language, plan, view } = opened;
  const t = translator(language, "coverage");
  const { decisions, servingNothing, idle, counted } = coverage;
  if (plan.decisions.length === 0 && plan.events.length === 0)
    return (
      <EmptyState
        title={t("emptyTitle")}
        text={t("emptyText")}
        action={<LinkButton href={planHref(language, view, "decisions")}>{t("toDecisions")}</LinkButton>}
      />
    );
  const covered = decisions.filter(({ isFed }) => isFed).length;
  const of = (part: number, whole: number) => t("of", { part, whole });
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-8">
      <CoverageGaps gaps={coverageGaps(coverage, plan.settings)} language={language} />
      <div className="flex flex-wrap gap-x-8 gap-y-3 pb-2">
        <Stat label={t("decisions.figure")} value={of(covered, decisions.length)} />
        <Stat label={t("events.figure")} value={of(counted.events - servingNothing.length, counted.events)} />
        <Stat label={t("idle.figure")} value={of(counted.properties - idle.length, counted.properties)} />
      </div>
      <Decisions {...{ opened, rows: decisions }} />
      <ServingNothing {...{ opened, rows: servingNothing }} />
      <Idle {...{ opened, coverage }} />
      <CriticalEvents
        critical={coverage.critical.map(({ id, name }) => ({ id, name }))}
        candidates={candidatesOf(plan.events)}
        events={counted.events}
      />
      <PersonId settings={plan.settings} />
    </div>
  );
}

function Section(props: { id: string; title: string; text: string; children: ReactNode }) {
  return (
    <section id={props.id} className="pt-6">
      <h2 className="font-semibold text-title">{props.title}</h2>
      <p className="max-w-reading pb-2 text-grey-7">{props.text}</p>
      {props.children}
    </section>
  );
}

function More({ opened, count }: { opened: OpenedPlan; count: number }) {
  if (count <= SHOWN_MAX) return null;
  return (
    <p className="pt-2 text-grey-7">{translator(opened.language, "coverage")("more", { count: count - SHOWN_MAX })}</p>
  );
}

function Decisions({ opened, rows }: { opened: OpenedPlan; rows: readonly DecisionCoverage[] }) {
  const { language, view } = opened;
  const t = translator(language, "coverage");
  return (
    <Section id={gapPlace("decisions")} title={t("decisions.title")} text={t("decisions.text")}>
      <Table
        caption={t("decisions.title")}
        rows={rows.slice(0, SHOWN_MAX)}
        rowKey={({ decision }) => decision.id}
        empty={<p className="text-grey-7">{t("decisions.none")}</p>}
        columns={[
          {
            key: "decision",
            label: t("decisions.decision"),
            heading: true,
            cell: ({ decision }) => (
              <TextLink href={planHref(language, view, "decisions", { decision: decision.id })}>
                {localized(decision.name, language, decision.id)}
              </TextLink>
            ),
          },
          {
            key: "metrics",
            label: t("decisions.metrics"),
            cell: ({ metrics }) => metrics.map(({ id, name }) => localized(name, language, id)).join(", "),
          },
          {
            key: "events",
            label: t("decisions.events"),
            cell: ({ events }) =>
              events.length === 0 ? (
                <Badge tone="warning">{t("decisions.noEvent")}</Badge>
              ) : (
                t("decisions.count", { count: events.length })
              ),
          },
        ]}
      />
      <More opened={opened} count={rows.length} />
    </Section>
  );
}

function ServingNothing({ opened, rows }: { opened: OpenedPlan; rows: readonly PlanEvent[] }) {
  const { language, view } = opened;
  const t = translator(language, "coverage");
  return (
    <Section id={gapPlace("events")} title={t("events.title")} text={t("events.text")}>
      <Table
        caption={t("events.title")}
        rows={rows.slice(0, SHOWN_MAX)}
        rowKey={({ id }) => id}
        empty={<p className="text-grey-7">{t("events.none")}</p>}
        columns={[
          {
            key: "event",
            label: t("events.event"),
            heading: true,
            cell: ({ id, name }) => (
              <TextLink className="font-mono" href={planHref(language, view, "", { event: id, tab: "definition" })}>
                {name}
              </TextLink>
            ),
          },
          { key: "owner", label: t("events.owner"), cell: ({ owner }) => owner ?? "" },
          {
            key: "description",
            label: t("events.description"),
            cell: ({ description }) => localized(description, language),
          },
        ]}
      />
      <More opened={opened} count={rows.length} />
    </Section>
  );
}

function Idle({ opened, coverage }: Props) {
  const { language, plan, project, view } = opened;
  const t = translator(language, "coverage");
  const format = formatterOf(language, project.timeZone);
  const day = (date: Date) => format.dateTime(date, { dateStyle: "medium" });
  const since = day(coverage.readsSince);
  const rows = coverage.idle;
  return (
    <Section id={gapPlace("idle")} title={t("idle.title")} text={t("idle.text")}>
      <Table
        caption={t("idle.title")}
        rows={rows.slice(0, SHOWN_MAX)}
        rowKey={({ placed }) => placed.path}
        empty={<p className="text-grey-7">{t("idle.none")}</p>}
        columns={[
          {
            key: "property",
            label: t("idle.property"),
            heading: true,
            cell: ({ placed }) => {
              const { about, screen, query } = findingPlace(plan, placed.path, language);
              return (
                <TextLink className="font-mono" href={planHref(language, view, screen, query)}>
                  {about}
                </TextLink>
              );
            },
          },
          {
            key: "read",
            label: t("idle.read"),
            cell: ({ lastRead }) => (lastRead ? day(lastRead) : t("idle.never", { since })),
          },
          {
            key: "act",
            label: t("idle.act"),
            cell: (row) => <IdleAct row={row} opened={opened} />,
          },
        ]}
      />
      <More opened={opened} count={rows.length} />
    </Section>
  );
}

function IdleAct({ row, opened }: { row: IdleProperty; opened: OpenedPlan }) {
  const t = translator(opened.language, "coverage");
  if (!row.isProved) return <span className="text-grey-7">{t("idle.tooEarly")}</span>;
  // A draft beside a protected main is exactly what is asked for.
  if (opened.locked !== undefined && opened.locked !== "protected")
    return <Badge tone="warning">{t("idle.proved")}</Badge>;
  const { slug, branch } = opened.view;
  return (
    <StopCollecting
      slug={slug}
      branch={branch}
      property={row.placed.property.id}
      name={row.placed.name}
      stop={stopCollectingAction}
    />
  );
}

const CANDIDATES_MAX = 10;

/** Events that mean something to the business and serve a decision, before others. */
function candidatesOf(events: readonly PlanEvent[]): { readonly id: string; readonly name: string }[] {
  const weight = ({ roles, serves }: PlanEvent) => roles.length + serves.decisions.length + serves.metrics.length;
  return events
    .filter((event) => !event.critical && event.status !== "deprecated" && weight(event) > 0)
    .toSorted((a, b) => weight(b) - weight(a))
    .slice(0, CANDIDATES_MAX)
    .map(({ id, name }) => ({ id, name }));
}
