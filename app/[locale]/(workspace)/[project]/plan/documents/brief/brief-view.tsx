import { briefValues, deadlineText } from "../../../../../../../lib/document/brief-text.ts";
import { generateCommand } from "../../../../../../../lib/document/call-example.ts";
import type { BriefChange, BriefItem, SourceBrief } from "../../../../../../../lib/document/source-brief.ts";
import type { AreaText } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { SEVERITIES } from "../../../../../../../lib/plan/diff-table.ts";
import type { Language } from "../../../../../../../lib/plan/plan.ts";
import { Badge } from "../../../../../../_ui/badge.tsx";
import { CodeBlock } from "../../../../../../_ui/code-block.tsx";

type Words = AreaText<"document">;

const TONE = { breaking: "danger", compatible: "accent", documentation: "neutral" } as const;
const KIND = {
  event: "brief.event",
  bundle: "brief.bundle",
  user_property: "brief.userProperty",
  group_type: "brief.groupType",
  plan: "brief.plan",
} as const;
/** Beyond this many the calls would make the page slow; Markdown and print have them all. */
const CALLS = 50;

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

function Item(props: { item: BriefItem; withCall: boolean; language: Language; t: Words }) {
  const { item, language, t } = props;
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
      {props.withCall && item.call !== undefined && (
        <div className="border-t p-3">
          <CodeBlock code={item.call} language="typescript" label={t("brief.callOf", { name: item.name })} copy />
        </div>
      )}
    </article>
  );
}

/** The changes of a source, what breaks first, each with the call as it is written from now on. */
export function BriefView({ brief, slug, language }: { brief: SourceBrief; slug: string; language: Language }) {
  const t = translator(language, "document");
  const withCall = new Set(brief.items.filter(({ call }) => call !== undefined).slice(0, CALLS));
  return (
    <>
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
                  language={language}
                  t={t}
                />
              ))}
            </section>
          )
        );
      })}
      {withCall.size > 0 && (
        <section>
          <h2 className="mb-2 font-semibold text-title">{t("brief.generate")}</h2>
          <CodeBlock code={generateCommand({ slug })} language="bash" label={t("brief.generate")} copy />
        </section>
      )}
    </>
  );
}
