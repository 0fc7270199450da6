/** Findings as text, as SARIF 2.1.0 for code scanning, as annotations of GitHub Actions. */

import type { Finding } from "../lib/plan/rules/find-findings.ts";
import { RULES } from "../lib/plan/rules/table.ts";
import type { CliContext } from "./context.ts";
import { sarifLog } from "./sarif.ts";

export interface PlacedFinding {
  readonly finding: Finding;
  readonly file: string;
  readonly line?: number;
}

/** The sentence; one about a property says first which event it belongs to. */
function sentence({ target, ...finding }: Finding, language: "en" | "fr"): string {
  const isInner = target.propertyName !== undefined && target.propertyName !== target.name;
  return isInner ? `${target.name}: ${finding[language]}` : finding[language];
}

export function textLine({ finding, file, line }: PlacedFinding, { language, t }: CliContext): string {
  const place = line === undefined ? file : `${file}:${line}`;
  return `${place}: ${t(`lint.${finding.severity}`)} ${finding.code}: ${sentence(finding, language)}`;
}

const LEVELS = { error: "error", warning: "warning", info: "note" } as const;

export function sarif(findings: readonly PlacedFinding[], { language }: CliContext): object {
  const rules = RULES.map(({ code, severity, hint }) => ({ id: code, level: LEVELS[severity], about: hint[language] }));
  const results = findings.map(({ finding, file, line }) => ({
    rule: finding.code,
    level: LEVELS[finding.severity],
    message: `${sentence(finding, language)} ${finding.hint[language]}`,
    file,
    ...(line === undefined ? {} : { line }),
    logicalName: finding.target.path,
  }));
  return sarifLog(rules, results);
}

/** A message of a workflow command. */
export function escapedData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A parameter of a workflow command. */
export function escapedProperty(text: string): string {
  return escapedData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

const COMMANDS = { error: "error", warning: "warning", info: "notice" } as const;

export function githubLine({ finding, file, line }: PlacedFinding, { language }: CliContext): string {
  const place = line === undefined ? "" : `,line=${line}`;
  const title = escapedProperty(finding.code);
  const message = escapedData(sentence(finding, language));
  return `::${COMMANDS[finding.severity]} file=${escapedProperty(file)}${place},title=${title}::${message}`;
}
