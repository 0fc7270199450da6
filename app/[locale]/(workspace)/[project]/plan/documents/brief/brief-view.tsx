import type { BriefCode, CodeChange } from "../../../../../../../lib/document/brief-code.ts";
import { briefValues, deadlineText } from "../../../../../../../lib/document/brief-text.ts";
import { generateCommand } from "../../../../../../../lib/document/call-example.ts";
import type { BriefChange, BriefItem, SourceBrief } from "../../../../../../../lib/document/source-brief.ts";
import type { AreaText } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { SEVERITIES } from "../../../../../../../lib/plan/diff-table.ts";
import type { Language } from "../../../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../../../_ui/badge.tsx";
import { CodeBlock } from "../../../../../../_ui/code-block.tsx";
import { Notice } from "../../../../../../_ui/notice.tsx";
import { CodeDiff } from "./code-diff.tsx";

type Words = AreaText<"document">;

const TONE = { breaking: "danger", compatible: "accent", documentation: "neutral" } as const;
const KIND = {
  event: "brief.event",
  bundle: "brief.bundle",
  user_property: "brief.userProperty",
  group_type: "brief.groupType",
  plan: "brief.plan",
} as const;
/** Beyond this many the code would make the page slow; Markdown and the API have it all. */
export const CODE_MAX = 50;

function ChangeLine({ change, t }: { change: BriefChange; t: Words }) {
  const { before, after } = briefValues(change);
  return (
    <li className="flex items-start gap-2 border-b px-3 py-1.5 text-grid last:border-b-0">
      <Badge tone={TONE[change.severity]} className="shrink-0">
        {t(`severity.${change.severity}`)}
      </Badge>
      <div className="min-w-0 flex-1 break-words">
        {change.property && <span className="font-mono">{change.property} </span>}
        {change.text}
        {(before !== undefined || after !== undefined) && (
          <span className="mt-0.5 block text-grey-8">
            {before !== undefined && (
              <del className="mr-2 decoration-danger-6">
                <span className="sr-only">{t("brief.before")}</span> {before}
              </del>
            )}
            {after !== undefined && (
              <ins className="no-underline">
                <span className="sr-only">{t("brief.after")}</span> {after}
              </ins>
            )}
          </span>
        )}
      </div>
    </li>
  );
}

/** The lines of its code that differ, open where there are few enough to be read at a glance. */
function ItemCode({ item, changes, t }: { item: BriefItem; changes: readonly CodeChange[]; t: Words }) {
  if (changes.length === 0) return null;
  const others = item.kind === "bundle" ? item.ids.length - 1 : 0;
  return (
    <details className="border-t p-3" open={changes.every(({ whole }) => whole === undefined)}>
      <summary className="min-h-6 font-medium text-grid">{t("brief.code")}</summary>
      <div className="mt-2 flex flex-col gap-3">
        {changes.map((change) => (
          <CodeDiff key={change.path} change={change} t={t} />
        ))}
        {others > 0 && <p className="text-grey-7 text-grid">{t("brief.others", { count: others })}</p>}
      </div>
    </details>
  );
}

function Item(props: {
  item: BriefItem;
  withCall: boolean;
  changes: readonly CodeChange[] | undefined;
  language: Language;
  t: Words;
}) {
  const { item, language, changes, t } = props;
  const deadline = deadlineText(item, language, t);
  return (
    <article className="rounded border">
      <h3 className="flex flex-wrap items-baseline gap-2 border-b bg-grey-2 px-3 py-1.5">
        <span className="min-w-0 break-words font-medium">{item.name}</span>
        <span className="text-grey-7 text-label">{t(KIND[item.kind])}</span>
        {deadline && <Badge tone="warning">{deadline}</Badge>}
      </h3>
      {item.events.length > 0 && (
        <p className="break-words border-b px-3 py-1.5 text-grey-8 text-grid">{item.events.join(", ")}</p>
      )}
      <ul>
        {item.changes.map((change) => (
          <ChangeLine key={`${change.property} ${change.text} ${String(change.after)}`} change={change} t={t} />
        ))}
      </ul>
      {changes && <ItemCode item={item} changes={changes} t={t} />}
      {props.withCall && item.call !== undefined && (
        <div className="border-t p-3">
          <CodeBlock code={item.call} language="typescript" label={t("brief.callOf", { name: item.name })} copy />
        </div>
      )}
    </article>
  );
}

/**
 * The changes of a source, what breaks first, each with the lines of the code that differ and, where calls are written out in
 * the language, the call as it is written from now on.
 */
export function BriefView(props: { brief: SourceBrief; code: BriefCode; slug: string; language: Language }) {
  const { brief, code, slug, language } = props;
  const t = translator(language, "document");
  const called = code.target === "typescript" ? brief.items.filter(({ call }) => call !== undefined) : [];
  const withCall = new Set(called.slice(0, CODE_MAX));
  return (
    <>
      {code.refused.length > 0 && (
        <Notice tone="warning" title={t("brief.refused")}>
          <ul className="list-disc pl-5">
            {code.refused.map((text) => (
              <li key={text.en}>{text[language]}</li>
            ))}
          </ul>
        </Notice>
      )}
      {SEVERITIES.map((severity) => {
        const items = brief.items.filter((item) => item.severity === severity);
        return (
          items.length > 0 && (
            <section key={severity} aria-label={t(`brief.${severity}`)} className="flex flex-col gap-2">
              <h2 className="font-semibold text-title">{t(`brief.${severity}`)}</h2>
              {items.map((item) => (
                <Item
                  key={`${item.kind} ${item.name}`}
                  item={item}
                  withCall={withCall.has(item)}
                  changes={code.items.get(item)}
                  language={language}
                  t={t}
                />
              ))}
            </section>
          )
        );
      })}
      {code.shared.length > 0 && (
        <section aria-labelledby="shared" className="flex flex-col gap-3">
          <h2 id="shared" className="font-semibold text-title">
            {t("brief.shared")}
          </h2>
          {code.shared.map((change) => (
            <CodeDiff key={change.path} change={change} t={t} />
          ))}
        </section>
      )}
      <section>
        <h2 className="mb-2 font-semibold text-title">{t("brief.generate")}</h2>
        <CodeBlock code={generateCommand({ slug }, code.target)} language="bash" label={t("brief.generate")} copy />
      </section>
    </>
  );
}
