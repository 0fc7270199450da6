/** Writes a plan as one HTML file that holds everything it shows: it opens without a network and prints on A4. */

import { countProperties } from "../plan/coverage.ts";
import { decisionPart } from "./decision-part.ts";
import { type Desk, type DocumentInput, deskOf, eventAnchor, paragraphs } from "./document.ts";
import { eventPart } from "./event-part.ts";
import { html, Markup } from "./html.ts";
import { changePart, glossaryPart, groupPart, journeyPart, userPropertyPart } from "./other-parts.ts";
import { SECTIONS, type Section } from "./section.ts";
import { OWN_POLICY, STYLE } from "./style.ts";

const PARTS: Readonly<Record<Section, (desk: Desk) => Markup>> = {
  decisions: decisionPart,
  events: eventPart,
  userProperties: userPropertyPart,
  groups: groupPart,
  journeys: journeyPart,
  changes: changePart,
  glossary: glossaryPart,
};

/** One page of HTML in a language, without scripts, that asks for nothing. */
export function htmlPage(page: { readonly language: string; readonly title: string; readonly body: Markup }): string {
  return html`<!doctype html>
<html lang="${page.language}"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${OWN_POLICY}"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer"><title>${page.title}</title><style>${new Markup(STYLE)}</style></head>
<body>${page.body}</body></html>
`.text;
}

/** "Version 3", "Branch checkout". */
export function editionText({ input, t }: Pick<Desk, "input" | "t">): string {
  const { edition } = input;
  return "version" in edition
    ? t("cover.version", { version: edition.version })
    : t("cover.branch", { branch: edition.branch });
}

function cover(desk: Desk): Markup {
  const { plan, t, text, format, input } = desk;
  const date = input.date === undefined ? undefined : format.dateTime(input.date, { dateStyle: "long" });
  const counts = {
    events: plan.events.length,
    properties: countProperties(plan),
    decisions: plan.decisions.length,
    journeys: plan.journeys.length,
  };
  const userId = plan.settings.canonicalUserId;
  return html`<header class="cover"><p class="kind">${t("title")}</p><h1>${text(plan.name, input.project)}</h1>${paragraphs(
    text(plan.description),
  )}<p><strong>${editionText(desk)}</strong></p><p>${date !== undefined && t("version" in input.edition ? "cover.published" : "cover.made", { date })}${
    input.author !== undefined && html`<br>${t("cover.author", { name: input.author })}`
  }</p><p class="quiet">${t("cover.counts", counts)}</p>${
    userId !== undefined && html`<p class="quiet">${t("cover.userId")}${t("colon")} ${userId}</p>`
  }</header>`;
}

function namesIn(desk: Desk, section: Section): readonly { readonly id: string; readonly name: string }[] {
  const { plan, text } = desk;
  switch (section) {
    case "decisions":
      return plan.decisions.map(({ id, name }) => ({ id, name: text(name, id) }));
    case "events":
      return plan.events.map((event) => ({ id: eventAnchor(event), name: event.name }));
    case "journeys":
      return plan.journeys.map(({ id, name }) => ({ id, name: text(name, id) }));
    default:
      return [];
  }
}

function contents(desk: Desk, sections: readonly Section[]): Markup {
  const { t } = desk;
  return html`<nav class="contents" aria-label="${t("cover.contents")}"><h2>${t("cover.contents")}</h2><ol>${sections.map(
    (section) => {
      const names = namesIn(desk, section);
      return html`<li><a href="#part-${section}">${t(`section.${section}`)}</a>${
        names.length > 0 && html`<ol>${names.map(({ id, name }) => html`<li><a href="#${id}">${name}</a></li>`)}</ol>`
      }</li>`;
    },
  )}</ol></nav>`;
}

/** The document with a bar above it, which is not printed. */
export function withBar(page: string, bar: Markup): string {
  // The first one: what stands before it is escaped.
  return page.replace("<body>", () => `<body>${bar.text}`);
}

export function writeDocument(input: DocumentInput): string {
  const desk = deskOf(input);
  const { t, text, plan } = desk;
  const chosen = SECTIONS.filter((section) => input.sections.includes(section));
  // In order: a figure is shown whole where it comes first.
  const parts = chosen.map(
    (section) =>
      html`<section class="part"><h2 id="part-${section}">${t(`section.${section}`)}</h2>${PARTS[section](desk)}</section>`,
  );
  return htmlPage({
    language: input.language,
    title: `${text(plan.name, input.project)} · ${editionText(desk)}`,
    body: html`<main>${cover(desk)}${contents(desk, chosen)}${parts}</main>`,
  });
}
