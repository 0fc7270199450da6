import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { runCli } from "./testing/run-cli.ts";

/** What consumers of a SARIF 2.1.0 log need of it. */
interface SarifLog {
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly {
          readonly id: string;
          readonly defaultConfiguration: { readonly level: string };
          readonly shortDescription: { readonly text: string };
        }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region?: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
}

it("lint writes a SARIF 2.1.0 log whose results name rules it describes, at places that exist", async () => {
  const cwd = temporaryFolder();
  const file = "plan #1 é.yaml";
  writeFileSync(join(cwd, file), writePlanFile(referencePlan));
  const run = (...more: readonly string[]) => runCli(["lint", file, ...more], { cwd });
  const log = JSON.parse((await run("--format", "sarif")).out) as SarifLog;
  const { findings } = JSON.parse((await run("--json")).out) as { findings: { line: number }[] };
  expect([log.version, log.runs.length]).toEqual(["2.1.0", 1]);
  const [{ tool, results } = { tool: { driver: { name: "", rules: [] } }, results: [] }] = log.runs;
  const ids = tool.driver.rules.map(({ id }) => id);
  expect([tool.driver.name, new Set(ids).size]).toEqual(["gabarit", ids.length]);
  const levels = ["none", "note", "warning", "error"];
  for (const { defaultConfiguration, shortDescription } of tool.driver.rules)
    expect([levels.includes(defaultConfiguration.level), shortDescription.text !== ""]).toEqual([true, true]);
  expect(results).toHaveLength(findings.length);
  for (const [index, { ruleId, ruleIndex, level, message, locations }] of results.entries()) {
    expect(ids[ruleIndex]).toBe(ruleId);
    expect([levels.includes(level), message.text.trim() !== "", locations.length]).toEqual([true, true, 1]);
    const place = locations[0]?.physicalLocation;
    expect(place?.artifactLocation.uri).toBe("plan%20%231%20%C3%A9.yaml");
    expect(place?.region?.startLine).toBe(findings[index]?.line);
  }
});
