/** The parser of SQL and dbt itself, in the versions the proof was made with; fetched once for a machine. */

import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const TOOLS = ["sqlglot==30.30.0", "dbt-core==1.10.23", "dbt-duckdb==1.10.1", "duckdb==2.0.0"];
const FOLDER = fileURLToPath(new URL("../../../node_modules/.cache/dbt-1.10.23", import.meta.url));

function run(command: string, given: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, given, {
    cwd,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    env: { ...process.env, DBT_SEND_ANONYMOUS_USAGE_STATS: "false" },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${given.join(" ")}: ${stdout}\n${stderr}`.slice(0, 20_000));
  return stdout;
}

function tool(name: string): string {
  const whole = join(FOLDER, "whole");
  if (!existsSync(whole)) {
    run("python3", ["-m", "venv", "--clear", FOLDER], tmpdir());
    run(join(FOLDER, "bin", "pip"), ["install", "--quiet", ...TOOLS], tmpdir());
    // Written last: an installation that was cut off is made again.
    writeFileSync(whole, "");
  }
  return join(FOLDER, "bin", name);
}

/** What a script of this folder prints. */
export function runScript(name: string, ...given: readonly string[]): string {
  return run(tool("python"), [fileURLToPath(new URL(name, import.meta.url)), ...given], tmpdir());
}

/** Runs dbt on a package, with a profile that a script of this folder wrote beside its database. */
export function runDbt(command: "parse" | "build", folder: string, profiles: string): string {
  return run(
    tool("dbt"),
    ["--no-version-check", "--no-use-colors", command, "--profiles-dir", profiles, "--profile", "proof"],
    folder,
  );
}
