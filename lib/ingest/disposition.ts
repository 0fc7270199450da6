/**
 * What becomes of an event, by the source's mode, its verdict and the source's environment. One table for ingest, the
 * pages, the documentation and the tests.
 *
 * Every event is stored and every readable body is acknowledged as its vendor acknowledges, whatever the verdict. Only a
 * conformant event enters analysis, or one that its source makes conformant by leaving out what breaks the plan, or the plan by
 * a transformation; analysis reads production unless asked otherwise. The mode decides who may release what was kept out, and
 * whether destinations that ask for it get that too.
 */

import type { Mode } from "../plan/enforcement.ts";
import type { Verdict } from "../violation/violation.ts";

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
  /** `on_request`: to destinations that take what sources let through. */
  readonly passedOn: "yes" | "on_request" | "no";
  /** Who may bring it into analysis once a later plan version accepts it. */
  readonly releasable: "not_needed" | "any_release" | "by_a_person" | "never";
  readonly disposition: Disposition;
}

/**
 * `repaired`: it breaks the plan, and conforms without the properties that its source leaves out or as the plan transforms it. `unreadable_body`: not even the
 * envelope could be read; `malformed` is a broken event among readable ones.
 */
export type Received = Verdict | "repaired" | "unreadable_body";

/** What an event counts as, by its verdict and what its source did about it. */
export function receivedAs(judged: {
  readonly verdict: Verdict;
  readonly stripped?: readonly string[];
  readonly transformed?: object;
}): Received {
  return judged.stripped === undefined && judged.transformed === undefined ? judged.verdict : "repaired";
}

function isAccepted(received: Received): boolean {
  return received === "conformant" || received === "repaired";
}

function releasable(mode: Mode, received: Received): Outcome["releasable"] {
  if (isAccepted(received)) return "not_needed";
  // No plan version makes an unreadable call readable.
  if (received === "malformed" || received === "unreadable_body") return "never";
  return mode === "block" ? "by_a_person" : "any_release";
}

function dispositionOf(mode: Mode, received: Received): Disposition {
  if (isAccepted(received)) return "analysis";
  return mode === "block" ? "blocked" : "held";
}

function passedOn(mode: Mode, received: Received): Outcome["passedOn"] {
  if (isAccepted(received)) return "yes";
  const readable = received !== "malformed" && received !== "unreadable_body";
  return mode === "observe" && readable ? "on_request" : "no";
}

export function outcomeOf(mode: Mode, received: Received, environment: Environment): Outcome {
  const accepted = isAccepted(received);
  return {
    stored: true,
    answered: received === "unreadable_body" ? "error" : "acknowledged",
    inAnalysis: accepted ? (environment === "production" ? "yes" : "on_request") : "no",
    passedOn: passedOn(mode, received),
    releasable: releasable(mode, received),
    disposition: dispositionOf(mode, received),
  };
}
