import fc from "fast-check";
import { expect, it } from "vitest";
import { eventTime, readInstant } from "./event-time.ts";

const LATEST = Date.UTC(2200, 0, 1);
/** What the engine reads, within what the event store keeps. */
const parsed = (text: string) => {
  const instant = Date.parse(text);
  return instant >= 0 && instant < LATEST ? instant : undefined;
};

it("the form that SDKs send is read as the engine reads it, right or wrong", () => {
  const digits = (count: number) => fc.stringMatching(new RegExp(`^[0-9]{${count}}$`));
  const scrambled = fc
    .tuple(digits(4), digits(2), digits(2), digits(2), digits(2), digits(2), digits(3))
    .map(
      ([year, month, day, hour, minute, second, ms]) => `${year}-${month}-${day}T${hour}:${minute}:${second}.${ms}Z`,
    );
  const instants = fc
    .date({ min: new Date(-1e13), max: new Date(1e13), noInvalidDate: true })
    .map((date) => date.toISOString());
  fc.assert(
    fc.property(fc.oneof(instants, scrambled), (text) => {
      fc.pre(text.length === 24);
      expect([text, readInstant(text)]).toEqual([text, parsed(text)]);
    }),
    { numRuns: 3_000 },
  );
  for (const text of ["2024-02-29T00:00:00.000Z", "2026-02-29T00:00:00.000Z", "0099-01-01T00:00:00.000Z"]) {
    expect([text, readInstant(text)]).toEqual([text, parsed(text)]);
  }
});

it("other forms of ISO 8601 are UTC unless they name a zone, and cut to the millisecond", () => {
  expect(readInstant("2026-11-21")).toBe(Date.UTC(2026, 10, 21));
  expect(readInstant("2026-11-21 17:50")).toBe(Date.UTC(2026, 10, 21, 17, 50));
  expect(readInstant("2026-11-21T17:50:02,2549+0530")).toBe(Date.UTC(2026, 10, 21, 12, 20, 2, 254));
  expect(readInstant(1_795_283_402_254.9)).toBe(1_795_283_402_254);
  for (const wrong of ["", "yesterday", "2026-13-01", true, null, Number.NaN, -1]) {
    expect([wrong, readInstant(wrong)]).toEqual([wrong, undefined]);
  }
});

it("a client's clock is corrected only when it is more than a minute wrong", () => {
  expect(eventTime(1_000_000, 1_060_000, 1_120_000)).toBe(1_000_000);
  expect(eventTime(1_000_000, 1_060_000, 1_120_001)).toBe(1_060_001);
  expect(eventTime(undefined, 1_060_000, 1_120_001)).toBe(1_120_001);
});
