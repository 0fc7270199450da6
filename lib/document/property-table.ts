/** The table of properties in a document. */

import type { Bundle, PlanEvent, Property, TraitProperty } from "../plan/plan.ts";
import { type Desk, dayText } from "./document.ts";
import { html, type Markup } from "./html.ts";
import { presenceLines } from "./presence-text.ts";
import { propertyRows, typeRules, valueText } from "./property-rows.ts";
import { typeText } from "./type-text.ts";

interface Row {
  readonly property: Property | TraitProperty;
  readonly bundle?: Bundle;
}

/** What is said of something deprecated: by when, and what stands in its place. Nothing of anything else. */
export function deprecationText(desk: Desk, { deprecation, status }: Pick<Property, "deprecation" | "status">): string {
  if (status !== "deprecated") return "";
  const { t, text, plan } = desk;
  const on = deprecation?.on;
  const since = on === undefined ? t("deprecated.since") : t("deprecated.on", { date: dayText(desk, on) });
  const id = deprecation?.replacementId;
  const replacement = id === undefined ? undefined : replacementName(plan, id);
  const words = [
    since,
    deprecation ? text(deprecation.text) : "",
    replacement === undefined ? "" : t("deprecated.replacement", { name: replacement }),
  ];
  return words.filter((part) => part !== "").join(" ");
}

/** The same as a paragraph. */
export function deprecationOf(desk: Desk, object: Pick<Property, "deprecation" | "status">): Markup[] {
  const words = deprecationText(desk, object);
  return words === "" ? [] : [html`<p class="warning">${words}</p>`];
}

function replacementName(plan: Desk["plan"], id: string): string | undefined {
  const event = plan.events.find((one) => one.id === id);
  if (event !== undefined) return event.name;
  const lists = [
    ...plan.events.map((one) => one.properties),
    ...plan.bundles.map((one) => one.properties),
    plan.userProperties,
    ...plan.groupTypes.map((one) => one.properties),
  ];
  return lists.flatMap((list) => propertyRows(list)).find(({ property }) => property.id === id)?.name;
}

function describedIn(desk: Desk, row: Row, isFirst: boolean): Markup {
  const { t, text } = desk;
  const { property, bundle } = row;
  const shown = text(property.displayName);
  return html`${shown !== "" && shown !== property.name && html`<strong>${shown}.</strong> `}${text(property.description)}${deprecationOf(desk, property)}${isFirst && bundle !== undefined && html` <span class="quiet">${t("event.bundle", { name: bundle.name })}</span>`}`;
}

function privacyOf(desk: Desk, { privacy, consentPurpose }: Property): Markup {
  const { t } = desk;
  return html`${t(`privacyClass.${privacy}`)}${consentPurpose !== undefined && html`<br><span class="quiet">${consentPurpose}</span>`}`;
}

function segmentOf(desk: Desk, property: Property | TraitProperty): string {
  return "segmentKind" in property && property.segmentKind !== undefined
    ? desk.words(`option.segmentKind.${property.segmentKind}`)
    : "";
}

/** Whether a property must be there, and from which sources otherwise. */
function requiredIn({ t }: Desk, event: PlanEvent, property: Property): Markup {
  const lines = presenceLines(event, property.id, t);
  return html`${t(property.required ? "yes" : "no")}${lines.map((line) => html`<br><span class="quiet">${line}</span>`)}`;
}

/** Properties with type, whether they must be there, what they mean and what they may hold. */
export function propertyTable(desk: Desk, rows: readonly Row[], of: PlanEvent | "person"): Markup {
  const { t, words } = desk;
  if (rows.length === 0) return html`<p class="quiet">${t("none.properties")}</p>`;
  const isEvent = of !== "person";
  const heads = [
    t("column.name"),
    t("column.type"),
    t(isEvent ? "column.required" : "column.segment"),
    t("column.description"),
    t("column.privacy"),
    t("column.example"),
  ];
  const lines = rows.flatMap((row) =>
    propertyRows([row.property]).map(({ name, property }, at) => {
      const rules = typeRules(property.type, t);
      const [example] = property.examples;
      return html`<tr><th scope="row"><code>${name}</code></th><td data-label="${heads[1]}">${typeText(property.type, words)}</td><td data-label="${heads[2]}">${
        isEvent ? requiredIn(desk, of, property) : segmentOf(desk, property)
      }</td><td>${describedIn(desk, { ...row, property }, at === 0)}${
        rules.length > 0 && html`<ul class="rules">${rules.map((rule) => html`<li>${rule}</li>`)}</ul>`
      }</td><td data-label="${heads[4]}">${privacyOf(desk, property)}</td><td data-label="${heads[5]}">${example !== undefined && html`<code>${valueText(example)}</code>`}</td></tr>`;
    }),
  );
  return html`<table class="properties"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${lines}</tbody></table>`;
}
