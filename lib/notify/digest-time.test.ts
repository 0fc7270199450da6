import { expect, it } from "vitest";
import { dayBefore, latestDue } from "./digest-time.ts";

const at = (text: string) => Date.parse(text);
const due = (zone: string, hour: number, now: string) => {
  const found = latestDue(zone, hour, at(now));
  return [found.day, new Date(found.at).toISOString()];
};

it.each([
  ["Europe/Paris", 8, "2026-07-01T05:59:59Z", "2026-06-30", "2026-06-30T06:00:00.000Z"],
  ["Europe/Paris", 8, "2026-07-01T06:00:00Z", "2026-07-01", "2026-07-01T06:00:00.000Z"],
  ["Asia/Kathmandu", 8, "2026-07-01T03:00:00Z", "2026-07-01", "2026-07-01T02:15:00.000Z"],
  ["America/Los_Angeles", 23, "2026-07-01T05:00:00Z", "2026-06-29", "2026-06-30T06:00:00.000Z"],
  // The morning after the clocks went forward and back: still eight of the clock.
  ["Europe/Paris", 8, "2026-03-29T12:00:00Z", "2026-03-29", "2026-03-29T06:00:00.000Z"],
  ["Europe/Paris", 8, "2026-10-25T12:00:00Z", "2026-10-25", "2026-10-25T07:00:00.000Z"],
  // Two of the clock is left out in spring and comes twice in autumn.
  ["Europe/Paris", 2, "2026-03-29T12:00:00Z", "2026-03-29", "2026-03-29T01:00:00.000Z"],
  ["Europe/Paris", 2, "2026-10-25T12:00:00Z", "2026-10-25", "2026-10-25T00:00:00.000Z"],
])("%s at %i, asked at %s: the letter of %s", (zone, hour, now, day, instant) => {
  expect(due(zone, hour, now)).toEqual([day, instant]);
});

it("a day has one letter, however the clocks change", () => {
  for (const hour of [0, 2, 3, 8, 23]) {
    const days = new Map<string, number>();
    for (let now = at("2026-10-23T00:00:00Z"); now < at("2026-10-28T00:00:00Z"); now += 600_000) {
      const found = latestDue("Europe/Paris", hour, now);
      expect(days.get(found.day) ?? found.at).toBe(found.at);
      expect(now - found.at).toBeLessThan(25.1 * 3_600_000);
      days.set(found.day, found.at);
    }
  }
});

it("yesterday is the local day before, 23 hours long in spring", () => {
  const { from, to } = dayBefore("Europe/Paris", at("2026-03-30T06:00:00Z"));
  expect([from.toISOString(), to.toISOString()]).toEqual(["2026-03-28T23:00:00.000Z", "2026-03-29T22:00:00.000Z"]);
});
