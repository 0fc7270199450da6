/**
 * What ingest notes beside a journaled body: how it came, under which rules, and the verdict on each of its events. The
 * forwarder reads the body again and takes the verdicts from here, so that an event is judged exactly once.
 */

import type { Mode } from "../plan/enforcement.ts";
import type { VersionRule } from "../plan/version-rule.ts";
import type { Judgement, Violation } from "../violation/violation.ts";
import type { CallKind } from "./call.ts";
import type { Environment } from "./disposition.ts";
import type { Enforced } from "./enforce.ts";
import type { UnplannedRule } from "./validate.ts";

/** How the body is compressed on disk, as it was on the wire. */
export type Encoding = "plain" | "gzip" | "deflate" | "br";

export interface Arrival {
  /** The kind of call the address names; absent for batches. */
  readonly route?: CallKind;
  readonly encoding: Encoding;
  readonly environment: Environment;
  readonly mode: Mode;
  readonly unplanned: UnplannedRule;
  /** Which version judges what declares none; absent means the latest. */
  readonly versionRule?: VersionRule;
  /** Of a request that comes straight from a browser without a context (pixels). */
  readonly userAgent?: string;
  /** Bytes that reading the body takes: unpacked, what its messages share counted for each. Absent when it is as on disk. */
  readonly size?: number;
}

/** `duplicate`: the project has had that message id. */
export type Judged = Enforced | "duplicate";

export interface Note extends Arrival {
  /** One for each message of the body, in order; exactly one when the body itself is unreadable. */
  readonly judged: readonly Judged[];
  /** Set when the body could not be read as its protocol's envelope. */
  readonly unreadable?: Violation;
}

/** Conformant verdicts repeat: they are written once and referred to by number. */
type Shared = readonly [eventId: string, planVersion: number, renamed: 0 | 1];
type Wire = {
  readonly arrival: Arrival;
  readonly shared: readonly Shared[];
  readonly judged: readonly (number | Enforced)[];
  readonly unreadable?: Violation;
};

const DUPLICATE = -1;

/** A version's conformant judgements are few and serve every event: their text is kept. */
const sharedTexts = new WeakMap<Judgement, string>();

function sharedText(judgement: Judgement): string {
  const known = sharedTexts.get(judgement);
  if (known !== undefined) return known;
  const { eventId = "", planVersion, renamed } = judgement;
  const text = JSON.stringify([eventId, planVersion, renamed === true ? 1 : 0] satisfies Shared);
  sharedTexts.set(judgement, text);
  return text;
}

const arrivalTexts = new WeakMap<Arrival, string>();

/** For an arrival that serves many bodies: its text is kept. */
export function keepText(arrival: Arrival): Arrival {
  arrivalTexts.set(arrival, JSON.stringify(arrival));
  return arrival;
}

/** The JSON text of a `Wire`, put together from texts that are mostly at hand. */
export function encodeNote(arrival: Arrival, judged: readonly Judged[], unreadable?: Violation): Buffer {
  const numbers = new Map<Judgement, number>();
  const shared: string[] = [];
  const items: string[] = [];
  for (const item of judged) {
    if (item === "duplicate") items.push(String(DUPLICATE));
    else if (item.verdict !== "conformant" || item.handled !== undefined) items.push(JSON.stringify(item));
    else {
      let number = numbers.get(item);
      if (number === undefined) {
        number = shared.push(sharedText(item)) - 1;
        numbers.set(item, number);
      }
      items.push(String(number));
    }
  }
  const rest = unreadable === undefined ? "" : `,"unreadable":${JSON.stringify(unreadable)}`;
  const lists = `"shared":[${shared.join(",")}],"judged":[${items.join(",")}]`;
  const text = arrivalTexts.get(arrival) ?? JSON.stringify(arrival);
  return Buffer.from(`{"arrival":${text},${lists}${rest}}`);
}

function conformant([eventId, planVersion, renamed]: Shared): Judgement {
  return {
    verdict: "conformant",
    violations: [],
    planVersion,
    ...(eventId === "" ? {} : { eventId }),
    ...(renamed === 1 ? { renamed: true } : {}),
  };
}

export function decodeNote(bytes: Buffer): Note {
  const { arrival, shared, judged, unreadable } = JSON.parse(bytes.toString("utf8")) as Wire;
  const values = shared.map(conformant);
  return {
    ...arrival,
    judged: judged.map((item) => (typeof item === "number" ? (values[item] ?? "duplicate") : item)),
    ...(unreadable === undefined ? {} : { unreadable }),
  };
}
