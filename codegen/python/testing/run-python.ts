/** Runs generated packages with the Python of this machine; without one it says so. */

import { spawn, spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { temporaryFolder } from "../../../lib/base/testing/temporary-folder.ts";
import { writeGenerated } from "../../check.ts";
import type { GeneratedFiles } from "../../file.ts";
import { expectArrived, type Refusals } from "../../testing/execute-plan.ts";
import { messageTexts, startSink } from "../../testing/sink.ts";
import type { PythonDrive } from "./drive-python.ts";

const NEEDED = "import sys; sys.exit(sys.version_info < (3, 9))";

export const hasPython = spawnSync("python3", ["-c", NEEDED]).status === 0;
if (!hasPython) console.warn("Skipped: there is no python3 of version 3.9 or later to run generated packages with.");

export interface PythonRun {
  readonly code: number | null;
  readonly output: string;
  readonly errors: string;
}

/** Runs a program in a folder to its end. What the compiler of Python doubts is an error. */
export async function runPython(folder: string, given: readonly string[], command = "python3"): Promise<PythonRun> {
  const child = spawn(command, ["-B", "-W", "ignore::DeprecationWarning", "-W", "error::SyntaxWarning", ...given], {
    cwd: folder,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", resolve);
  });
  return { code, output, errors };
}

/** A new folder with these files. */
export async function pythonFolder(files: GeneratedFiles): Promise<string> {
  const folder = temporaryFolder("python");
  await writeGenerated(files, folder);
  return folder;
}

export interface Executed {
  readonly refusals: Refusals;
  /** Ids of the messages that the package's own validator refused. */
  readonly refused: readonly string[];
}

/** Fails unless every expected message arrived exactly once, byte for byte. */
export async function executePython(folder: string, drive: PythonDrive, command = "python3"): Promise<Executed> {
  const sink = await startSink();
  try {
    await writeFile(join(folder, "driver.py"), drive.source);
    const run = await runPython(folder, ["driver.py", sink.url], command);
    expect(run).toMatchObject({ code: 0, errors: "" });
    const arrived = sink.received.flatMap(({ body }) => messageTexts(body));
    return { refusals: expectArrived(drive, arrived), refused: JSON.parse(run.output) as string[] };
  } finally {
    await sink.close();
  }
}
