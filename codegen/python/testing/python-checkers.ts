/** The two type checkers, in the versions the proof was made with; fetched once for a machine. */

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MYPY = "2.4.1";
const PYRIGHT = "1.1.414";
const FOLDER = fileURLToPath(new URL(`../../../node_modules/.cache/mypy-${MYPY}`, import.meta.url));

function run(command: string, given: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(command, given, { cwd, encoding: "utf8", maxBuffer: 2 ** 28 });
  if (error !== undefined) throw error;
  return status === 0 ? "" : `${stdout}\n${stderr}`.slice(0, 20_000);
}

function mypyCommand(): string {
  const command = join(FOLDER, "bin", "mypy");
  if (existsSync(command)) return command;
  const failed = run("python3", ["-m", "venv", FOLDER], tmpdir());
  const missing = failed || run(join(FOLDER, "bin", "pip"), ["install", "--quiet", `mypy==${MYPY}`], tmpdir());
  if (missing !== "") throw new Error(`mypy cannot be installed: ${missing}`);
  return command;
}

/** What `mypy --strict` finds in a folder, for the oldest Python the packages run on that it knows. */
export function mypyFindings(folder: string): string {
  return run(mypyCommand(), ["--strict", "--no-incremental", "--python-version", "3.10", "."], folder);
}

/** What pyright finds in packages, in its standard mode. */
export function pyrightFindings(folder: string, paths: readonly string[]): string {
  return run("npm", ["exec", "--yes", `--package=pyright@${PYRIGHT}`, "--", "pyright", ...paths], folder);
}
