import { expect, it } from "vitest";
import { readTime } from "./local-time.ts";
import type { TimeFormat } from "./mapping.ts";

function iso(value: unknown, format: TimeFormat, zone = "Europe/Paris"): string | undefined {
  const instant = readTime(value, { format, zone });
  return instant === undefined ? undefined : new Date(instant).toISOString();
}

it.each<[value: unknown, format: TimeFormat, expected: string | undefined]>([
  ["2026-01-05", "iso", "2026-01-04T23:00:00.000Z"],
  ["2026-07-05 14:03:09.25", "iso", "2026-07-05T12:03:09.250Z"],
  ["2026-07-05T14:03:09Z", "iso", "2026-07-05T14:03:09.000Z"],
  ["2026-07-05T14:03:09+05:30", "day_first", "2026-07-05T08:33:09.000Z"],
  ["05/07/2026 14:03", "day_first", "2026-07-05T12:03:00.000Z"],
  ["7.5.2026, 14:03", "month_first", "2026-07-05T12:03:00.000Z"],
  ["13/01/2026", "month_first", undefined],
  ["29/02/2026", "day_first", undefined],
  ["05/07/26", "day_first", undefined],
  ["05/07/2026 24:00", "day_first", undefined],
  [1_767_600_000, "epoch_seconds", "2026-01-05T08:00:00.000Z"],
  ["1767600000000", "epoch_milliseconds", "2026-01-05T08:00:00.000Z"],
  ["yesterday", "epoch_seconds", undefined],
  [46_027, "day_first", undefined],
])("reads %j (%s) as %s", (value, format, expected) => {
  expect(iso(value, format)).toBe(expected);
});

it("a time that clocks show twice is the earlier one; one that they skip is as far behind the jump", () => {
  expect(iso("2026-10-25 02:30", "iso")).toBe("2026-10-25T00:30:00.000Z");
  expect(iso("2026-03-29 02:30", "iso")).toBe("2026-03-29T01:30:00.000Z");
  expect(iso("2026-10-25 03:30", "iso")).toBe("2026-10-25T02:30:00.000Z");
  expect(iso("2026-01-05 08:00", "iso", "Asia/Kathmandu")).toBe("2026-01-05T02:15:00.000Z");
});
