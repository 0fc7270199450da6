"use client";

import { Star } from "lucide-react";
import { Badge, type BadgeTone } from "../../../../../_ui/badge.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { FindingMark } from "../finding-mark.tsx";
import { type CellWords, readCell } from "./cell-value.ts";
import type { EventRow } from "./event-row.ts";
import type { ColumnKey } from "./grid-column.ts";

export const STATUS_TONE: Readonly<Record<EventRow["status"], BadgeTone>> = {
  draft: "accent",
  active: "neutral",
  deprecated: "warning",
};

/** What a cell shows while it is not edited. */
export function GridCell(props: { row: EventRow; column: ColumnKey; words: CellWords }) {
  const t = useText("plan");
  const format = useFormatter();
  const { row, column, words } = props;
  switch (column) {
    case "name":
      return (
        <>
          {row.critical && (
            <Star
              role="img"
              aria-label={t("event.critical")}
              className="mr-1 size-3.5 shrink-0 fill-current text-accent-7"
            />
          )}
          <span className="truncate font-mono">{row.name}</span>
        </>
      );
    case "displayName":
      return <span className="truncate">{localizedText(row.displayName, words.language)}</span>;
    case "description":
    case "trigger":
      return <span className="truncate text-grey-8">{localizedText(row[column], words.language)}</span>;
    case "callType":
      return <span className="font-mono text-grey-8">{row.callType}</span>;
    case "status":
      return <Badge tone={STATUS_TONE[row.status]}>{t(`status.${row.status}`)}</Badge>;
    case "tags":
    case "sources":
      return <Words words={row[column]} />;
    case "roles":
      return <Words words={row.roles.map((role) => words.option("roles", role))} />;
    case "bundles":
    case "decisions":
    case "metrics":
      return <Words words={row[column].map((id) => words.references[column].get(id) ?? id)} />;
    case "properties":
      return format.number(row.propertyCount);
    case "retentionDays":
      return row.retentionDays === undefined ? null : format.number(row.retentionDays);
    case "expiresOn":
      return row.expiresOn === undefined
        ? null
        : format.dateTime(new Date(`${row.expiresOn}T00:00:00Z`), { dateStyle: "medium", timeZone: "UTC" });
    case "findings":
      return row.findings.worst ? (
        <FindingMark severity={row.findings.worst} label={t("finding.count", { count: row.findings.count })}>
          {format.number(row.findings.count)}
        </FindingMark>
      ) : null;
    default:
      return <span className="truncate">{readCell(row, column, words)}</span>;
  }
}

function Words({ words }: { words: readonly string[] }) {
  return (
    <span className="flex min-w-0 gap-1 overflow-hidden">
      {words.map((word) => (
        <Badge key={word} className="shrink-0">
          {word}
        </Badge>
      ))}
    </span>
  );
}
