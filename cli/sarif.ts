/** SARIF 2.1.0: what tools that scan code tell the services that show it. */

import { VERSION } from "./program.ts";

export type SarifLevel = "error" | "warning" | "note";

export interface SarifRule {
  readonly id: string;
  readonly level: SarifLevel;
  readonly about: string;
}

export interface SarifResult {
  readonly rule: string;
  readonly level: SarifLevel;
  readonly message: string;
  readonly file: string;
  readonly line?: number;
  /** Where it is in the plan. */
  readonly logicalName?: string;
}

export function sarifLog(rules: readonly SarifRule[], results: readonly SarifResult[]): object {
  const driver = {
    name: "gabarit",
    version: VERSION,
    rules: rules.map(({ id, level, about }) => ({
      id,
      defaultConfiguration: { level },
      shortDescription: { text: about },
    })),
  };
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver }, results: results.map((result) => sarifResult(rules, result)) }],
  };
}

function sarifResult(
  rules: readonly SarifRule[],
  { rule, level, message, file, line, logicalName }: SarifResult,
): object {
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level,
    message: { text: message },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: file.split(/[\\/]/).map(encodeURIComponent).join("/") },
          ...(line === undefined ? {} : { region: { startLine: line } }),
        },
        ...(logicalName === undefined ? {} : { logicalLocations: [{ fullyQualifiedName: logicalName }] }),
      },
    ],
  };
}
