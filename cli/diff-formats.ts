/** Changes between two plans as text, as Markdown for a comment on a pull request, as annotations of GitHub Actions. */

import type { ReceivedCount } from "../lib/backtest/received-counts.ts";
import type { WitnessedChange } from "../lib/backtest/witness-judge.ts";
import { fencedCode } from "../lib/base/markdown-code.ts";
import { beginningOf } from "../lib/base/storable.ts";
import { SEVERITIES, type Severity } from "../lib/plan/diff-table.ts";
import { breachWords } from "../lib/violation/breach-words.ts";
import type { CliContext } from "./context.ts";
import { escapedData, escapedProperty } from "./lint-formats.ts";

export interface CountedChange extends WitnessedChange {
  /** Received calls that it would refuse; where the server was asked. */
  readonly received?: ReceivedCount;
}

/** What a line about a change says. */
export type NamedChange = Pick<CountedChange, "objectName" | "propertyName" | "en" | "fr">;

function placeOf({ objectName, propertyName }: NamedChange): string {
  return propertyName === undefined ? objectName : `${objectName}.${propertyName}`;
}

/** A no-break space stands before a colon in French. */
export function changeText(change: NamedChange, { language }: CliContext): string {
  return `${placeOf(change)}${language === "fr" ? "\u00A0:" : ":"} ${change[language]}`;
}

function receivedText({ received }: CountedChange, { t }: CliContext): string | undefined {
  if (received === undefined) return undefined;
  const { last7Days: week, last30Days: month, atLeast } = received;
  return t(atLeast ? "diff.receivedAtLeast" : "diff.received", { week, month });
}

type Payload = Extract<NonNullable<CountedChange["witness"]>, { readonly outcome: "payload" }>;

function brokenAt({ breaks }: Payload, { language, t }: Pick<CliContext, "language" | "t">): string {
  return t("diff.witnessAt", { path: breaks.path === "" ? "/" : breaks.path, what: breachWords(breaks, language) });
}

const LONGEST = 200;

/** What a text says now, and in which language: the sentence of the change says only that it is another one. */
function textLine({ severity, path, after }: CountedChange, { t }: CliContext): string[] {
  const spoken = /\.(en|fr)$/.exec(path)?.[1];
  if (severity !== "documentation" || typeof after !== "string" || spoken === undefined) return [];
  const text = after.length > LONGEST ? `${beginningOf(after, LONGEST)}…` : after;
  return [t("diff.textNow", { language: spoken, text: text.replace(/\s+/g, " ") })];
}

/** The payload that breaks, on one line that can be copied; or why there is none. */
function witnessLines({ witness }: CountedChange, { language, t }: CliContext): string[] {
  if (witness === undefined) return [];
  if (witness.outcome !== "payload") return [`    ${witness[language]}`];
  const source = witness.source === undefined ? "" : ` (${witness.source})`;
  return [
    `    ${t("diff.witness", { call: JSON.stringify(witness.call) })}${source}`,
    `    ${brokenAt(witness, { language, t })}`,
  ];
}

function grouped(changes: readonly CountedChange[]): (readonly [Severity, readonly CountedChange[]])[] {
  return SEVERITIES.map(
    (severity) => [severity, changes.filter((change) => change.severity === severity)] as const,
  ).filter(([, group]) => group.length > 0);
}

export function textLines(changes: readonly CountedChange[], context: CliContext): string[] {
  return grouped(changes).flatMap(([severity, group]) => [
    context.t(`diff.${severity}`, { count: group.length }),
    ...group.flatMap((change) => {
      const received = receivedText(change, context);
      return [
        `  ${changeText(change, context)}`,
        ...textLine(change, context).map((line) => `    ${line}`),
        ...witnessLines(change, context),
        ...(received === undefined ? [] : [`    ${received}`]),
      ];
    }),
  ]);
}

/** Text as it stands: no markup, no link, no mention of anybody. */
function plain(text: string): string {
  const entity = (character: string) => `&#${character.codePointAt(0)};`;
  return text.replace(/[&<>@#\\`*_{}[\]()!|~]/g, entity).replace(/\s+/g, " ");
}

/** A block of JSON inside an item of a list. */
function fenced(code: string): string[] {
  return fencedCode(code, "json")
    .split("\n")
    .map((line) => `  ${line}`);
}

function markdownWitness({ witness }: CountedChange, { language, t }: CliContext): string[] {
  if (witness === undefined) return [];
  if (witness.outcome !== "payload") return [`  ${plain(witness[language])}`];
  const where = plain(brokenAt(witness, { language, t }));
  return [
    "",
    `  <details><summary>${plain(t("diff.payload"))}</summary>`,
    "",
    ...fenced(JSON.stringify(witness.call, undefined, 2)),
    "",
    `  ${where}`,
    "",
    "  </details>",
    "",
  ];
}

/** A comment: breaking changes with their payloads, the others folded away. `told` is what to know of the comparison. */
export function markdown(changes: readonly CountedChange[], context: CliContext, told: readonly string[] = []): string {
  const { t, language } = context;
  const about = told.flatMap((sentence) => [plain(sentence), ""]);
  if (changes.length === 0) return [`### ${t("diff.heading")}`, "", ...about, t("diff.none")].join("\n");
  const sections = grouped(changes).flatMap(([severity, group]) => {
    const lines = group.flatMap((change) => {
      const received = receivedText(change, context);
      const more = received === undefined ? "" : ` **${plain(received)}**`;
      const now = textLine(change, context).map((line) => ` ${plain(line)}`);
      return [
        `- **${plain(placeOf(change))}** ${plain(change[language])}${now.join("")}${more}`,
        ...markdownWitness(change, context),
      ];
    });
    const title = plain(t(`diff.${severity}`, { count: group.length }));
    if (severity === "breaking") return [`**${title}**`, "", ...lines, ""];
    return ["<details>", `<summary>${title}</summary>`, "", ...lines, "", "</details>", ""];
  });
  return [`### ${t("diff.heading")}`, "", ...about, ...sections].join("\n").trimEnd();
}

const COMMANDS = { breaking: "error", compatible: "notice", documentation: "notice" } as const;

/** An annotation at the line of the plan file, where the change has one. */
export function githubLine(
  change: CountedChange,
  place: { readonly file: string; readonly line?: number | undefined },
  context: CliContext,
): string {
  const at = [`file=${escapedProperty(place.file)}`, ...(place.line === undefined ? [] : [`line=${place.line}`])];
  const received = receivedText(change, context);
  const sentence = `${changeText(change, context)}${received === undefined ? "" : ` ${received}`}`;
  return `::${COMMANDS[change.severity]} ${at.join(",")},title=${escapedProperty(change.code)}::${escapedData(sentence)}`;
}
