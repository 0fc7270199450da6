"use client";

import Link from "next/link";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { type ShownFinding, usePlanEditing } from "../editing/editing-context.tsx";
import { FindingNote } from "../editing/field-notes.tsx";
import { SEVERITIES } from "../grid/event-row.ts";
import { usePlanHref } from "../use-plan-href.ts";

export interface ListedFinding extends ShownFinding {
  /** What it is about, in words, and where that is edited. */
  readonly about: string;
  readonly screen: string;
  readonly query: Readonly<Record<string, string>>;
}

const PAGE = 100;

/** Everything the rules find, by how serious it is, each with the way to it and its mend. */
export function FindingList({ findings }: { findings: readonly ListedFinding[] }) {
  const t = useText("plan");
  const format = useFormatter();
  const { editable, saving, commit } = usePlanEditing();
  const [severity, setSeverity] = useQueryState("severity", parseAsStringLiteral(SEVERITIES));
  const [limit, setLimit] = useState(PAGE);
  const wanted = severity ? findings.filter((finding) => finding.severity === severity) : findings;
  const fixable = wanted.filter((finding) => finding.fix);
  if (findings.length === 0) return <EmptyState title={t("findings.noneTitle")} text={t("findings.noneText")} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">
      <div className="flex flex-wrap items-center gap-2 pb-2">
        {SEVERITIES.map((one) => {
          const count = findings.filter((finding) => finding.severity === one).length;
          return (
            count > 0 && (
              <Button
                key={one}
                size="small"
                tone={severity === one ? "primary" : "plain"}
                aria-pressed={severity === one}
                onClick={() => void setSeverity(severity === one ? null : one)}
              >
                {t(`findings.${one}`, { count: format.number(count) })}
              </Button>
            )
          );
        })}
        {editable && fixable.length > 1 && (
          <Button
            size="small"
            disabled={saving}
            className="ml-auto"
            onClick={() => void commit(fixable.flatMap((finding) => finding.fix?.edits ?? []))}
          >
            {t("findings.fixAll", { count: fixable.length })}
          </Button>
        )}
      </div>
      <ul className="border-t">
        {wanted.slice(0, limit).map((finding) => (
          <FindingLine key={`${finding.rule} ${finding.path} ${finding.text}`} finding={finding} />
        ))}
      </ul>
      {wanted.length > limit && (
        <Button className="mt-2" onClick={() => setLimit(limit + PAGE)}>
          {t("findings.more", { count: wanted.length - limit })}
        </Button>
      )}
    </div>
  );
}

function FindingLine({ finding }: { finding: ListedFinding }) {
  const href = usePlanHref();
  return (
    <li className="grid grid-cols-[minmax(10rem,16rem)_1fr] items-baseline gap-3 border-b py-1.5 text-grid max-sm:grid-cols-1">
      <Link
        href={href(finding.screen, finding.query)}
        className="inline-flex min-h-6 items-center break-all font-mono text-accent-7 underline underline-offset-2"
      >
        {finding.about}
      </Link>
      <FindingNote finding={finding} />
    </li>
  );
}
