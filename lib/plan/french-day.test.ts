import { expect, it } from "vitest";
import { withFirstDay } from "./french-day.ts";

const MONTHS = Array.from({ length: 12 }, (_one, month) => month);

it.each(["long", "medium", "full"] as const)(
  "is the first of each month in a %s date, and no other day",
  (dateStyle) => {
    const format = new Intl.DateTimeFormat("fr", { dateStyle, timeStyle: "short", timeZone: "UTC" });
    const written = (month: number, day: number) => format.format(new Date(Date.UTC(2027, month, day, 1, 1)));
    for (const month of MONTHS) {
      expect(withFirstDay(written(month, 1))).toBe(written(month, 1).replace(/\b1(?= \p{L})/u, "1er"));
      expect(withFirstDay(written(month, 1))).toContain("1er");
      for (const day of [2, 11, 21, 28]) expect(withFirstDay(written(month, day))).toBe(written(month, day));
    }
  },
);

it("stands in both ends of a range", () => {
  expect(withFirstDay("du 1 juin au 1 août 2027, 1 h")).toBe("du 1er juin au 1er août 2027, 1 h");
});
