/** A question that must be answered with yes: typed in a terminal, given as `--yes` elsewhere. */

import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { CliContext } from "./context.ts";

/** False also where nobody can be asked. */
export async function confirmed({ io, t }: CliContext, question: string): Promise<boolean> {
  if (!io.stdinIsTerminal || !io.stderrIsTerminal) return false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      io.stderr(String(chunk));
      done();
    },
  });
  const lines = createInterface({ input: io.stdin, output });
  const interrupted = new AbortController();
  // The end of the input is no yes.
  lines.once("close", () => interrupted.abort());
  try {
    const answer = await lines.question(`${question} ${t("confirm.choices")} `, { signal: interrupted.signal });
    return /^\s*(y|yes|o|oui)\s*$/i.test(answer);
  } catch {
    return false;
  } finally {
    lines.close();
  }
}
