"use client";

import { Star } from "lucide-react";
import { Badge, type BadgeTone } from "../../../../../_ui/badge.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { useFormatter, useLanguage, useText } from "../../../../../_ui/text.tsx";
import { FindingMark } from "../finding-mark.tsx";
import type { EventRow } from "./event-row.ts";
import type { ColumnKey } from "./grid-column.ts";

export const STATUS_TONE: Readonly<Record<EventRow["status"], BadgeTone>> = {
  draft: "accent",
  active: "neutral",
  deprecated: "warning",
};

/** What a cell shows while it is not edited. */
export function GridCell(props: { row: EventRow; column: ColumnKey; categoryNames: ReadonlyMap<string, string> }) {
  const t = useText("plan");
  const format = useFormatter();
  const language = useLanguage();
  const { row } = props;
  switch (props.column) {
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
      return <span className="truncate">{localizedText(row.displayName, language)}</span>;
    case "description":
      return <span className="truncate text-grey-8">{localizedText(row.description, language)}</span>;
    case "callType":
      return <span className="font-mono text-grey-8">{row.callType}</span>;
    case "category":
      return <span className="truncate">{row.category && props.categoryNames.get(row.category)}</span>;
    case "status":
      return <Badge tone={STATUS_TONE[row.status]}>{t(`status.${row.status}`)}</Badge>;
    case "owner":
      return <span className="truncate">{row.owner}</span>;
    case "tags":
      return <Words words={row.tags} />;
    case "sources":
      return <Words words={row.sources} />;
    case "properties":
      return format.number(row.propertyCount);
    case "findings":
      return row.findings.worst ? (
        <FindingMark severity={row.findings.worst} label={t("finding.count", { count: row.findings.count })}>
          {format.number(row.findings.count)}
        </FindingMark>
      ) : null;
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

/** A cell as text, for the clipboard and for editing in place. */
export function cellText(
  row: EventRow,
  column: ColumnKey,
  language: "en" | "fr",
  categoryNames: ReadonlyMap<string, string>,
): string {
  switch (column) {
    case "displayName":
    case "description":
      return row[column][language] ?? "";
    case "category":
      return (row.category && categoryNames.get(row.category)) ?? "";
    case "tags":
    case "sources":
      return row[column].join(", ");
    case "properties":
      return String(row.propertyCount);
    case "findings":
      return String(row.findings.count);
    default:
      return row[column] ?? "";
  }
}
