/** An audit as one page in either language, to read, print and hand to a client. */

import { html, type Markup } from "../document/html.ts";
import { htmlPage } from "../document/write-document.ts";
import { shareText } from "../i18n/share-text.ts";
import { type AreaText, type Formatter, formatterOf } from "../i18n/translate.ts";
import { translator } from "../i18n/translator.ts";
import type { Language } from "../plan/plan.ts";
import type { Audit } from "./audit.ts";
import type { AuditedFile, AuditedKind } from "./audited-file.ts";

export interface AuditAbout {
  /** The file's name, or the source's. */
  readonly name: string;
  readonly kind: AuditedKind | "source";
  readonly requests?: AuditedFile["requests"] | undefined;
  /** The plan it was held against, by its slug. */
  readonly plan?: { readonly slug: string; readonly version: number } | undefined;
  readonly at: Date;
  readonly timeZone: string;
}

interface Words {
  readonly t: AreaText<"discovery">;
  readonly format: Formatter;
}

type Cell = Markup | string | number;

/** Rows of one table that are printed; the JSON has all. */
const SHOWN = 300;

/** A table under its heading, or a line that there is nothing; the first column names the rows. */
function part(
  { t, format }: Words,
  title: string,
  about: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Markup {
  const cell = (value: Cell) => (typeof value === "number" ? format.number(value) : value);
  return html`<h2>${title} (${format.number(rows.length)})</h2><p>${about}</p>${
    rows.length === 0
      ? html`<p class="quiet">${t("audit.nothing")}</p>`
      : html`<table><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${rows
          .slice(0, SHOWN)
          .map(
            ([first = "", ...rest]) =>
              html`<tr><th scope="row">${cell(first)}</th>${rest.map((value) => html`<td>${cell(value)}</td>`)}</tr>`,
          )}</tbody></table>`
  }${rows.length > SHOWN && html`<p class="quiet">${t("audit.more", { count: rows.length - SHOWN })}</p>`}`;
}

function factsTable(rows: readonly (readonly [string, string])[]): Markup {
  return html`<table><tbody>${rows.map(
    ([term, value]) => html`<tr><th scope="row">${term}</th><td>${value}</td></tr>`,
  )}</tbody></table>`;
}

const code = (text: string) => html`<code>${text}</code>`;

function factsOf(about: AuditAbout, { t, format }: Words): readonly (readonly [string, string])[] {
  const { name, kind, requests, plan, at } = about;
  return [
    [t(kind === "source" ? "audit.source" : "audit.file"), name],
    [t("audit.kind"), t(`audit.kinds.${kind}`)],
    ...(requests === undefined ? [] : [[t("audit.requests"), t("audit.requestsTold", requests)] as const]),
    [
      t("audit.plan"),
      plan === undefined
        ? t("audit.noPlan")
        : plan.version === 0
          ? plan.slug
          : t("audit.planTold", { slug: plan.slug, version: plan.version }),
    ],
    [t("audit.date"), format.dateTime(at, { dateStyle: "long", timeStyle: "short" })],
  ];
}

function figures(audit: Audit, { t, format }: Words): readonly (readonly [string, string])[] {
  const { lines, malformed, verdicts, events, conflicts, near, personal, absent } = audit;
  const number = (value: number) => format.number(value);
  return [
    [t("audit.calls"), number(lines)],
    [t("audit.malformed"), number(malformed)],
    ...(verdicts === undefined
      ? []
      : [
          [
            t("audit.conformant"),
            lines === 0
              ? number(0)
              : `${shareText(format, verdicts.conformant / lines)} (${number(verdicts.conformant)})`,
          ] as const,
          [t("audit.violating"), number(verdicts.violating)] as const,
          [t("audit.unplanned"), number(events.filter(({ planned }) => planned === false).length)] as const,
          [t("audit.absent"), number(absent.length)] as const,
        ]),
    [t("audit.events"), number(events.length)],
    [t("audit.conflicts"), number(conflicts.length)],
    [t("audit.near"), number(near.length)],
    [t("audit.personal"), number(personal.length)],
  ];
}

/** One HTML file that holds everything it shows, opens without a network and prints on A4. */
export function auditPage(audit: Audit, about: AuditAbout, language: Language): string {
  const t = translator(language, "discovery");
  const words: Words = { t, format: formatterOf(language, about.timeZone) };
  const title = t("audit.title", { name: about.name });
  const { events, conflicts, near, personal, absent, verdicts } = audit;
  const hasPlan = verdicts !== undefined;
  const planned = (is: boolean | undefined) => (is === undefined ? "" : t(is ? "event.yes" : "event.no"));
  const eventRows = events.map(({ name, kind, count, properties, planned: is }) => [
    ...[code(name), code(kind), count, properties],
    ...(hasPlan ? [planned(is)] : []),
  ]);
  const eventColumns = [t("column.event"), t("column.type"), t("audit.times"), t("audit.properties")];
  const types = (one: (typeof conflicts)[number]) =>
    one.types.map(
      ({ type, count, events: from }) =>
        html`<div>${code(type)} × ${words.format.number(count)}, ${from.slice(0, 5).join(", ")}</div>`,
    );
  return htmlPage({
    language,
    title,
    body: html`<main><p class="quiet">${t("audit.lead")}</p><h1>${title}</h1>${factsTable(factsOf(about, words))}<h2>${t("audit.summary")}</h2>${factsTable(
      figures(audit, words),
    )}${audit.cut && html`<p>${t("audit.cut")}</p>`}${part(
      words,
      t("audit.personal"),
      t("audit.personalText"),
      [t("column.event"), t("column.property"), t("audit.looks"), t("audit.times")],
      personal.map(({ event, property, valueClass, count }) => [
        ...[code(event), code(property), t(`valueClass.${valueClass}`), count],
      ]),
    )}${part(
      words,
      t("audit.conflicts"),
      t("audit.conflictsText"),
      [t("column.property"), t("audit.types")],
      conflicts.map((one) => [code(one.property), html`${types(one)}`]),
    )}${part(
      words,
      t("audit.near"),
      t("audit.nearText"),
      [t("audit.name"), t("audit.other"), t("audit.of")],
      near.map(({ of, name, other }) => [
        code(name),
        code(other),
        t(of === "event" ? "column.event" : "column.property"),
      ]),
    )}${
      hasPlan &&
      html`${part(
        words,
        t("audit.unplanned"),
        t("audit.unplannedText"),
        [t("column.event"), t("column.type"), t("audit.times")],
        events.filter((one) => one.planned === false).map(({ name, kind, count }) => [code(name), code(kind), count]),
      )}${part(
        words,
        t("audit.absent"),
        t("audit.absentText"),
        [t("column.event"), t("column.type")],
        absent.map(({ name, callType }) => [code(name), code(callType)]),
      )}`
    }${part(
      words,
      t("audit.events"),
      t("audit.eventsText"),
      [...eventColumns, ...(hasPlan ? [t("event.inPlan")] : [])],
      eventRows,
    )}<h2>${t("audit.method")}</h2><p>${t("audit.methodText")}</p></main>`,
  });
}
