import type { Metadata } from "next";
import { printable } from "../../../../../lib/base/printable.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { type Counts, type HealthRow, loadHealth } from "../../../../../lib/ingest/health.ts";
import { loadScore, scored } from "../../../../../lib/ingest/score.ts";
import { type AskedQuery, pageQuery } from "../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { GaugeLine } from "../../../../_ui/gauge-line.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { pagesBeside, Table } from "../../../../_ui/table.tsx";
import { openSources, type SourcesProps } from "../sources/page-of.ts";
import { ScoreSection, ScoreTables, scoreText } from "./score-section.tsx";

interface Props extends SourcesProps {
  readonly searchParams: Promise<AskedQuery>;
}

const DAY = 86_400_000;
const PAGE = 100;
const SPANS = [1, 7, 30] as const;
const VERDICTS = ["conformant", "violating", "unplanned", "malformed"] as const;

export async function generateMetadata(props: SourcesProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "source")("health.title") };
}

function spanOf(text: string | undefined): number {
  return SPANS.find((days) => String(days) === text) ?? 1;
}

/** Received = conformant + violating + unplanned + malformed, duplicates apart, per source and hour. */
export default async function HealthPage(props: Props) {
  const { language, project, t } = await openSources(props);
  const shell = translator(language, "shell");
  const asked = await pageQuery(props.searchParams);
  const days = spanOf(asked.days);
  const health = await loadHealth(project, { from: new Date(Date.now() - days * DAY) });
  const score = await loadScore(project, health);
  const quality = { language, timeZone: project.timeZone, score };
  const format = formatterOf(language, project.timeZone);
  const base = `/${language}/${project.slug}/health`;
  const pages = Math.max(1, Math.ceil(health.byHour.length / PAGE));
  const page = Math.min(pages, Math.max(1, Number(asked.page) || 1));
  const hours = [...health.byHour]
    .sort((a, b) => b.hour.getTime() - a.hour.getTime())
    .slice((page - 1) * PAGE, page * PAGE);
  const countColumns = [
    {
      key: "received",
      label: heading(t("health.received")),
      align: "end" as const,
      cell: (row: Counts) => format.number(row.received),
    },
    ...VERDICTS.map((verdict) => ({
      key: verdict,
      label: heading(shell(`verdicts.${verdict}`)),
      align: "end" as const,
      cell: (row: Counts) => format.number(row[verdict]),
    })),
    {
      key: "duplicates",
      label: heading(t("health.duplicates")),
      align: "end" as const,
      cell: (row: Counts) => format.number(row.duplicates),
    },
  ];
  const { total } = health;
  return (
    <>
      <PageHeader
        title={t("health.title")}
        text={t("health.text")}
        actions={
          <>
            <LinkButton href={`/${language}/${project.slug}/live`}>{t("inspector.title")}</LinkButton>
            <LinkButton href={`/${language}/${project.slug}/alerts`}>
              {translator(language, "alert")("title")}
            </LinkButton>
            {SPANS.map((span) => (
              <LinkButton key={span} href={`${base}?days=${span}`} aria-current={span === days ? "true" : undefined}>
                {t("health.days", { days: span })}
              </LinkButton>
            ))}
          </>
        }
      />
      {total.received + total.duplicates === 0 ? (
        <EmptyState
          title={t("health.none")}
          text={t("health.noneText")}
          action={<LinkButton href={`/${language}/${project.slug}/sources`}>{t("title")}</LinkButton>}
        />
      ) : (
        <div className="flex flex-col gap-6 pb-8">
          <section aria-label={t("health.total")} className="mx-4 max-w-3xl rounded border p-4">
            <p className="text-title tabular-nums" data-equation>
              {t("health.equation", {
                received: total.received,
                conformant: total.conformant,
                violating: total.violating,
                unplanned: total.unplanned,
                malformed: total.malformed,
              })}
            </p>
            <GaugeLine shares={total} href={`/${language}/${project.slug}/violations`} className="my-2" />
            <p className="text-grey-7">{t("health.apart", { count: total.duplicates })}</p>
          </section>
          <ScoreSection {...quality} />
          <div>
            <h2 className="px-4 pb-1 font-semibold">{t("health.bySource")}</h2>
            <Table
              caption={t("health.bySource")}
              rows={health.bySource}
              rowKey={(row) => `${row.source.number} ${row.environment}`}
              columns={[
                {
                  key: "source",
                  label: t("health.source"),
                  heading: true,
                  cell: (row) => row.source.name || row.source.number,
                },
                {
                  key: "environment",
                  label: t("field.environment"),
                  cell: (row) => environmentName(row.environment, t),
                },
                ...countColumns,
                {
                  key: "score",
                  label: translator(language, "score")("column"),
                  align: "end" as const,
                  cell: (row) => scoreText(format, scored(row.received, row.conformant)),
                },
              ]}
            />
          </div>
          {health.handled.length > 0 && (
            <div>
              <h2 className="px-4 pb-1 font-semibold">{t("health.handled")}</h2>
              <p className="max-w-reading px-4 pb-2 text-grey-7">{t("health.handledText")}</p>
              <Table
                caption={t("health.handled")}
                rows={health.handled}
                rowKey={(row) => `${row.source.number} ${row.environment} ${row.handling}`}
                columns={[
                  {
                    key: "handling",
                    label: t("health.handling"),
                    heading: true,
                    cell: (row) => t(`health.handlings.${row.handling}`),
                  },
                  { key: "source", label: t("health.source"), cell: (row) => row.source.name || row.source.number },
                  {
                    key: "environment",
                    label: t("field.environment"),
                    cell: (row) => environmentName(row.environment, t),
                  },
                  {
                    key: "events",
                    label: t("health.handledEvents"),
                    align: "end" as const,
                    cell: (row) => format.number(row.events),
                  },
                  {
                    key: "places",
                    label: t("health.handledPlaces"),
                    className: "max-w-[32em]",
                    cell: (row) => <code className="break-all">{row.places.map(printable).join(" ")}</code>,
                  },
                ]}
              />
            </div>
          )}
          <ScoreTables {...quality} />
          <div>
            <h2 className="px-4 pb-1 font-semibold">{t("health.byHour")}</h2>
            <Table
              caption={t("health.byHour")}
              rows={hours}
              rowKey={(row) => `${row.source.number} ${row.environment} ${row.hour.getTime()}`}
              paging={{
                label: t("health.byHour"),
                position: t("health.page", { page, pages }),
                ...pagesBeside(page, pages, (other) => `${base}?days=${days}&page=${other}`, {
                  previous: t("health.previous"),
                  next: t("health.next"),
                }),
              }}
              columns={[
                {
                  key: "hour",
                  label: t("health.hour"),
                  heading: true,
                  cell: (row: HealthRow) => format.dateTime(row.hour, { dateStyle: "medium", timeStyle: "short" }),
                },
                { key: "source", label: t("health.source"), cell: (row) => row.source.name || row.source.number },
                ...countColumns,
              ]}
            />
          </div>
        </div>
      )}
    </>
  );
}

/** A word of a sentence as the heading of a column. */
function heading(word: string) {
  return <span className="inline-block first-letter:uppercase">{word}</span>;
}

function environmentName(environment: string, t: Awaited<ReturnType<typeof openSources>>["t"]): string {
  return environment === "production" || environment === "staging" || environment === "development"
    ? t(`environment.${environment}`)
    : environment;
}
