/** User properties, groups, journeys, changes and the glossary of a document. */

import { type Change, diffPlans } from "../plan/diff.ts";
import { SEVERITIES } from "../plan/diff-table.ts";
import { type Desk, eventLink, paragraphs } from "./document.ts";
import { addressMark } from "./event-part.ts";
import { html, type Markup } from "./html.ts";
import { valueText } from "./property-rows.ts";
import { propertyTable } from "./property-table.ts";

const quiet = (text: string): Markup => html`<p class="quiet">${text}</p>`;

/** What is known of people. */
export function userPropertyPart(desk: Desk): Markup {
  const rows = desk.plan.userProperties.map((property) => ({ property }));
  return rows.length === 0 ? quiet(desk.t("none.userProperties")) : propertyTable(desk, rows, "person");
}

/** What people belong to, with what is known of it. */
export function groupPart(desk: Desk): Markup {
  const { plan, t, text } = desk;
  if (plan.groupTypes.length === 0) return quiet(t("none.groups"));
  return html`${plan.groupTypes.map(({ id, name, displayName, description, properties }) => {
    const rows = properties.map((property) => ({ property }));
    return html`<article><h3 id="${id}">${text(displayName, name)} <code>${name}</code></h3>${paragraphs(text(description))}${propertyTable(desk, rows, "person")}</article>`;
  })}`;
}

/** Journeys, step by step, with pictures and the events that fire there. */
export function journeyPart(desk: Desk): Markup {
  const { plan, t, text, eventsById, input } = desk;
  if (plan.journeys.length === 0) return quiet(t("none.journeys"));
  return html`${plan.journeys.map(
    (journey) =>
      html`<article><h3 id="${journey.id}">${text(journey.name, journey.id)}</h3>${paragraphs(text(journey.description))}${
        input.people && journey.owner !== undefined && quiet(`${t("event.owner")}${t("colon")} ${journey.owner}`)
      }<ol class="steps">${journey.steps.map((step) => {
        const events = step.events.flatMap((id) => eventsById.get(id) ?? []);
        return html`<li><strong>${text(step.name, step.id)}</strong>${paragraphs(text(step.description))}${
          step.source !== undefined &&
          html`<p class="quiet">${t("step.source")}${t("colon")} <code>${step.source}</code></p>`
        }${step.url !== undefined && html`<p>${addressMark(step.url)}</p>`}${step.image !== undefined && desk.figure(step.image)}${
          events.length === 0
            ? quiet(t("step.none"))
            : html`<p>${t("step.events")}${t("colon")} ${events.map((event, at) => html`${at > 0 && ", "}${eventLink(desk, event)}`)}</p>`
        }</li>`;
      })}</ol></article>`,
  )}`;
}

/** Fields that name people of the organisation. */
const OF_PEOPLE = /\/(?:owner|steward|controllerContact|dataProtectionOfficer)$/;

function changeRow(desk: Desk, change: Change): Markup {
  const { language } = desk.input;
  const isText = typeof change.before === "string" || typeof change.after === "string";
  const both = change.severity === "documentation" && isText;
  return html`<tr><td><span class="severity ${change.severity}">${desk.t(`severity.${change.severity}`)}</span></td><th scope="row">${change.objectName}${
    change.propertyName !== undefined && html` <code>${change.propertyName}</code>`
  }</th><td>${change[language]}${
    both &&
    html`<br>${typeof change.before === "string" && html`<del>${valueText(change.before)}</del> `}${
      typeof change.after === "string" && html`<ins>${valueText(change.after)}</ins>`
    }`
  }</td></tr>`;
}

/** What changed since another plan, what breaks first. */
export function changePart(desk: Desk): Markup {
  const { t, input } = desk;
  const { since } = input;
  if (since === undefined) return quiet(t("none.changes"));
  const changes = diffPlans(since.plan, input.plan).filter(({ path }) => input.people || !OF_PEOPLE.test(path));
  const title = since.version === 0 ? t("changes.sinceFirst") : t("changes.since", { version: since.version });
  const sorted = SEVERITIES.flatMap((severity) => changes.filter((change) => change.severity === severity));
  return html`<p>${title}</p>${
    sorted.length === 0
      ? quiet(t("none.changes"))
      : html`<table><thead><tr><th scope="col">${t("changes.severity")}</th><th scope="col">${t("changes.object")}</th><th scope="col">${t(
          "changes.change",
        )}</th></tr></thead><tbody>${sorted.map((change) => changeRow(desk, change))}</tbody></table>`
  }`;
}

// biome-ignore format: one list of words
const TERMS = [
  "event", "property", "userProperty", "group", "trigger", "source", "required", "decision", "metric", "journey",
  "critical", "breaking", "compatible", "documentation", "deprecated", "privacy",
] as const;

/** The words of the document, and why personal data is processed where the plan says so. */
export function glossaryPart(desk: Desk): Markup {
  const { t, words, text, plan } = desk;
  const { purposes } = plan.settings;
  return html`<dl class="glossary">${TERMS.map(
    (term) => html`<dt>${t(`glossary.${term}.term`)}</dt><dd>${t(`glossary.${term}.text`)}</dd>`,
  )}</dl>${
    purposes.length > 0 &&
    html`<h3>${t("purposes")}</h3><dl class="glossary">${purposes.map(
      (purpose) =>
        html`<dt>${text(purpose.name, purpose.key)} <code>${purpose.key}</code></dt><dd>${text(purpose.description)} <span class="quiet">${words(
          `option.legalBasis.${purpose.legalBasis}`,
        )}</span></dd>`,
    )}</dl>`
  }`;
}
