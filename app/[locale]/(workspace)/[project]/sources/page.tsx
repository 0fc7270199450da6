import type { Metadata } from "next";
import { type ReactNode, Suspense } from "react";
import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { listSources, type SourceSummary } from "../../../../../lib/access/source.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { type Health, loadHealth } from "../../../../../lib/ingest/health.ts";
import { type AskedQuery, pageQuery } from "../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { Badge } from "../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { GaugeLine } from "../../../../_ui/gauge-line.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { Skeleton } from "../../../../_ui/skeleton.tsx";
import { Table } from "../../../../_ui/table.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import { openSources, type SourcesProps } from "./page-of.ts";

interface Props extends SourcesProps {
  readonly searchParams: Promise<AskedQuery>;
}

const DAYS_7 = 7 * 86_400_000;
/** What the page waits for its counts: mostly they are there, and part of it also where no script runs. */
const SOON_MS = 80;

export async function generateMetadata(props: SourcesProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "source")("title") };
}

/** Where events come from, and how they fared over the last seven days. */
export default async function SourcesPage(props: Props) {
  const { language, project, t, base } = await openSources(props);
  const query = await pageQuery(props.searchParams);
  const archived = query.archived === "1";
  // Counting may take longer than anything else here: the page does not wait for it, unless it is asked to.
  const health = loadHealth(project, { from: new Date(Date.now() - DAYS_7) });
  health.catch(() => undefined);
  const all = await listSources(project, { archived: true });
  const counted = query.counted === "1" ? await health : await soon(health, SOON_MS);
  const sources = all.filter((source) => (source.archivedAt !== null) === archived);
  const format = formatterOf(language, project.timeZone);
  const mayCreate = mayActAs(project.role, "editor");
  const create = mayCreate && (
    <LinkButton href={`${base}/new`} tone="primary">
      {t("create")}
    </LinkButton>
  );
  const hasArchived = all.some((source) => source.archivedAt !== null);
  return (
    <>
      <PageHeader
        title={archived ? t("archivedTitle") : t("title")}
        text={t("text")}
        actions={
          <>
            <LinkButton href={`/${language}/${project.slug}/health`}>{t("health.link")}</LinkButton>
            <LinkButton href={`/${language}/${project.slug}/discovery`}>
              {translator(language, "discovery")("title")}
            </LinkButton>
            <LinkButton href={`/${language}/${project.slug}/acceptance`}>
              {translator(language, "acceptance")("title")}
            </LinkButton>
            {(hasArchived || archived) && (
              <LinkButton href={archived ? base : `${base}?archived=1`}>
                {archived ? t("showActive") : t("showArchived")}
              </LinkButton>
            )}
            {create}
          </>
        }
      />
      {counted === undefined && (
        <noscript>
          <p className="px-4 pb-3">
            <TextLink href={`${base}?${archived ? "archived=1&" : ""}counted=1`}>{t("countedToo")}</TextLink>
          </p>
        </noscript>
      )}
      <Table
        caption={t("title")}
        rows={sources}
        rowKey={(source) => source.id}
        empty={<EmptyState title={t("none")} text={t("noneText")} action={create} />}
        columns={[
          {
            key: "name",
            label: t("field.name"),
            heading: true,
            cell: (source) => <TextLink href={`${base}/${source.slug}`}>{source.name}</TextLink>,
          },
          { key: "slug", label: t("field.slug"), cell: (source) => <code>{source.slug}</code> },
          { key: "platform", label: t("field.platform"), cell: (source) => t(`platform.${source.platform}`) },
          {
            key: "environment",
            label: t("field.environment"),
            cell: (source) => (
              <Badge tone={source.environment === "production" ? "accent" : "neutral"}>
                {t(`environment.${source.environment}`)}
              </Badge>
            ),
          },
          { key: "mode", label: t("field.mode"), cell: (source) => t(`mode.${source.mode}`) },
          {
            key: "received",
            label: t("received7"),
            align: "end",
            cell: (source) => {
              const href = `/${language}/${project.slug}/violations?source=${source.slug}`;
              const cell = (known: Health) => <ReceivedCell health={known} {...{ source, format, href }} />;
              // As large as what comes, so that nothing moves.
              const fallback = <Skeleton className="inline-block h-10 w-32" />;
              return counted ? cell(counted) : <Later health={health} cell={cell} fallback={fallback} />;
            },
          },
          {
            key: "last",
            label: t("lastReceived"),
            cell: (source) => {
              const cell = (known: Health) => lastReceived(known, source, format) ?? t("never");
              const fallback = <Skeleton className="w-28" />;
              return counted ? cell(counted) : <Later health={health} cell={cell} fallback={fallback} />;
            },
          },
        ]}
      />
    </>
  );
}

/** What comes within the time, else nothing. */
async function soon<T>(coming: Promise<T>, ms: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, ms, undefined);
  });
  return Promise.race([coming, late]).finally(() => clearTimeout(timer));
}

interface LaterCell {
  readonly health: Promise<Health>;
  readonly cell: (health: Health) => ReactNode;
}

/** A cell whose counts come after the page. */
function Later({ fallback, ...props }: LaterCell & { fallback: ReactNode }) {
  return (
    <Suspense fallback={fallback}>
      <Arrived {...props} />
    </Suspense>
  );
}

async function Arrived({ health, cell }: LaterCell) {
  return cell(await health);
}

type Format = ReturnType<typeof formatterOf>;

function countsOf({ bySource }: Health, { number }: SourceSummary): Health["bySource"] {
  return bySource.filter((one) => one.source.number === number);
}

function ReceivedCell(props: { health: Health; source: SourceSummary; format: Format; href: string }) {
  const counts = countsOf(props.health, props.source);
  const sum = (key: "received" | "conformant" | "violating" | "unplanned" | "malformed") =>
    counts.reduce((total, one) => total + one[key], 0);
  return (
    <span className="inline-flex w-32 flex-col gap-1">
      {props.format.number(sum("received"))}
      <GaugeLine
        shares={{
          conformant: sum("conformant"),
          violating: sum("violating"),
          unplanned: sum("unplanned"),
          malformed: sum("malformed"),
        }}
        href={props.href}
      />
    </span>
  );
}

function lastReceived(health: Health, source: SourceSummary, format: Format): string | undefined {
  const times = countsOf(health, source).map((one) => one.lastReceived.getTime());
  if (times.length === 0) return undefined;
  return format.dateTime(new Date(Math.max(...times)), { dateStyle: "short", timeStyle: "short" });
}
