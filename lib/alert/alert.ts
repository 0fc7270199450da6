/** What an alert rule is: what it watches, of which events, from which value on it fires, and what its last look found. */

import type { Environment } from "../access/source.ts";

/**
 * `rate`: percent of the window's events that did not conform. `new_kind`: violations first met within the window.
 * `silence`: minutes since the last event. `drop`: percent fewer events than in the same window seven days before.
 */
export const ALERT_KINDS = ["rate", "new_kind", "silence", "drop"] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/** Minutes that are looked at; each a multiple of the steps that a suggestion is made of. */
export const ALERT_WINDOWS = [15, 60, 360, 1440] as const;
export type AlertWindow = (typeof ALERT_WINDOWS)[number];

export const MINUTE_MS = 60_000;
export const WEEK_MS = 7 * 24 * 60 * MINUTE_MS;
/** A share of fewer events says nothing. */
export const FEWEST_EVENTS = 20;

/** Which events count: all, or those of one source, environment and planned event. */
export interface AlertScope {
  /** The source's number in the event store. */
  readonly source: number | undefined;
  readonly environment: Environment | undefined;
  /** Stable id of a planned event. */
  readonly eventId: string | undefined;
}

/** What a threshold may be, both ends included, in percent, kinds or minutes. */
export const THRESHOLDS: Readonly<Record<AlertKind, { readonly least: number; readonly most: number }>> = {
  rate: { least: 0.1, most: 100 },
  new_kind: { least: 1, most: 1000 },
  silence: { least: 5, most: 43_200 },
  drop: { least: 1, most: 100 },
};

/** What was found of the events a rule is about. */
export interface AlertFacts {
  /** Of the window. */
  readonly received: number;
  readonly conformant: number;
  /** Of the same window seven days before. */
  readonly before: number;
  /** Epoch milliseconds of the last event; undefined where there was none in 35 days. */
  readonly last: number | undefined;
  /** Violations first met within the window. */
  readonly kinds: number;
}

export interface Measured {
  /** `unjudged`: too few events to say anything, so the rule stays as it was. */
  readonly outcome: "fine" | "breach" | "unjudged";
  /** Percent, kinds or minutes, at most one decimal; null where nothing could be reckoned. */
  readonly value: number | null;
  /** What a share was taken of: the window's events, for `drop` those of the window before; absent otherwise. */
  readonly of?: number;
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}

function share(part: number, of: number): Omit<Measured, "outcome"> {
  return { value: of === 0 ? null : oneDecimal((100 * part) / of), of };
}

function reckoned(kind: AlertKind, { received, conformant, before, last, kinds }: AlertFacts, now: number) {
  if (kind === "rate") return share(received - conformant, received);
  if (kind === "drop") return share(Math.max(0, before - received), before);
  if (kind === "new_kind") return { value: kinds };
  return { value: last === undefined ? null : oneDecimal(Math.max(0, now - last) / MINUTE_MS) };
}

/** What a rule finds at an instant. It breaches from its threshold on, the threshold included. */
export function measure(
  { kind, threshold }: { readonly kind: AlertKind; readonly threshold: number },
  facts: AlertFacts,
  now: number,
): Measured {
  const found: Omit<Measured, "outcome"> = reckoned(kind, facts, now);
  const { value, of = FEWEST_EVENTS } = found;
  if (value === null || of < FEWEST_EVENTS) return { ...found, outcome: "unjudged" };
  return { ...found, outcome: value >= threshold ? "breach" : "fine" };
}
