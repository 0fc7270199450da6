import { describe, expect, it } from "vitest";
import { type AlertFacts, type AlertKind, type Measured, MINUTE_MS, measure, WEEK_MS } from "./alert.ts";
import { type Bucket, suggestDrop, suggestRate, suggestSilence } from "./suggest.ts";
import { durationText, measuredText } from "./words.ts";

const NOW = Date.UTC(2026, 4, 4, 12);
const NOTHING: AlertFacts = { received: 0, conformant: 0, before: 0, last: undefined, kinds: 0 };

function found(kind: AlertKind, threshold: number, facts: Partial<AlertFacts>): Measured {
  return measure({ kind, threshold }, { ...NOTHING, ...facts }, NOW);
}

describe("what a rule finds", () => {
  it("fires from its threshold on, the threshold included", () => {
    expect(found("rate", 5, { received: 40, conformant: 38 })).toEqual({ outcome: "breach", value: 5, of: 40 });
    expect(found("rate", 5.1, { received: 40, conformant: 38 })).toEqual({ outcome: "fine", value: 5, of: 40 });
    expect(found("new_kind", 2, { kinds: 2 })).toEqual({ outcome: "breach", value: 2 });
    expect(found("new_kind", 2, { kinds: 1 })).toEqual({ outcome: "fine", value: 1 });
    expect(found("silence", 60, { last: NOW - 60 * MINUTE_MS })).toEqual({ outcome: "breach", value: 60 });
    expect(found("silence", 60, { last: NOW - 59 * MINUTE_MS })).toEqual({ outcome: "fine", value: 59 });
    expect(found("drop", 50, { received: 20, before: 40 })).toEqual({ outcome: "breach", value: 50, of: 40 });
    expect(found("drop", 50, { received: 21, before: 40 })).toEqual({ outcome: "fine", value: 47.5, of: 40 });
  });

  it("is no share of fewer than 20 events, nor a silence of what never spoke; more events than before are no drop", () => {
    expect(found("rate", 5, { received: 19, conformant: 0 })).toEqual({ outcome: "unjudged", value: 100, of: 19 });
    expect(found("rate", 5, {})).toEqual({ outcome: "unjudged", value: null, of: 0 });
    expect(found("rate", 5, { received: 20, conformant: 0 }).outcome).toBe("breach");
    expect(found("drop", 50, { received: 0, before: 19 }).outcome).toBe("unjudged");
    expect(found("drop", 50, { received: 0, before: 20 }).outcome).toBe("breach");
    expect(found("drop", 50, { received: 80, before: 40 })).toEqual({ outcome: "fine", value: 0, of: 40 });
    expect(found("silence", 60, {})).toEqual({ outcome: "unjudged", value: null });
  });

  it("is said with its numbers", () => {
    const rule = { kind: "rate", windowMinutes: 60, threshold: 5 } as const;
    expect(measuredText("en", rule, found("rate", 5, { received: 40, conformant: 35 }))).toBe(
      "12.5% of 40 events of the last hour did not conform; the alert fires from 5% on.",
    );
    expect(measuredText("fr", rule, found("rate", 5, { received: 3 }))).toBe(
      "Non évaluée\u00a0: 3 événements au cours de la dernière heure, il en faut 20.",
    );
    const silence = { kind: "silence", windowMinutes: 60, threshold: 90 } as const;
    expect(measuredText("en", silence, found("silence", 90, { last: NOW - 200 * MINUTE_MS }))).toBe(
      "The last event came 3\u00a0h 20\u00a0min ago; the alert fires from 1\u00a0h 30\u00a0min on.",
    );
    expect(durationText("fr", 2 * 1440 + 61)).toBe("2\u00a0j 1\u00a0h");
    expect(durationText("en", 0)).toBe("0\u00a0min");
  });
});

/** So many events at an instant, all of them in its first millisecond. */
function at(when: number, received: number, conformant = received): Bucket {
  return { at: when, received, conformant, first: when, last: when };
}

describe("what the last seven days suggest", () => {
  it("for a rate: 1.5 times the 95th percentile of the hours that had enough events", () => {
    // Twenty hours with 0 to 19 of 100 not conformant: the 19th of them in order is 18 %, times 1.5.
    const hours = Array.from({ length: 20 }, (_, index) => at(NOW + index, 100, 100 - index));
    expect(suggestRate(hours)).toEqual({ threshold: 27, from: 18, count: 20 });
    expect(suggestRate([...hours, at(NOW + 20, 19, 0)])).toEqual({ threshold: 27, from: 18, count: 20 });
    expect(suggestRate([at(NOW, 100, 100)])).toEqual({ threshold: 1, from: 0, count: 1 });
    expect(suggestRate([at(NOW, 100, 10)])).toEqual({ threshold: 100, from: 90, count: 1 });
    expect(suggestRate([at(NOW, 19, 0)])).toEqual({ threshold: 5, from: null, count: 0 });
    expect(suggestRate([at(NOW, 1000, 993)])).toEqual({ threshold: 1.1, from: 0.7, count: 1 });
  });

  it("for a silence: twice the longest gap between two events", () => {
    const minutes = [0, 1, 4, 16.5, 17].map((minute) => at(NOW + minute * MINUTE_MS, 1));
    expect(suggestSilence(minutes)).toEqual({ threshold: 25, from: 12.5, count: 4 });
    expect(suggestSilence(minutes.slice(0, 2))).toEqual({ threshold: 5, from: 1, count: 1 });
    expect(suggestSilence(minutes.slice(0, 1))).toEqual({ threshold: 60, from: null, count: 0 });
  });

  it("for a drop: the greatest of any window against the same one a week before, and 10 points", () => {
    const HOUR = 60 * MINUTE_MS;
    // A week before 40 in each of two hours; now 40 and 25: 37.5 % fewer in the second.
    const steps = [
      at(NOW - WEEK_MS - 5 * HOUR, 40),
      at(NOW - WEEK_MS - 3 * HOUR, 40),
      at(NOW - 5 * HOUR, 40),
      at(NOW - 3 * HOUR, 25),
      at(NOW - WEEK_MS - 8 * HOUR, 19),
    ];
    expect(suggestDrop(steps, 60, NOW)).toEqual({ threshold: 48, from: 37.5, count: 8 });
    expect(suggestDrop([at(NOW - WEEK_MS - 2 * HOUR, 30)], 60, NOW)).toMatchObject({ threshold: 100, from: 100 });
    expect(suggestDrop([at(NOW - 2 * HOUR, 30)], 60, NOW)).toEqual({ threshold: 50, from: null, count: 0 });
  });
});
