import type { ReactNode } from "react";
import { printable } from "../../../../../lib/base/printable.ts";
import type { SourceName } from "../../../../../lib/discovery/discovery.ts";
import type { NamedCall } from "../../../../../lib/discovery/received.sql.ts";
import { typeText } from "../../../../../lib/document/type-text.ts";
import { shareText } from "../../../../../lib/i18n/share-text.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { EmptyState } from "../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { type Column, type Paging, pagesBeside, Table } from "../../../../_ui/table.tsx";
import { TextLink } from "../../../../_ui/text-link.tsx";
import type { Listed } from "./list.ts";
import { addressQuery, type DiscoveryAddress, type Opened, type Sort } from "./page-of.ts";

export interface ViewProps {
  readonly opened: Opened;
  readonly address: DiscoveryAddress;
  readonly list: Listed;
  readonly pages: number;
  /** The rows of the page. */
  readonly from: number;
  readonly to: number;
  readonly mayAdopt?: boolean;
}

function paging({ opened, address, pages }: ViewProps, total: number): Paging {
  const { t, base } = opened;
  return {
    label: t(`view.${address.view}`),
    position: t("position", { page: address.page, pages, total }),
    ...pagesBeside(address.page, pages, (page) => `${base}${addressQuery({ ...address, page })}`, {
      previous: t("previous"),
      next: t("next"),
    }),
  };
}

/** What every table of the page has: its name, its order, its pages and what stands in place of no rows. */
function frame(props: ViewProps, total: number) {
  const { opened, address } = props;
  const { t, language, project } = opened;
  const isFiltered = address.search !== "" || address.source !== "" || address.environment !== "";
  return {
    caption: t(`view.${address.view}`),
    sort: { key: address.sort, direction: address.order },
    paging: paging(props, total),
    empty: isFiltered ? (
      <EmptyState title={t("noneFound")} text={t("noneFoundText")} />
    ) : (
      <EmptyState
        title={t(`none.${address.view}`)}
        text={t(`noneText.${address.view}`)}
        action={<LinkButton href={`/${language}/${project.slug}/sources`}>{t("sources")}</LinkButton>}
      />
    ),
  };
}

function sorted({ opened, address }: ViewProps, sort: Sort): string {
  const other = address.sort === sort && address.order === "descending" ? "ascending" : "descending";
  return `${opened.base}${addressQuery({ ...address, sort, order: other, page: 1 })}`;
}

/** The event's page, under the filter of this one. */
function EventLink({ opened, address }: ViewProps, call: NamedCall): ReactNode {
  const { days, environment, source } = address;
  const query = new URLSearchParams(addressQuery({ days, environment, source } as DiscoveryAddress));
  query.set("type", call.callType);
  query.set("name", call.name);
  return (
    <TextLink href={`${opened.base}/event?${query}`}>
      <code className="break-all">{printable(call.name)}</code>
    </TextLink>
  );
}

function callName(props: ViewProps, call: NamedCall): ReactNode {
  const { t } = props.opened;
  if (call.callType === "identify") return t("traits");
  return call.callType === "group" ? t("groupTraits", { group: printable(call.name) }) : EventLink(props, call);
}

const sourcesText = (sources: readonly SourceName[]) => sources.map(({ name }) => name).join(", ");

function adoptColumn<Row extends NamedCall & { readonly property?: string }>(props: ViewProps): Column<Row>[] {
  if (!props.mayAdopt) return [];
  const { t } = props.opened;
  return [
    {
      key: "chosen",
      label: <span className="sr-only">{t("adopt.column")}</span>,
      cell: ({ callType, name, property }) => (
        <input
          type="checkbox"
          name="chosen"
          value={JSON.stringify({ callType, name, property })}
          className="size-4 align-middle accent-accent-7"
          aria-label={t("adopt.choose", { name: printable(property ?? name) })}
        />
      ),
    },
  ];
}

interface Told {
  readonly events: number;
  readonly users: number;
  readonly firstSeen: Date;
  readonly lastSeen: Date;
  readonly sources: readonly SourceName[];
}

function cameColumns<Row extends Told>(props: ViewProps): Column<Row>[] {
  const { t, language, project } = props.opened;
  const format = formatterOf(language, project.timeZone);
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  return [
    {
      key: "events",
      label: t("column.events"),
      align: "end",
      sortHref: sorted(props, "events"),
      cell: ({ events }) => format.number(events),
    },
    {
      key: "users",
      label: t("column.users"),
      align: "end",
      sortHref: sorted(props, "users"),
      cell: ({ users }) => format.number(users),
    },
    { key: "sources", label: t("column.sources"), cell: ({ sources }) => sourcesText(sources) },
    { key: "first", label: t("column.firstSeen"), cell: ({ firstSeen }) => moment(firstSeen) },
    {
      key: "last",
      label: t("column.lastSeen"),
      sortHref: sorted(props, "last"),
      cell: ({ lastSeen }) => moment(lastSeen),
    },
  ];
}

export function EventTable(props: ViewProps) {
  const { opened, list } = props;
  const { t } = opened;
  return (
    <Table
      {...frame(props, list.events.length)}
      rows={list.events.slice(props.from, props.to)}
      rowKey={({ callType, name }) => `${callType} ${name}`}
      columns={[
        ...adoptColumn<(typeof list.events)[number]>(props),
        {
          key: "name",
          label: t("column.event"),
          heading: true,
          sortHref: sorted(props, "name"),
          className: "max-w-[24em]",
          cell: (row) => EventLink(props, row),
        },
        { key: "type", label: t("column.type"), cell: ({ callType }) => <code>{callType}</code> },
        ...cameColumns<(typeof list.events)[number]>(props),
      ]}
    />
  );
}

export function PropertyTable(props: ViewProps) {
  const { opened, list } = props;
  const { t, language, project } = opened;
  const plan = translator(language, "plan");
  const format = formatterOf(language, project.timeZone);
  return (
    <Table
      {...frame(props, list.properties.length)}
      rows={list.properties.slice(props.from, props.to)}
      rowKey={({ callType, name, property }) => JSON.stringify([callType, name, property])}
      columns={[
        ...adoptColumn<(typeof list.properties)[number]>(props),
        {
          key: "property",
          label: t("column.property"),
          heading: true,
          className: "max-w-[18em]",
          cell: ({ property }) => <code className="break-all">{printable(property)}</code>,
        },
        {
          key: "name",
          label: t("column.event"),
          sortHref: sorted(props, "name"),
          className: "max-w-[18em]",
          cell: (row) => callName(props, row),
        },
        {
          key: "kind",
          label: t("column.inferred"),
          className: "max-w-[16em]",
          cell: ({ candidate }) => (
            <>
              {typeText(candidate.type, plan)}
              {candidate.listed && (
                <span className="block text-grey-7">{t("listed", { values: candidate.listed.join(", ") })}</span>
              )}
              {candidate.valueClass && (
                <span className="block text-grey-7">{t(`valueClass.${candidate.valueClass}`)}</span>
              )}
            </>
          ),
        },
        {
          key: "share",
          label: t("column.share"),
          align: "end",
          sortHref: sorted(props, "share"),
          cell: ({ share }) => shareText(format, share),
        },
        {
          key: "samples",
          label: t("column.samples"),
          className: "max-w-[16em] break-words",
          cell: ({ samples }) => <code className="break-all text-grid">{samples.join(" · ")}</code>,
        },
        ...cameColumns<(typeof list.properties)[number]>(props),
      ]}
    />
  );
}

export function MissingTable(props: ViewProps) {
  const { opened, list } = props;
  const { t, language, project } = opened;
  return (
    <Table
      {...frame(props, list.missing.length)}
      rows={list.missing.slice(props.from, props.to)}
      rowKey={({ eventId }) => eventId}
      columns={[
        {
          key: "name",
          label: t("column.event"),
          heading: true,
          sortHref: sorted(props, "name"),
          cell: ({ name, eventId }) => (
            <TextLink href={`/${language}/${project.slug}/plan?event=${eventId}`}>
              <code className="break-all">{name}</code>
            </TextLink>
          ),
        },
        { key: "type", label: t("column.type"), cell: ({ callType }) => <code>{callType}</code> },
        {
          key: "sources",
          label: t("column.expectedFrom"),
          cell: ({ sources }) => (sources.length === 0 ? t("anySource") : sources.join(", ")),
        },
      ]}
    />
  );
}

export function SilentTable(props: ViewProps) {
  const { opened, list } = props;
  const { t, language, project } = opened;
  const format = formatterOf(language, project.timeZone);
  const long = (seconds: number) =>
    seconds < 2 * 86_400
      ? t("hours", { hours: Math.max(1, Math.round(seconds / 3_600)) })
      : t("dayCount", { days: Math.round(seconds / 86_400) });
  return (
    <Table
      {...frame(props, list.silent.length)}
      rows={list.silent.slice(props.from, props.to)}
      rowKey={({ eventId }) => eventId}
      columns={[
        {
          key: "name",
          label: t("column.event"),
          heading: true,
          sortHref: sorted(props, "name"),
          cell: (row) => EventLink(props, row),
        },
        { key: "type", label: t("column.type"), cell: ({ callType }) => <code>{callType}</code> },
        {
          key: "last",
          label: t("column.lastSeen"),
          sortHref: sorted(props, "last"),
          cell: ({ lastSeen }) => format.dateTime(lastSeen, { dateStyle: "medium", timeStyle: "short" }),
        },
        {
          key: "silence",
          label: t("column.silence"),
          align: "end",
          sortHref: sorted(props, "silence"),
          cell: ({ silence }) => long(silence),
        },
        {
          key: "gap",
          label: t("column.longestGap"),
          align: "end",
          cell: ({ longestGap }) => (longestGap === undefined ? t("noGap") : long(longestGap)),
        },
      ]}
    />
  );
}
