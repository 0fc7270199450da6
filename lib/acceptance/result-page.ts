/** The signed result of a run as one page in either language, to read, print and hand over. */

import { html, type Markup } from "../document/html.ts";
import { htmlPage } from "../document/write-document.ts";
import { type AreaText, type Formatter, formatterOf } from "../i18n/translate.ts";
import { localized, translator } from "../i18n/translator.ts";
import type { Language } from "../plan/plan.ts";
import type { SignedStatement, Statement, StatementItem } from "./statement.ts";

interface Words {
  readonly t: AreaText<"acceptance">;
  readonly language: Language;
  readonly format: Formatter;
}

function at(words: Words, instant: string): string {
  return words.format.dateTime(new Date(instant), { dateStyle: "medium", timeStyle: "medium" });
}

/** "version 3 of the plan", "branch checkout". */
export function judgeText(
  t: AreaText<"acceptance">,
  run: { readonly version: number; readonly branch?: string | undefined },
) {
  return run.branch === undefined
    ? t("versionText", { version: run.version })
    : t("branchText", { branch: run.branch });
}

function whoText(t: AreaText<"acceptance">, { who }: Statement): string {
  return who.kind === undefined
    ? t(`who.${who.chosen === "code" ? "code" : "first"}`)
    : t(`who.${who.kind}`, { id: who.id ?? "" });
}

function scopeText({ t, language }: Words, { scope }: Statement): string {
  if (scope.kind !== "journey") return t(`scopeOption.${scope.kind}`);
  return t("scopeOption.journey", { name: localized(scope.journey ?? {}, language) });
}

function facts(statement: Statement, words: Words): readonly (readonly [string, string])[] {
  const { t } = words;
  const { project, source, release, plan, startedAt, startedBy, endedAt, pauses, signedBy } = statement;
  const signer = signedBy.role === "" ? signedBy.name : t("run.signedRole", signedBy);
  const all: readonly (readonly [string, string])[] = [
    [t("file.project"), project.name],
    [
      t("file.source"),
      `${source.name} (${source.slug}, ${translator(words.language, "source")(`environment.${environmentOf(source.environment)}`)})`,
    ],
    [t("file.who"), whoText(t, statement)],
    [t("file.release"), release],
    [t("file.plan"), `${judgeText(t, plan)}, ${plan.hash.slice(0, 12)}`],
    [t("file.scope"), scopeText(words, statement)],
    [t("file.started"), `${at(words, startedAt)}, ${startedBy}`],
    [t("file.ended"), at(words, endedAt)],
    [
      t("file.pauses"),
      pauses.map(({ from, to }) => t("file.pause", { from: at(words, from), to: at(words, to) })).join("; "),
    ],
    [t("file.signed"), signer],
    [t("file.account"), signedBy.account],
    [t("file.note"), signedBy.note],
  ];
  return all.filter(([, value]) => value !== "");
}

function environmentOf(environment: string): "production" | "staging" | "development" {
  return environment === "production" || environment === "staging" ? environment : "development";
}

function seen(item: StatementItem, { t, language }: Words): Markup {
  const breaches = item.state === "fault" ? (item.faults[0]?.breaches ?? []) : [];
  return html`${item.aside !== undefined && t("run.asideBy", { name: item.aside.by, reason: item.aside.reason })}${
    item.state === "conformant" && item.conformant > 1 && t("run.times", { count: item.conformant })
  }${item.state === "conformant" && item.faulty > 0 && html` ${t("run.mended", { count: item.faulty })}`}${
    breaches.length > 0 &&
    html`<ul>${breaches.map(({ message }) => html`<li>${localized(message, language)}</li>`)}</ul>`
  }`;
}

function place({ journey, step }: StatementItem, language: Language): string {
  return [journey, step]
    .map((text) => localized(text ?? {}, language))
    .filter(Boolean)
    .join(" → ");
}

function itemRow(item: StatementItem, words: Words): Markup {
  const { t, language } = words;
  const sample = item.state === "fault" ? item.faultSample : item.sample;
  const where = place(item, language);
  return html`<tr><th scope="row"><code>${item.name}</code>${where !== "" && html`<br><span class="quiet">${where}</span>`}</th><td>${t(
    `run.row.${item.aside === undefined ? item.state : "aside"}`,
  )}</td><td>${sample !== undefined && at(words, sample.receivedAt)}</td><td>${seen(item, words)}</td></tr>`;
}

function others(statement: Statement, words: Words): Markup | false {
  const { t, language } = words;
  const shell = translator(language, "shell");
  const verdict = (name: string) =>
    name === "conformant" || name === "violating" || name === "unplanned" || name === "malformed"
      ? shell(`verdict.${name}`)
      : name;
  return (
    statement.others.length > 0 &&
    html`<h2>${t("file.others")}</h2><table><thead><tr><th scope="col">${t("file.event")}</th><th scope="col">${t("file.verdict")}</th><th scope="col">${t("file.when")}</th></tr></thead><tbody>${statement.others.map(
      (other) =>
        html`<tr><th scope="row"><code>${other.name === "" ? other.callType : other.name}</code></th><td>${verdict(other.verdict)}, ${t("run.otherCount", { count: other.count })}</td><td>${at(words, other.last)}</td></tr>`,
    )}</tbody></table>`
  );
}

function samples(statement: Statement, { t }: Words): Markup | false {
  const shown = statement.items.flatMap(({ name, state, sample, faultSample }) => {
    const one = state === "fault" ? faultSample : sample;
    return one === undefined ? [] : [{ name, call: one.call }];
  });
  return (
    shown.length > 0 &&
    html`<h2>${t("file.samples")}</h2>${shown.map(
      ({ name, call }) =>
        html`<article><h3><code>${name}</code></h3><pre>${JSON.stringify(call, null, 2)}</pre></article>`,
    )}`
  );
}

/** The result as a page that holds everything it shows. */
export function resultPage(
  { statement, signature }: SignedStatement,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string {
  const t = translator(language, "acceptance");
  const words: Words = { t, language, format: formatterOf(language, timeZone) };
  const title = t("file.title", { source: statement.source.name });
  const { counts, outcome } = statement;
  return htmlPage({
    language,
    title,
    body: html`<main><p class="quiet">${t("file.lead")}</p><h1>${title}</h1><p><strong>${t(`run.outcome.${outcome}`)}</strong>, ${t("run.progress", { done: counts.conformant, total: counts.total })}, ${t("run.counts", counts)}</p><h2>${t("file.facts")}</h2><table><tbody>${facts(
      statement,
      words,
    ).map(
      ([term, value]) => html`<tr><th scope="row">${term}</th><td>${value}</td></tr>`,
    )}</tbody></table><h2>${t("file.items")}</h2><table><thead><tr><th scope="col">${t("file.event")}</th><th scope="col">${t("file.state")}</th><th scope="col">${t("file.when")}</th><th scope="col">${t("file.told")}</th></tr></thead><tbody>${statement.items.map(
      (item) => itemRow(item, words),
    )}</tbody></table>${others(statement, words)}${samples(statement, words)}<h2>${t("file.proof")}</h2><p>${t("file.proofText")}</p><p>${t("file.key")} <code>${signature.keyId}</code></p><pre>${signature.publicKey}</pre><p>${t("file.value")} <code>${signature.value}</code></p></main>`,
  });
}
