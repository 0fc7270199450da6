/** The events of a document, by category. */

import { translator } from "../i18n/translator.ts";
import type { PlanEvent, Serves } from "../plan/plan.ts";
import { type ResolvedEvent, resolveEvent } from "../plan/resolve.ts";
import { EVENT_ROLE_WORDS } from "../plan/role-word.ts";
import { type Desk, eventAnchor, paragraphs } from "./document.ts";
import { examplePayload } from "./example-payload.ts";
import { html, type Markup, webAddress } from "./html.ts";
import { deprecationOf, propertyTable } from "./property-table.ts";

/** The names of what something serves: decisions, then metrics. */
export function servedNames(desk: Pick<Desk, "plan" | "text">, { decisions, metrics }: Serves): string[] {
  const { plan, text } = desk;
  return [
    ...plan.decisions.filter(({ id }) => decisions.includes(id)),
    ...plan.metrics.filter(({ id }) => metrics.includes(id)),
  ].map((one) => text(one.name, one.id));
}

/** An address as a link where it is one of the web. */
export function addressMark(address: string): Markup {
  const href = webAddress(address);
  return href === undefined ? html`${address}` : html`<a href="${href}" rel="noreferrer noopener">${address}</a>`;
}

function fact(label: string, value: Markup | string): Markup {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function facts(desk: Desk, event: PlanEvent): Markup {
  const { t, input } = desk;
  const served = servedNames(desk, event.serves);
  const roles = event.roles.map((role) => EVENT_ROLE_WORDS[role][input.language]);
  const sources = event.sources.length === 0 ? t("event.everySource") : event.sources.join(", ");
  return html`<dl class="facts">${fact(t("event.sources"), sources)}${fact(t("event.code"), html`<code>${event.identifier}</code>`)}${[
    served.length > 0 && fact(t("event.serves"), served.join(", ")),
    roles.length > 0 && fact(t("event.roles"), roles.join(", ")),
    fact(t("event.privacy"), t(`privacyClass.${event.privacy}`)),
    event.consentPurpose !== undefined && fact(t("event.purpose"), event.consentPurpose),
    event.retentionDays !== undefined && fact(t("event.retention"), t("event.days", { count: event.retentionDays })),
    event.formerNames.length > 0 && fact(t("event.former"), event.formerNames.join(", ")),
    input.people && event.owner !== undefined && fact(t("event.owner"), event.owner),
    input.people && event.steward !== undefined && fact(t("event.steward"), event.steward),
  ]}</dl>`;
}

function triggers(desk: Desk, event: PlanEvent): Markup {
  const { t, text } = desk;
  const rule = text(event.trigger);
  const places = event.triggers.map(
    (one) =>
      html`<li>${paragraphs(text(one.text))}${one.source !== undefined && html`<p class="quiet">${t("step.source")}${t("colon")} <code>${one.source}</code></p>`}${
        one.url !== undefined && html`<p>${addressMark(one.url)}</p>`
      }${one.image !== undefined && desk.figure(one.image)}</li>`,
  );
  return html`${rule !== "" && html`<h4>${t("event.trigger")}</h4>${paragraphs(rule)}`}${
    places.length > 0 && html`<h4>${t("event.places")}</h4><ol>${places}</ol>`
  }`;
}

function variants(desk: Desk, { event, variants: found }: ResolvedEvent): readonly Markup[] {
  const { t, text } = desk;
  return (found?.cases ?? []).map(
    ({ case: one }) =>
      html`<h4>${t("event.variant", { name: text(one.displayName, one.match.join(", ")) })}</h4><p class="quiet">${t(
        "event.match",
        {
          property: found?.discriminator.name ?? "",
          values: one.match.join(", "),
        },
      )}</p>${propertyTable(
        desk,
        one.properties.map((property) => ({ property })),
        event,
      )}`,
  );
}

function eventArticle(desk: Desk, event: PlanEvent): Markup {
  const { t, text, input } = desk;
  const shown = text(event.displayName);
  const resolved = resolveEvent(desk.plan, event);
  const calls = event.callType === "track" ? "" : event.callType;
  const marks = [
    event.critical ? t("event.critical") : "",
    event.status === "active" ? "" : t(`status.${event.status}`),
    calls,
  ].filter((mark) => mark !== "");
  return html`<article class="event"><h3 id="${eventAnchor(event)}"><code>${event.name}</code>${
    shown !== "" && shown !== event.name && html` <span class="shown">${shown}</span>`
  }${marks.map((mark) => html` <span class="mark">${mark}</span>`)}</h3>${deprecationOf(desk, event)}${paragraphs(
    text(event.description),
  )}${triggers(desk, event)}${facts(desk, event)}<h4>${t("event.properties")}</h4>${propertyTable(desk, resolved.properties, event)}${
    event.open && html`<p class="quiet">${t("event.open")}</p>`
  }${variants(desk, resolved)}<h4>${event.examples.length > 0 ? t("event.example") : translator(input.language, "data")("madeUp")}</h4><pre>${JSON.stringify(examplePayload(resolved), null, 2)}</pre></article>`;
}

/** All events with everything said of them, in the order of their categories. */
export function eventPart(desk: Desk): Markup {
  const { plan, t, text } = desk;
  if (plan.events.length === 0) return html`<p class="quiet">${t("none.events")}</p>`;
  const known = new Set<string>(plan.categories.map(({ id }) => id));
  const groups = [
    ...plan.categories.map((category) => ({
      name: category.name,
      about: text(category.description),
      events: plan.events.filter((event) => event.category === category.id),
    })),
    {
      name: t("event.uncategorised"),
      about: "",
      events: plan.events.filter(({ category }) => category === undefined || !known.has(category)),
    },
  ].filter(({ events }) => events.length > 0);
  const isOne = groups.length === 1 && plan.categories.length === 0;
  return html`${groups.map(
    ({ name, about, events }) =>
      html`<section class="category">${!isOne && html`<h2 class="category">${name}</h2>`}${paragraphs(about)}${events.map(
        (event) => eventArticle(desk, event),
      )}</section>`,
  )}`;
}
