/** A source's brief as Markdown to paste, and as a page to print. */

import { fencedCode, inlineCode } from "../base/markdown-code.ts";
import { type AreaText, formatterOf } from "../i18n/translate.ts";
import { translator } from "../i18n/translator.ts";
import { SEVERITIES } from "../plan/diff-table.ts";
import type { Language } from "../plan/plan.ts";
import { markdownText } from "./block-text.ts";
import { type BriefCode, type CodeChange, changeText } from "./brief-code.ts";
import { generateCommand } from "./call-example.ts";
import { html, type Markup } from "./html.ts";
import { valueText } from "./property-rows.ts";
import type { BriefChange, BriefItem, SourceBrief } from "./source-brief.ts";
import { htmlPage } from "./write-document.ts";

type Words = AreaText<"document">;

/** "Version 2 → version 3". */
export function briefVersions({ from, to }: Pick<SourceBrief, "from" | "to">, t: Words): string {
  return from === 0 ? t("brief.upTo", { to }) : t("brief.versions", { from: String(from), to: String(to) });
}

/** "2 breaking changes, 1 other", of objects. */
export function briefSummary({ items }: SourceBrief, t: Words): string {
  const breaking = items.filter(({ severity }) => severity === "breaking").length;
  return t("brief.summary", { breaking, others: items.length - breaking });
}

/** A deadline as the reader writes days. */
export function deadlineText(item: BriefItem, language: Language, t: Words): string | undefined {
  if (item.deadline === undefined) return undefined;
  const day = new Date(`${item.deadline}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return t("brief.deadline", { date: item.deadline });
  return t("brief.deadline", { date: formatterOf(language).dateTime(day, { dateStyle: "long", timeZone: "UTC" }) });
}

/** Both values of a change, where they are short enough to say something. */
export function briefValues(change: BriefChange): { readonly before?: string; readonly after?: string } {
  return {
    ...(change.before === undefined ? {} : { before: valueText(change.before) }),
    ...(change.after === undefined ? {} : { after: valueText(change.after) }),
  };
}

function codeText(change: CodeChange): string {
  return `${inlineCode(change.path)}\n\n${fencedCode(changeText(change), "diff")}`;
}

/** The call of an item, in a brief of TypeScript or of no language in particular. */
function callOf({ call }: BriefItem, told: BriefCode | undefined): string | undefined {
  return told === undefined || told.target === "typescript" ? call : undefined;
}

function changeLine(change: BriefChange, t: Words): string {
  const { before, after } = briefValues(change);
  const values = [
    before === undefined ? "" : `  - ${t("brief.before")}${t("colon")} ${inlineCode(before)}`,
    after === undefined ? "" : `  - ${t("brief.after")}${t("colon")} ${inlineCode(after)}`,
  ];
  const property = change.property === undefined ? "" : `${inlineCode(change.property)} `;
  return [`- ${property}${markdownText(change.text)}`, ...values].filter((line) => line !== "").join("\n");
}

function itemText(item: BriefItem, told: BriefCode | undefined, language: Language, t: Words): string {
  const deadline = deadlineText(item, language, t);
  const call = callOf(item, told);
  return [
    `### ${inlineCode(item.name)}`,
    deadline === undefined ? "" : `**${markdownText(deadline)}**`,
    item.events.length === 0 ? "" : `${t("step.events")}${t("colon")} ${item.events.map(inlineCode).join(", ")}`,
    item.changes.map((change) => changeLine(change, t)).join("\n"),
    ...(told?.items.get(item) ?? []).map(codeText),
    call === undefined ? "" : fencedCode(call, "ts"),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The brief as Markdown, with the lines of code that differ where they are given. */
export function briefMarkdown(brief: SourceBrief, plan: string, language: Language, told?: BriefCode): string {
  const t = translator(language, "document");
  const { source, items } = brief;
  const parts = SEVERITIES.flatMap((severity) => {
    const own = items.filter((item) => item.severity === severity);
    return own.length === 0
      ? []
      : [`## ${t(`brief.${severity}`)}`, ...own.map((item) => itemText(item, told, language, t))];
  });
  const command = fencedCode(generateCommand({ slug: plan }, told?.target), "sh");
  const shared = told?.shared ?? [];
  return `${[
    `# ${markdownText(t("brief.title", { source: source.name }))}`,
    markdownText(briefVersions(brief, t)),
    ...(items.length === 0 ? [markdownText(t("brief.noneText"))] : parts),
    ...(shared.length === 0 ? [] : [`## ${t("brief.shared")}`, ...shared.map(codeText)]),
    ...(items.some(({ call }) => call !== undefined) ? [`## ${t("brief.generate")}`, command] : []),
  ].join("\n\n")}\n`;
}

function printedCode(change: CodeChange): Markup {
  return html`<h4><code>${change.path}</code></h4><pre>${changeText(change)}</pre>`;
}

function printedItem(item: BriefItem, told: BriefCode | undefined, language: Language, t: Words): Markup {
  const deadline = deadlineText(item, language, t);
  const call = callOf(item, told);
  return html`<article><h3><code>${item.name}</code></h3>${deadline !== undefined && html`<p class="warning">${deadline}</p>`}${
    item.events.length > 0 && html`<p class="quiet">${t("step.events")}${t("colon")} ${item.events.join(", ")}</p>`
  }<table><tbody>${item.changes.map((change) => {
    const { before, after } = briefValues(change);
    return html`<tr><td><span class="severity ${change.severity}">${t(`severity.${change.severity}`)}</span></td><td>${
      change.property !== undefined && html`<code>${change.property}</code> `
    }${change.text}${before !== undefined && html`<br><del>${before}</del>`}${after !== undefined && html` <ins>${after}</ins>`}</td></tr>`;
  })}</tbody></table>${(told?.items.get(item) ?? []).map(printedCode)}${
    call !== undefined && html`<h4>${t("brief.call")}</h4><pre>${call}</pre>`
  }</article>`;
}

/** The brief as one page that prints. */
export function briefPage(brief: SourceBrief, language: Language, told?: BriefCode): string {
  const t = translator(language, "document");
  const title = t("brief.title", { source: brief.source.name });
  const parts = SEVERITIES.map((severity) => {
    const own = brief.items.filter((item) => item.severity === severity);
    return (
      own.length > 0 &&
      html`<h2>${t(`brief.${severity}`)}</h2>${own.map((item) => printedItem(item, told, language, t))}`
    );
  });
  const shared = told?.shared ?? [];
  return htmlPage({
    language,
    title,
    body: html`<main><h1>${title}</h1><p>${briefVersions(brief, t)}</p><p class="quiet">${briefSummary(brief, t)}</p>${
      brief.items.length === 0 ? html`<p>${t("brief.noneText")}</p>` : parts
    }${shared.length > 0 && html`<h2>${t("brief.shared")}</h2>${shared.map(printedCode)}`}</main>`,
  });
}
