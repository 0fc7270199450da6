"use client";

import Link from "next/link";
import { useState } from "react";
import type { FindingKey, Mended } from "../../../../../../lib/plan/rules/fix-all.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { type ShownFinding, usePlanEditing } from "../editing/editing-context.tsx";
import { FindingNote } from "../editing/field-notes.tsx";
import { SEVERITIES, type Severity } from "../grid/event-row.ts";
import { usePlanHref } from "../use-plan-href.ts";
import { PassButton } from "./pass-button.tsx";

export interface ListedFinding extends ShownFinding {
  /** What it is about, in words, and where that is edited. */
  readonly about: string;
  readonly screen: string;
  readonly query: Readonly<Record<string, string>>;
}

type MendAction = (slug: string, branch: string, wanted: readonly FindingKey[]) => Promise<Mended>;

/** One page of what the rules find, errors first, each with the way to it and its mend. */
export function FindingList(props: {
  findings: readonly ListedFinding[];
  counts: Readonly<Record<Severity, number>>;
  severity: Severity | undefined;
  /** How many more the plan's standards let pass. */
  suppressed: number;
  page: number;
  pages: number;
  mend: MendAction;
}) {
  const t = useText("plan");
  const format = useFormatter();
  const href = usePlanHref();
  const { editable, saving } = usePlanEditing();
  const { findings, counts, severity, suppressed, page, pages } = props;
  // What takes something away is mended one by one, after a question.
  const fixable = findings.filter(({ fix }) => fix && !fix.removes);
  const address = (to: number) =>
    href("findings", { ...(severity ? { severity } : {}), ...(to > 1 ? { page: String(to) } : {}) });
  if (SEVERITIES.every((one) => counts[one] === 0))
    return (
      <EmptyState
        title={t("findings.noneTitle")}
        text={t("findings.noneText")}
        action={suppressed > 0 && <SuppressedNote count={suppressed} />}
      />
    );
  return (
    <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">
      <div className="flex flex-wrap items-center gap-2 pb-2">
        {SEVERITIES.map(
          (one) =>
            counts[one] > 0 && (
              <LinkButton
                key={one}
                size="small"
                tone={severity === one ? "primary" : "plain"}
                aria-current={severity === one ? "true" : undefined}
                href={severity === one ? href("findings") : href("findings", { severity: one })}
              >
                {t(`findings.${one}`, { count: format.number(counts[one]) })}
              </LinkButton>
            ),
        )}
        <SuppressedNote count={suppressed} />
        {editable && fixable.length > 1 && <MendAll findings={fixable} mend={props.mend} disabled={saving} />}
      </div>
      <ul className="border-t">
        {findings.map((finding) => (
          <FindingLine key={`${finding.rule} ${finding.path} ${finding.text}`} finding={finding} />
        ))}
      </ul>
      {pages > 1 && (
        <nav aria-label={t("findings.pages")} className="flex items-center gap-3 pt-3">
          {page > 1 && <LinkButton href={address(page - 1)}>{t("previous")}</LinkButton>}
          <span className="text-grey-7">
            {t("findings.page", { page: format.number(page), pages: format.number(pages) })}
          </span>
          {page < pages && <LinkButton href={address(page + 1)}>{t("next")}</LinkButton>}
        </nav>
      )}
    </div>
  );
}

/** Mends what can be mended together; the rest is told. */
function MendAll(props: { findings: readonly ListedFinding[]; mend: MendAction; disabled: boolean }) {
  const t = useText("plan");
  const { slug, branch, commit } = usePlanEditing();
  const [pending, setPending] = useState(false);
  const { findings } = props;
  async function mendAll() {
    setPending(true);
    try {
      const wanted = findings.map(({ rule, path }) => ({ rule, path }));
      const { edits, mended, left } = await props.mend(slug, branch, wanted);
      if (edits.length === 0) toast({ text: t("findings.nothingMended") });
      else if (await commit(edits)) toast({ text: t("findings.mended", { count: mended, left }) });
    } catch {
      toast({ text: t("saveFailed"), tone: "danger" });
    } finally {
      setPending(false);
    }
  }
  return (
    <Button size="small" pending={pending} disabled={props.disabled} className="ml-auto" onClick={() => void mendAll()}>
      {t("findings.fixAll", { count: findings.length })}
    </Button>
  );
}

/** How much the standards let pass, and where they say so. */
function SuppressedNote({ count }: { count: number }) {
  const t = useText("plan");
  const href = usePlanHref();
  if (count === 0) return null;
  return (
    <TextLink href={href("settings")} className="text-grid">
      {t("findings.suppressed", { count })}
    </TextLink>
  );
}

function FindingLine({ finding }: { finding: ListedFinding }) {
  const href = usePlanHref();
  return (
    <li className="grid grid-cols-[minmax(10rem,16rem)_1fr] items-baseline gap-3 border-b py-1.5 text-grid max-sm:grid-cols-1">
      <Link
        href={href(finding.screen, finding.query)}
        className="inline-flex min-h-6 items-center break-words font-mono text-accent-7 underline underline-offset-2"
      >
        {finding.about}
      </Link>
      <div className="flex items-center gap-2">
        <div className="min-w-0 flex-1">
          <FindingNote finding={finding} />
        </div>
        {finding.objectId !== undefined && finding.severity !== "error" && (
          <PassButton rule={finding.rule} objectId={finding.objectId} text={finding.text} />
        )}
      </div>
    </li>
  );
}
