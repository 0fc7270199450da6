import type { ReceivedByChange } from "../../../../../../lib/backtest/received-counts.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { type Change, impactBySource } from "../../../../../../lib/plan/diff.ts";
import { fieldLabel } from "../../../../../../lib/plan/diff-label.ts";
import { SEVERITIES, type Severity } from "../../../../../../lib/plan/diff-table.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { MergePreview } from "../../../../../../lib/plan/store-branch-merge.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { type CommentableField, FieldComments } from "../comments/field-comments.tsx";
import type { Mentioned, ShownThread } from "../comments/shown-thread.ts";
import { DiffSummary, DiffView } from "../diff/diff-view.tsx";
import { byHappening } from "./change-kind.ts";

interface Props {
  readonly slug: string;
  readonly branch: string;
  /** The page's own address. */
  readonly address: string;
  readonly preview: MergePreview;
  /** How many received calls each breaking change would refuse. */
  readonly received?: Promise<ReceivedByChange | undefined>;
  readonly severity: Severity | undefined;
  readonly threads: readonly ShownThread[];
  readonly earlier: string | undefined;
  readonly people: readonly Mentioned[];
  /** The name of a source by its slug. */
  readonly sourceName: (slug: string) => string;
  readonly language: Language;
}

/** Fields of an object that changed, each once, as people call them. */
function fieldsOf(changes: readonly Change[], language: Language): readonly CommentableField[] {
  const fields = new Map<string, string>();
  for (const { path, kind, objectId, propertyName } of changes) {
    if (path === `${kind}/${objectId}`) continue;
    const field = fieldLabel(path)[language];
    fields.set(path, propertyName === undefined ? field : `${propertyName}, ${field}`);
  }
  return [...fields].map(([path, label]) => ({ path, label }));
}

function SeverityFilter({ address, severity, preview, language }: Props) {
  const t = translator(language, "review");
  const plan = translator(language, "plan");
  const link = (value: Severity | undefined, label: string) => (
    <LinkButton
      key={label}
      size="small"
      scroll={false}
      aria-current={severity === value ? "true" : undefined}
      href={value === undefined ? address : `${address}?severity=${value}`}
    >
      {label}
    </LinkButton>
  );
  const there = SEVERITIES.filter((one) => preview.changes.some((change) => change.severity === one));
  if (there.length < 2) return null;
  return (
    <nav aria-label={t("diff.filter")} className="flex flex-wrap gap-1">
      {link(undefined, t("diff.all"))}
      {there.map((one) => link(one, plan(`diff.severity.${one}`)))}
    </nav>
  );
}

/** Which sources a sender of events has to mind. */
function AffectedSources({ preview, sourceName, language }: Props) {
  const t = translator(language, "review");
  const named = [...new Set(preview.changes.flatMap(({ sources }) => sources))].sort();
  if (named.length === 0) return null;
  const impact = impactBySource(preview.changes, named);
  return (
    <p className="flex flex-wrap items-center gap-1 text-grid">
      <span className="text-grey-7">{t("sources.title")}</span>
      {named.map((source) => {
        const breaking = impact.get(source)?.breaking ?? 0;
        return (
          <Badge key={source} tone={breaking > 0 ? "danger" : "neutral"}>
            {t("sources.one", { source: sourceName(source), breaking })}
          </Badge>
        );
      })}
    </p>
  );
}

/** What the branch changes: by what happened to each object, with its comments beside it. */
export function ChangeSections(props: Props) {
  const { preview, severity, language } = props;
  const t = translator(language, "review");
  const shown = severity === undefined ? preview.changes : preview.changes.filter((one) => one.severity === severity);
  const comments = (object: string, changes: readonly Change[]) => (
    <FieldComments
      slug={props.slug}
      branch={props.branch}
      path={object}
      fields={fieldsOf(changes, language)}
      threads={props.threads.filter(({ path }) => path === object || path.startsWith(`${object}/`))}
      earlier={props.earlier}
      people={props.people}
    />
  );
  return (
    <section aria-labelledby="changes" className="flex w-full flex-col gap-2">
      <h2 id="changes" className="font-semibold">
        {t("diff.title")}
      </h2>
      {preview.changes.length === 0 ? (
        <p className="text-grey-7">{t("diff.none")}</p>
      ) : (
        <DiffSummary changes={preview.changes} language={language} />
      )}
      <AffectedSources {...props} />
      <SeverityFilter {...props} />
      {severity !== undefined && shown.length === 0 && <p className="text-grey-7">{t("diff.noMatch")}</p>}
      {byHappening(shown).map(([happening, own]) => (
        <div key={happening} className="flex flex-col gap-1">
          <h3 className="font-medium text-grey-8">{t(`diff.${happening}`)}</h3>
          <DiffView
            changes={own}
            plans={{ before: preview.before, after: preview.after }}
            {...(props.received === undefined ? {} : { received: props.received })}
            language={language}
            heading="h4"
            beside={comments}
          />
        </div>
      ))}
    </section>
  );
}
