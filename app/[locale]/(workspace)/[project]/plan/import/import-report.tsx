"use client";

import { Badge } from "../../../../../_ui/badge.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { FindingMark } from "../finding-mark.tsx";
import { usePlanHref } from "../use-plan-href.ts";
import type { ImportPreview } from "./import-answer.ts";

const TONE = { breaking: "danger", compatible: "accent", documentation: "neutral" } as const;

/** What a file was taken for, what it would change, what was noticed and what is lost; or why it cannot be read. */
export function ImportReport({ preview }: { preview: ImportPreview }) {
  const t = useText("plan");
  const href = usePlanHref();
  if (!preview.ok && preview.template !== undefined)
    return (
      <Notice title={t("import.template", { file: preview.template })} announce>
        <p className="mb-2">{t("import.templateHint")}</p>
        <LinkButton href={href("templates")}>{t("import.toTemplates")}</LinkButton>
      </Notice>
    );
  if (!preview.ok && preview.isUnmapped)
    return (
      <Notice title={t("import.unmapped")} announce>
        <p>{t("import.unmappedHint")}</p>
      </Notice>
    );
  if (!preview.ok)
    return (
      <Notice tone="danger" title={t("import.unreadable")} announce>
        <ul className="mt-1 flex flex-col gap-1">
          {preview.faults.map((fault) => (
            <li key={`${fault.place} ${fault.text}`}>
              {fault.place && <span className="font-mono text-grid">{fault.place} </span>}
              {fault.text}
              {fault.expected && (
                <span className="block text-grey-8">{t("import.expected", { expected: fault.expected })}</span>
              )}
            </li>
          ))}
        </ul>
      </Notice>
    );
  return (
    <div className="flex flex-col gap-4">
      <Notice title={t("import.detected", { format: preview.format })}>
        <p>{t("import.counts", preview.counts)}</p>
      </Notice>
      <section aria-label={t("import.changes")}>
        <h2 className="mb-1 font-semibold">{t("import.changes")}</h2>
        {preview.changes.length === 0 ? (
          <p className="text-grey-7">{t("import.noChanges")}</p>
        ) : (
          <ul className="max-h-96 overflow-y-auto rounded border">
            {preview.changes.map((change) => (
              <li key={change.key} className="flex items-start gap-2 border-b px-3 py-1.5 text-grid last:border-b-0">
                <Badge tone={TONE[change.severity]} className="shrink-0">
                  {t(`diff.severity.${change.severity}`)}
                </Badge>
                <span className="min-w-0 break-words">
                  <span className="font-medium">{change.object}</span>{" "}
                  <span className="text-grey-7">{change.text}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </section>
      {preview.notes.length > 0 && <Plain title={t("import.notes")} lines={preview.notes} />}
      {preview.findings.length > 0 && (
        <section aria-label={t("import.findings")}>
          <h2 className="mb-1 font-semibold">{t("import.findings")}</h2>
          <ul className="max-h-60 overflow-y-auto text-grid">
            {preview.findings.map((finding) => (
              <li key={`${finding.rule} ${finding.path} ${finding.text}`} className="flex items-center gap-2">
                <FindingMark severity={finding.severity} label={t(`severity.${finding.severity}`)} />
                <span className="min-w-0 break-words">{finding.text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {preview.loss.length > 0 && (
        <Plain title={t("import.loss")} lines={preview.loss.map((entry) => `${entry.path}: ${entry.text}`)} />
      )}
    </div>
  );
}

function Plain({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-1 font-semibold">{title}</h2>
      <ul className="max-h-60 list-disc overflow-y-auto pl-5 text-grid">
        {lines.map((line) => (
          <li key={line} className="break-words">
            {line}
          </li>
        ))}
      </ul>
    </section>
  );
}
