/** NDJSON line by line, and output in large pieces: files of any size in constant memory. */

import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { createInterface } from "node:readline";
import type { CliContext } from "./context.ts";
import { naming } from "./output.ts";

export interface Line {
  /** Counted from 1. */
  readonly number: number;
  readonly text: string;
}

/** The lines of a file (`-`: standard input) that are not blank. */
export async function* readLines({ io }: CliContext, path: string): AsyncGenerator<Line> {
  const input = path === "-" ? io.stdin : createReadStream(resolve(io.cwd, path));
  // A failed open must surface here: readline does not pass errors of its input on.
  const opened = input as NodeJS.ReadableStream & { once(event: "error", listener: (error: Error) => void): unknown };
  let failure: Error | undefined;
  const lines = createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY });
  opened.once("error", (error) => {
    failure = error;
    lines.close();
  });
  let number = 0;
  for await (const text of lines) {
    number += 1;
    // At the beginning of the file, or of a file that was appended.
    const clean = text.replace(/^\uFEFF/u, "");
    if (clean.trim() !== "") yield { number, text: clean };
  }
  const broken = failure;
  if (broken !== undefined) await naming(path, Promise.reject(broken));
}

const CHUNK = 64 * 1024;

/** Collects lines for stdout. Call `end` when done. */
export class LineWriter {
  private pending = "";

  constructor(private readonly context: CliContext) {}

  async write(line: string): Promise<void> {
    this.pending += `${line}\n`;
    if (this.pending.length >= CHUNK) await this.end();
  }

  async end(): Promise<void> {
    const text = this.pending;
    this.pending = "";
    if (text !== "") await this.context.io.stdout(text);
  }
}

/** The value of a line, or undefined when it is not JSON. */
export function parseLine(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
