/** Checks, compiles and runs generated Go, without a network. */

import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { execute as executeIn, type Finished } from "../../java/testing/run-java.ts";

/** Nothing is downloaded, no C compiler is asked, no workspace around the folder counts, and what was compiled elsewhere serves. */
const ENVIRONMENT = [
  "CGO_ENABLED=0",
  "GOFLAGS=-mod=mod -trimpath",
  "GOPROXY=off",
  "GOSUMDB=off",
  "GOTOOLCHAIN=local",
  "GOWORK=off",
];

/** Whether Go, of at least version 1.19, is on this machine. */
export function hasGo(): boolean {
  try {
    const version = execFileSync("go", ["env", "GOVERSION"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return Number(/^go1\.(\d+)/.exec(version)?.[1]) >= 19;
  } catch {
    return false;
  }
}

/** Whether the build cache has the packages that SDKs import: to compile them takes far longer than to compile an SDK. */
export function standardLibraryIsBuilt(): boolean {
  const stale = execFileSync("env", [...ENVIRONMENT, "go", "list", "-f", "{{.Stale}}", "net/http"], {
    encoding: "utf8",
  });
  return stale.trim() === "false";
}

export function execute(cwd: string, command: string, ...given: string[]): Promise<Finished> {
  return executeIn("env", [...ENVIRONMENT, command, ...given], cwd);
}

export function writeFiles(folder: string, files: Iterable<readonly [path: string, text: string]>): void {
  for (const [path, text] of files) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** A module that takes others from the folders beside it. */
export function mainModule(others: ReadonlyMap<string, string>): string {
  const lines = [...others].map(([module, folder]) => `require ${module} v0.0.0\n\nreplace ${module} => ./${folder}\n`);
  return `module example.com/drive\n\ngo 1.19\n\n${lines.join("\n")}`;
}
