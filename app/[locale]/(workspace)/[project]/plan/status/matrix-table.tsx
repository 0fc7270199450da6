import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { printable } from "../../../../../../lib/base/printable.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import type { MatrixRow, MatrixSort, MatrixState } from "../../../../../../lib/plan/code-matrix.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { pagesBeside, Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { type MatrixAddress, matrixQuery } from "./matrix-address.ts";

const TONES = {
  works: "good",
  silent: "warning",
  missing: "warning",
  untold: "neutral",
  unplanned: "danger",
  unknown: "neutral",
} as const satisfies Readonly<Record<MatrixState, string>>;

interface Props {
  readonly language: Language;
  readonly project: AuthorizedProject;
  readonly base: string;
  readonly branch: string;
  readonly address: MatrixAddress;
  readonly sources: readonly { readonly slug: string; readonly name: string }[];
  readonly rows: readonly MatrixRow[];
  readonly pages: number;
  readonly total: number;
  readonly all: number;
}

/** One row for each event and source. */
export function MatrixTable({ language, project, base, branch, address, sources, rows, pages, total, all }: Props) {
  const t = translator(language, "codeStatus");
  const format = formatterOf(language, project.timeZone);
  const to = (page: number) => `${base}${matrixQuery({ ...address, page }, branch)}`;
  const sortHref = (sort: MatrixSort) => `${base}${matrixQuery({ ...address, sort, page: 1 }, branch)}`;
  const names = new Map(sources.map(({ slug, name }) => [slug, name]));
  const moment = (at: number) => format.dateTime(new Date(at), { dateStyle: "short", timeStyle: "short" });
  const eventHref = (event: string) => {
    const query = new URLSearchParams({ event, ...(branch === "main" ? {} : { branch }) });
    return `/${language}/${project.slug}/plan?${query}`;
  };
  return (
    <Table
      caption={t("title")}
      rows={rows}
      rowKey={({ event, name, source }) => `${event ?? ""} ${name} ${source}`}
      sort={{
        key: address.sort,
        direction: address.sort === "event" || address.sort === "source" ? "ascending" : "descending",
      }}
      empty={
        <EmptyState
          title={t(all === 0 ? "noRows" : "noneFiltered")}
          text={t(all === 0 ? "noRowsText" : "noneFilteredText")}
        />
      }
      paging={{
        label: t("title"),
        position: t("position", { page: address.page, pages, total }),
        ...pagesBeside(address.page, pages, to, { previous: t("previous"), next: t("next") }),
      }}
      columns={[
        {
          key: "event",
          label: t("column.event"),
          heading: true,
          sortHref: sortHref("event"),
          className: "min-w-40 break-words align-top",
          cell: ({ event, name, callType, status }) => (
            <>
              {event !== undefined && callType !== undefined ? (
                <TextLink href={eventHref(event)}>{printable(name)}</TextLink>
              ) : (
                printable(name)
              )}
              {status === "deprecated" && <span className="block text-grey-7">{t("deprecated")}</span>}
            </>
          ),
        },
        {
          // Beside the event, where a narrow screen shows it without scrolling.
          key: "state",
          label: t("column.state"),
          sortHref: sortHref("state"),
          className: "align-top",
          cell: ({ state }) => <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>,
        },
        {
          key: "source",
          label: t("column.source"),
          sortHref: sortHref("source"),
          className: "align-top",
          cell: ({ source }) => names.get(source) ?? source,
        },
        {
          key: "planned",
          label: t("column.planned"),
          className: "align-top",
          cell: ({ planned }) => t(planned ? "yes" : "no"),
        },
        {
          key: "sites",
          label: t("column.coded"),
          sortHref: sortHref("sites"),
          className: "min-w-44 align-top",
          cell: (row) => <Coded language={language} row={row} />,
        },
        {
          key: "received",
          label: t("column.received"),
          sortHref: sortHref("received"),
          className: "min-w-72 align-top",
          cell: (row) => (
            <Received language={language} row={row} moment={moment} count={(value) => format.number(value)} />
          ),
        },
      ]}
    />
  );
}

const PLACES_SHOWN = 50;

function Coded({ language, row: { coded } }: { language: Language; row: MatrixRow }) {
  const t = translator(language, "codeStatus");
  if (coded === undefined) return <span className="text-grey-7">{t("notTold")}</span>;
  const { sites, tests, release } = coded;
  // Two calls may stand in one line.
  const places = [...new Set(sites.map(({ path, line }) => `${path}:${line}`))];
  return (
    <>
      {sites.length === 0 ? (
        <span>{tests > 0 ? t("inTests", { count: tests }) : t("notCoded")}</span>
      ) : (
        <details>
          <summary className="min-h-6 cursor-pointer">{t("sites", { count: sites.length })}</summary>
          <ul className="font-mono text-label">
            {places.slice(0, PLACES_SHOWN).map((place) => (
              <li key={place} className="break-all">
                {printable(place)}
              </li>
            ))}
          </ul>
          {places.length > PLACES_SHOWN && t("more", { count: places.length - PLACES_SHOWN })}
        </details>
      )}
      <span className="block text-grey-7">{t("release", { release: printable(release) })}</span>
    </>
  );
}

function Received(props: {
  language: Language;
  row: MatrixRow;
  moment: (at: number) => string;
  count: (value: number) => string;
}) {
  const { received, coded } = props.row;
  const t = translator(props.language, "codeStatus");
  if (received === undefined) return <span className="text-grey-7">{t("notReceived")}</span>;
  const { last, count, versions, releases } = received;
  const isOfRelease = coded !== undefined && releases.includes(coded.release);
  return (
    <>
      {t("lastReceived", { at: props.moment(last), count: props.count(count) })}
      {versions.length > 0 && (
        <span className="block text-grey-7">{t("versions", { versions: versions.join(", ") })}</span>
      )}
      {releases.length > 0 && (
        <span className="block break-words text-grey-7">
          {t("releases", { releases: releases.slice(0, 5).map(printable).join(", ") })}
          {coded !== undefined && !isOfRelease && ` ${t("notOfRelease", { release: printable(coded.release) })}`}
        </span>
      )}
    </>
  );
}
