/** Runs the command line in this process, its streams kept. */

import { Readable } from "node:stream";
import { COMMANDS } from "../commands.ts";
import type { CliIo } from "../context.ts";
import { runProgram } from "../program.ts";

export interface CliRun {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly stdin?: string | Readable;
  /** As if a person sat before it. */
  readonly terminal?: boolean;
  readonly server?: CliIo["server"];
}

export async function runCli(args: readonly string[], options: RunOptions = {}): Promise<CliRun> {
  const out: Buffer[] = [];
  let err = "";
  const io: CliIo = {
    stdout: async (text) => void out.push(Buffer.from(text as string)),
    stderr: (text) => {
      err += text;
    },
    stdin: typeof options.stdin === "object" ? options.stdin : Readable.from([options.stdin ?? ""]),
    stdinIsTerminal: options.terminal === true,
    stdoutIsTerminal: false,
    stderrIsTerminal: options.terminal === true,
    cwd: options.cwd ?? process.cwd(),
    server: options.server ?? {},
  };
  const code = await runProgram(args, io, COMMANDS);
  return { code, out: Buffer.concat(out).toString(), err };
}
