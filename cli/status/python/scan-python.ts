/** Python: read by Python's own parser in a child process, which gets everything on its standard input. */

import { spawn } from "node:child_process";
import { z } from "zod";
import type { ScanResult, SiteKind, SourceText } from "../site.ts";
import { PYTHON_READER } from "./reader-text.ts";

export interface PythonScan {
  readonly sources: readonly SourceText[];
  readonly sdks: readonly {
    /** Relative to the root, as paths are; null where the package is installed elsewhere. */
    readonly folder: string | null;
    readonly package: string;
    readonly names: ReadonlyMap<string, string>;
  }[];
  /** The id of the event of this name on the wire. */
  readonly eventNamed?: (name: string, callType?: "track") => string | undefined;
}

export interface PythonResult extends ScanResult {
  /** Files that are no Python to this Python. */
  readonly failed: readonly { readonly path: string; readonly line: number }[];
}

const place = { path: z.string(), line: z.int() };
const answerSchema = z.object({
  sites: z.array(
    z.object({
      ...place,
      kind: z.enum(["call", "reference", "byName", "assertion"]),
      name: z.string(),
      event: z.string().nullable(),
    }),
  ),
  open: z.array(z.object({ ...place, reason: z.enum(["name", "sdk"]) })),
  vendorCalls: z.array(z.object({ ...place, call: z.string(), name: z.string().nullable() })),
  failed: z.array(z.object(place)),
});

/** Undefined where there is no Python to ask. */
export async function scanPython(
  { sources, sdks, eventNamed }: PythonScan,
  command = "python3",
): Promise<PythonResult | undefined> {
  const given = {
    files: sources,
    sdks: sdks.map(({ folder, package: name, names }) => ({ folder, package: name, names: Object.fromEntries(names) })),
  };
  const text = await answerOf(command, JSON.stringify(given));
  if (text === undefined) return undefined;
  const { sites, open, vendorCalls, failed } = answerSchema.parse(JSON.parse(text));
  return {
    sites: sites.map(({ event, ...site }) => {
      const found = event ?? named(site.kind, site.name, eventNamed);
      return { ...site, language: "python", ...(found === undefined ? {} : { event: found }) };
    }),
    vendorCalls: vendorCalls.map(({ name, ...call }) => ({ ...call, ...(name === null ? {} : { name }) })),
    open,
    failed,
  };
}

function named(kind: SiteKind, name: string, eventNamed: PythonScan["eventNamed"]): string | undefined {
  if (kind === "byName") return eventNamed?.(name, "track");
  return kind === "assertion" ? eventNamed?.(name) : undefined;
}

/** The program is ours and constant; nothing of the application stands in the command. */
function answerOf(command: string, input: string): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, ["-I", "-c", PYTHON_READER], { stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    child.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ENOENT" || error.code === "EACCES" ? resolve(undefined) : reject(error),
    );
    child.on("close", (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`${command}: ${errors.trim().split("\n").at(-1) ?? ""}`));
    });
    // A child that ended before it read everything says why in its exit code.
    child.stdin.on("error", () => {});
    child.stdin.end(input);
  });
}
