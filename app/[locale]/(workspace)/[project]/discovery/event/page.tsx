import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { printable } from "../../../../../../lib/base/printable.ts";
import { type EventProfile, loadEventProfile, type ProfiledProperty } from "../../../../../../lib/discovery/profile.ts";
import { typeText } from "../../../../../../lib/document/type-text.ts";
import { shareText } from "../../../../../../lib/i18n/share-text.ts";
import { type Formatter, formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { ChartFrame } from "../../../../../_ui/chart/chart-frame.tsx";
import { TrendChart } from "../../../../../_ui/chart/trend-chart.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Stat } from "../../../../../_ui/stat.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { addressQuery, type DiscoveryProps, filterOf, type Opened, openDiscovery, readAddress } from "../page-of.ts";

interface Props extends DiscoveryProps {
  readonly searchParams: Promise<AskedQuery>;
}

const DAY = 86_400_000;

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { name } = await pageQuery(props.searchParams);
  return {
    title: name ? printable(name) : translator(pageLanguage((await props.params).locale), "discovery")("title"),
  };
}

/** One event as it comes: how many a day, how often each property is filled, and with which values. */
export default async function DiscoveredEventPage(props: Props) {
  const opened = await openDiscovery(props);
  const { language, project, t, base } = opened;
  const asked = await pageQuery(props.searchParams);
  const { days, environment, source } = readAddress(asked);
  const back = `${base}${addressQuery({ days, environment, source })}`;
  const call = { callType: asked.type ?? "", name: asked.name ?? "" };
  const address = readAddress({ days: String(days), environment, source });
  const profile = await loadEventProfile(project, filterOf(address), call).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") redirect(back);
    throw error;
  });
  const format = formatterOf(language, project.timeZone);
  return (
    <>
      <PageHeader
        title={call.name === "" ? t("title") : <code className="break-all">{printable(call.name)}</code>}
        text={t("event.text", { days })}
        actions={
          <>
            <Badge tone={profile.eventId === undefined ? "warning" : "good"}>
              {t(profile.eventId === undefined ? "event.unplanned" : "event.planned")}
            </Badge>
            <LinkButton href={back}>{t("event.back")}</LinkButton>
          </>
        }
      />
      {profile.events === 0 ? (
        <EmptyState
          title={t("event.none")}
          text={t("event.noneText")}
          action={<LinkButton href={back}>{t("event.back")}</LinkButton>}
        />
      ) : (
        <div className="flex flex-col gap-8 pb-8">
          <div className="flex flex-col gap-4 px-4">
            <Stat label={t("column.events")} value={format.number(profile.events)} />
            <Volume opened={opened} profile={profile} days={days} />
          </div>
          <Properties opened={opened} profile={profile} format={format} />
        </div>
      )}
    </>
  );
}

/** Every day of the span, those without any too; today is not over. */
function Volume({ opened, profile, days }: { opened: Opened; profile: EventProfile; days: number }) {
  const { language, project, t } = opened;
  const counted = new Map(profile.days.map(({ day, events }) => [day, events]));
  const dayOf = new Intl.DateTimeFormat("en-CA", { timeZone: project.timeZone });
  const now = Date.now();
  const names = new Set(Array.from({ length: days + 1 }, (_, at) => dayOf.format(now - (days - at) * DAY)));
  const format = formatterOf(language, "UTC");
  const points = [...names].map((day) => ({
    label: format.dateTime(new Date(`${day}T12:00:00Z`), { day: "numeric", month: "short" }),
    value: counted.get(day) ?? 0,
    incomplete: day === dayOf.format(now),
  }));
  const title = t("event.volume");
  return (
    <ChartFrame
      title={title}
      fileName={`${project.slug}-volume`}
      rule={t("event.volumeRule", { zone: project.timeZone })}
      table={{
        columns: [t("event.day"), t("column.events")],
        rows: points.map(({ label, value }) => [label, value]),
      }}
    >
      <TrendChart kind="bar" label={title} series={[{ key: "events", name: t("column.events"), points }]} />
    </ChartFrame>
  );
}

function Properties({ opened, profile, format }: { opened: Opened; profile: EventProfile; format: Formatter }) {
  const { language, t } = opened;
  const plan = translator(language, "plan");
  return (
    <section aria-labelledby="profile-properties">
      <h2 id="profile-properties" className="px-4 pb-1 font-semibold">
        {t("event.properties")}
      </h2>
      <p className="max-w-reading px-4 pb-2 text-grey-7">
        {profile.since === undefined
          ? t("event.propertiesText")
          : t("since", { at: format.dateTime(profile.since, { dateStyle: "medium", timeStyle: "short" }) })}
      </p>
      <Table
        caption={t("event.table")}
        rows={profile.properties}
        rowKey={({ property }) => property}
        empty={<EmptyState title={t("event.noProperty")} text={t("event.noPropertyText")} />}
        columns={[
          {
            key: "property",
            label: t("column.property"),
            heading: true,
            className: "max-w-[18em]",
            cell: ({ property }) => <code className="break-all">{printable(property)}</code>,
          },
          {
            key: "planned",
            label: t("event.inPlan"),
            cell: ({ planned }) => t(planned ? "event.yes" : "event.no"),
          },
          { key: "kind", label: t("column.inferred"), cell: ({ candidate }) => typeText(candidate.type, plan) },
          {
            key: "share",
            label: t("event.fill"),
            align: "end",
            cell: ({ share }) => shareText(format, share),
          },
          {
            key: "values",
            label: t("event.values"),
            className: "max-w-[26em] break-words",
            cell: (row) => <Values row={row} format={format} opened={opened} />,
          },
        ]}
      />
    </section>
  );
}

/** The most frequent values, and for numbers where they lie. */
function Values({ row, format, opened }: { row: ProfiledProperty; format: Formatter; opened: Opened }) {
  const { t } = opened;
  const [least, quarter, half, threeQuarters, greatest] = row.spread ?? [];
  return (
    <>
      {row.values.map(({ text, events }, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two values may look the same once they are shortened.
        <span key={at} className="mr-3 inline-block">
          <code className="break-all">{text === "" ? "\u201c\u201d" : text}</code>{" "}
          <span className="text-grey-7">{shareText(format, events / Math.max(row.events, 1))}</span>
        </span>
      ))}
      {greatest !== undefined && (
        <span className="block text-grey-7">
          {t("event.spread", {
            least: format.number(least ?? 0),
            quarter: format.number(quarter ?? 0),
            half: format.number(half ?? 0),
            threeQuarters: format.number(threeQuarters ?? 0),
            greatest: format.number(greatest),
          })}
        </span>
      )}
    </>
  );
}
