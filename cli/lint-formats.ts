/** Findings as text, as SARIF 2.1.0 for code scanning, as annotations of GitHub Actions. */

import type { Finding } from "../lib/plan/rules/find-findings.ts";
import { RULES } from "../lib/plan/rules/table.ts";
import type { CliContext } from "./context.ts";
import { VERSION } from "./program.ts";

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
  const rules = RULES.map(({ code, severity, hint }) => ({
    id: code,
    defaultConfiguration: { level: LEVELS[severity] },
    shortDescription: { text: hint[language] },
  }));
  const results = findings.map(({ finding, file, line }) => ({
    ruleId: finding.code,
    ruleIndex: RULES.findIndex(({ code }) => code === finding.code),
    level: LEVELS[finding.severity],
    message: { text: `${sentence(finding, language)} ${finding.hint[language]}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join("/") },
          ...(line === undefined ? {} : { region: { startLine: line } }),
        },
        logicalLocations: [{ fullyQualifiedName: finding.target.path }],
      },
    ],
  }));
  const driver = { name: "gabarit", version: VERSION, rules };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, results }],
  };
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
