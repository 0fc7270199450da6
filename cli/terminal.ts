/** The process as the command line sees it: its streams, its folder, its variables. */

import { readCliEnv } from "../lib/base/env.ts";
import type { CliIo } from "./context.ts";
import { type CommandEntry, runProgram } from "./program.ts";

function write(stream: NodeJS.WriteStream, text: string | Uint8Array): Promise<void> {
  return new Promise((done, fail) => {
    stream.write(text, (error) => {
      // A reader that has seen enough (`| head`) is no failure.
      if (error && "code" in error && error.code === "EPIPE") process.exit(0);
      if (error) fail(error);
      else done();
    });
  });
}

function terminalIo(): CliIo {
  return {
    stdout: (text) => write(process.stdout, text),
    stderr: (text) => void process.stderr.write(text),
    stdin: process.stdin,
    stdinIsTerminal: process.stdin.isTTY === true,
    stdoutIsTerminal: process.stdout.isTTY === true,
    stderrIsTerminal: process.stderr.isTTY === true,
    cwd: process.cwd(),
    server: readCliEnv(),
  };
}

/** Runs this process' command line and sets its exit code. */
export async function runTerminal(commands: readonly CommandEntry[]): Promise<void> {
  process.stdout.on("error", () => {});
  process.exitCode = await runProgram(process.argv.slice(2), terminalIo(), commands);
}
