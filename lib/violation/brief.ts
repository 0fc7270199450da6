/** What a developer needs to mend a violation where it is sent, as Markdown: copied into a ticket or a message. */

import { fencedCode, inlineCode } from "../base/markdown-code.ts";
import { formatterOf } from "../i18n/translate.ts";
import { translator } from "../i18n/translator.ts";
import { correctionOf } from "../ingest/corrected-call.ts";
import type { Language, Plan } from "../plan/plan.ts";
import { placeWithoutIndexes } from "./fingerprint.ts";
import type { Received } from "./received.ts";
import type { ViolationDetail } from "./store.ts";
import { VIOLATION_TABLE } from "./violation-table.ts";

/** A line of code that sends the event, as `gabarit status` found it in a release. */
export interface CallSite {
  readonly source: string;
  readonly release: string;
  readonly path: string;
  readonly line: number;
}

interface BriefParts {
  readonly violation: ViolationDetail;
  readonly received: Received;
  /** The latest published plan. */
  readonly plan: Plan | undefined;
  readonly sites: readonly CallSite[];
  /** Where the violation is shown. */
  readonly url: string;
  readonly timeZone: string;
}

function expectedOf({ samples, code: broken, path, keyword }: ViolationDetail): string | undefined {
  const own = samples
    .flatMap(({ violations }) => violations)
    .find(
      (one) =>
        one.code === broken && one.keyword === keyword && placeWithoutIndexes(one.path) === placeWithoutIndexes(path),
    );
  if (own?.expected === undefined) return undefined;
  return typeof own.expected === "string" ? own.expected : JSON.stringify(own.expected);
}

function corrected({ violation, plan }: BriefParts, language: Language): readonly string[] {
  const t = translator(language, "violation");
  for (const sample of violation.samples) {
    const found = correctionOf({ ...sample, eventId: violation.eventId }, plan);
    if (found === undefined) continue;
    const changes = found.changes.map((change) => `- ${change[language]}`);
    return [
      "",
      `## ${t("samples.corrected")}`,
      "",
      ...changes,
      "",
      fencedCode(JSON.stringify(found.call, null, 2), "json"),
    ];
  }
  return [];
}

/** Private values stand covered in it, as on the page. */
export function briefText(language: Language, parts: BriefParts): string {
  const { violation, received, sites, url, timeZone } = parts;
  const t = translator(language, "violation");
  const format = formatterOf(language, timeZone);
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "long", timeStyle: "short" });
  const versions = violation.appVersions.filter((version) => version !== "");
  const expected = expectedOf(violation);
  const facts: readonly (readonly [string, string])[] = [
    [t("fact.event"), inlineCode(violation.eventName)],
    [t("fact.where"), violation.path === "" ? t("fact.whole") : inlineCode(violation.path)],
    [t("column.firstSeen"), moment(violation.firstSeen)],
    [t("column.lastSeen"), moment(violation.lastSeen)],
    [t("column.events"), format.number(violation.events)],
    [t("column.users"), format.number(violation.users)],
    [t("column.sources"), violation.sources.map(({ slug }) => slug).join(", ")],
    ...(versions.length === 0 ? [] : [[t("column.versions"), versions.join(", ")] as const]),
    ...(expected === undefined ? [] : [[t("brief.expected"), inlineCode(expected)] as const]),
    ...(received.values.length === 0
      ? []
      : [
          [
            t("brief.received"),
            received.values.map(({ text, events }) => `${inlineCode(text)} (${events})`).join(", "),
          ] as const,
        ]),
  ];
  const places = sites.map(
    ({ source, release, path, line }) => `- ${inlineCode(`${path}:${line}`)} (${source}, ${release})`,
  );
  return [
    `# ${violation.message[language]}`,
    "",
    VIOLATION_TABLE[violation.code].hint[language],
    "",
    ...facts.map(([name, value]) => `- ${t("brief.line", { name, value })}`),
    ...corrected(parts, language),
    ...(places.length === 0 ? [] : ["", `## ${t("brief.sites")}`, "", ...places]),
    "",
    url,
    "",
  ].join("\n");
}
