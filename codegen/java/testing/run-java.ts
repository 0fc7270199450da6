/** Compiles generated Java with every warning as an error and runs it against a local sink. */

import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../../../lib/base/testing/temporary-folder.ts";

/** Whether a Java compiler of at least version 17 is on this machine. */
export function hasJavac(): boolean {
  try {
    const version = execFileSync("javac", ["-version"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return Number(/\d+/.exec(version)?.[0]) >= 17;
  } catch {
    return false;
  }
}

export interface Finished {
  readonly code: number | null;
  readonly output: string;
}

/** Names of files are not ASCII: the virtual machine asks the locale how to write them. */
export async function execute(command: string, given: readonly string[], cwd: string): Promise<Finished> {
  const child = spawn("env", ["LC_ALL=C.UTF-8", command, ...given], { cwd, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk));
  child.stderr.on("data", (chunk: Buffer) => (output += chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("close", resolve);
    child.on("error", reject);
  });
  return { code, output };
}

export interface Compiled extends Finished {
  /** Where `java -cp classes` is to run. */
  readonly folder: string;
}

/** A short run is over before what the second compiler of the virtual machine does is of use. */
const QUICK = "-J-XX:TieredStopAtLevel=1";
const WARNINGS = ["-Xlint:all", "-Werror", "-Xdoclint:all,-missing", "--release", "17", "-encoding", "UTF-8"];

export async function compileJava(files: Iterable<readonly [path: string, text: string]>): Promise<Compiled> {
  const folder = temporaryFolder("sdk-java");
  const sources = [...files].filter(([path]) => path.endsWith(".java"));
  for (const [path, text] of sources) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, "sources"), sources.map(([path]) => `"${path}"`).join("\n"));
  return { folder, ...(await execute("javac", [QUICK, ...WARNINGS, "-d", "classes", "@sources"], folder)) };
}

export function runJava(folder: string, main: string, ...given: string[]): Promise<Finished> {
  return execute("java", ["-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", "classes", main, ...given], folder);
}
