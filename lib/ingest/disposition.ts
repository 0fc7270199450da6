/**
 * What becomes of an event, by the source's mode, its verdict and the source's environment. One table for ingest, the
 * pages, the documentation and the tests.
 *
 * Every event is stored and every readable body is acknowledged as its vendor acknowledges, whatever the verdict. Only a
 * conformant event enters analysis; analysis reads production unless asked otherwise. The mode decides what is passed on
 * to destinations and who may release what was kept out.
 */

import type { Verdict } from "../violation/violation.ts";

export const MODES = ["observe", "quarantine", "block"] as const;
export type Mode = (typeof MODES)[number];

export const ENVIRONMENTS = ["development", "staging", "production"] as const;
export type Environment = (typeof ENVIRONMENTS)[number];

/** As kept in the event store: in analysis at once, kept out until released, kept out until a person releases it. */
export const DISPOSITIONS = ["analysis", "held", "blocked"] as const;
export type Disposition = (typeof DISPOSITIONS)[number];

export interface Outcome {
  readonly stored: true;
  /** `error`: a body that cannot be read at all is answered 400 with its place, and recorded. */
  readonly answered: "acknowledged" | "error";
  /** `on_request`: analysis reads the environment only when the question names it. */
  readonly inAnalysis: "yes" | "on_request" | "no";
  readonly passedOn: boolean;
  /** Who may bring it into analysis once a later plan version accepts it. */
  readonly releasable: "not_needed" | "any_release" | "by_a_person" | "never";
  readonly disposition: Disposition;
}

/** `unreadable_body`: not even the envelope could be read; `malformed` is a broken event among readable ones. */
export type Received = Verdict | "unreadable_body";

function releasable(mode: Mode, received: Received): Outcome["releasable"] {
  if (received === "conformant") return "not_needed";
  // No plan version makes an unreadable call readable.
  if (received === "malformed" || received === "unreadable_body") return "never";
  return mode === "block" ? "by_a_person" : "any_release";
}

function dispositionOf(mode: Mode, received: Received): Disposition {
  if (received === "conformant") return "analysis";
  return mode === "block" ? "blocked" : "held";
}

export function outcomeOf(mode: Mode, received: Received, environment: Environment): Outcome {
  const conformant = received === "conformant";
  const readable = received !== "malformed" && received !== "unreadable_body";
  return {
    stored: true,
    answered: received === "unreadable_body" ? "error" : "acknowledged",
    inAnalysis: conformant ? (environment === "production" ? "yes" : "on_request") : "no",
    passedOn: conformant || (mode === "observe" && readable),
    releasable: releasable(mode, received),
    disposition: dispositionOf(mode, received),
  };
}
