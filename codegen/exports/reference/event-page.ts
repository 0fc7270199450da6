/** The page of one event: when it fires, what it carries, an example, what it serves. */

import { type Desk, dayText } from "../../../lib/document/document.ts";
import { servedNames } from "../../../lib/document/event-part.ts";
import { examplePayload } from "../../../lib/document/example-payload.ts";
import { deprecationText } from "../../../lib/document/property-table.ts";
import { translator } from "../../../lib/i18n/translator.ts";
import type { PlanEvent } from "../../../lib/plan/plan.ts";
import { type ResolvedEvent, resolveEvent } from "../../../lib/plan/resolve.ts";
import { EVENT_ROLE_WORDS } from "../../../lib/plan/role-word.ts";
import { markdownCode, visible } from "../../escape.ts";
import { joined, paragraphs, plain } from "./markdown-text.ts";
import { propertyTable } from "./property-table.ts";

export function eventPage(desk: Desk, event: PlanEvent, version: number): string {
  const { t, text, plan, input } = desk;
  const resolved = resolveEvent(plan, event);
  const shown = text(event.displayName);
  const example = examplePayload(resolved);
  const data = translator(input.language, "data");
  return joined([
    `# ${markdownCode(event.name)}`,
    shown !== "" && shown !== event.name && `**${plain(shown)}**`,
    plain(deprecationText(desk, event)),
    paragraphs(text(event.description)),
    ...trigger(desk, event),
    facts(desk, event),
    `## ${t("event.properties")}`,
    propertyTable(
      desk,
      resolved.properties.map(({ property }) => property),
      event,
    ),
    event.open && t("event.open"),
    ...variants(desk, resolved),
    `## ${event.examples.length > 0 ? t("event.example") : data("madeUp")}`,
    `\`\`\`json\n${visible(JSON.stringify(example, null, 2))}\n\`\`\``,
    plain(data("table.version", { id: event.id, version })),
  ]);
}

function trigger({ t, text }: Desk, event: PlanEvent): (string | false)[] {
  const rule = text(event.trigger);
  const places = event.triggers.map(({ text: told, source, url }) => {
    const where = [source, url].filter((part) => part !== undefined).map(markdownCode);
    return `- ${[plain(text(told)), ...where].filter((part) => part !== "").join(" ")}`;
  });
  return [
    rule !== "" && `## ${t("event.trigger")}`,
    rule !== "" && paragraphs(rule),
    places.length > 0 && `## ${t("event.places")}`,
    places.length > 0 && places.join("\n"),
  ];
}

function facts(desk: Desk, event: PlanEvent): string {
  const { t, input } = desk;
  const served = servedNames(desk, event.serves);
  const roles = event.roles.map((role) => EVENT_ROLE_WORDS[role][input.language]);
  const told: readonly (readonly [string, string | undefined])[] = [
    [t("event.sources"), event.sources.length === 0 ? t("event.everySource") : event.sources.join(", ")],
    [t("event.serves"), served.join(", ")],
    [t("event.roles"), roles.join(", ")],
    [t("event.privacy"), t(`privacyClass.${event.privacy}`)],
    [t("event.purpose"), event.consentPurpose],
    [t("event.retention"), event.retentionDays && t("event.days", { count: event.retentionDays })],
    [t("event.former"), event.formerNames.join(", ")],
    [t("event.owner"), event.owner],
    [t("event.steward"), event.steward],
    [translator(input.language, "data")("expires"), event.expiresOn && dayText(desk, event.expiresOn)],
  ].map(([label, value]) => [String(label), value === 0 ? undefined : value?.toString()]);
  const lines = told.flatMap(([label, value]) => (value ? [`- ${label}${t("colon")} ${plain(value)}`] : []));
  return [`- ${t("event.code")}${t("colon")} ${markdownCode(event.identifier)}`, ...lines].join("\n");
}

function variants(desk: Desk, { event, variants: found }: ResolvedEvent): string[] {
  const { t, text } = desk;
  return (found?.cases ?? []).map(({ case: one }) => {
    const values = one.match.join(", ");
    return joined([
      `## ${plain(t("event.variant", { name: text(one.displayName, values) }))}`,
      plain(t("event.match", { property: found?.discriminator.name ?? "", values })),
      propertyTable(desk, one.properties, event),
    ]);
  });
}
