/** Structured logs, one JSON object a line on stderr. Never a payload, a key or a token. */

import pino, { type Logger } from "pino";
import { processState } from "./process-state.ts";

export type Log = Logger;

export function log(): Log {
  return processState("log", () =>
    pino(
      {
        level: "info",
        base: null,
        redact: ["*.authorization", "*.cookie", "*.password", "*.token", "*.writeKey"],
      },
      pino.destination({ dest: 2, sync: true }),
    ),
  );
}

/** Where somebody reads along in a terminal, between sentences, only what is wrong is logged. */
export function logForReader(isTerminal: boolean): void {
  log().level = isTerminal ? "warn" : "info";
}
