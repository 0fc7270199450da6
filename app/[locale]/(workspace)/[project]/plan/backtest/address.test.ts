import { describe, expect, it } from "vitest";
import type { EffectRow } from "../../../../../../lib/backtest/backtest.ts";
import { addressQuery, readAddress, shownRows } from "./address.ts";

const row = (event: string, source: string, failing: number, passing: number): EffectRow => ({
  event,
  name: event,
  callType: "track",
  source,
  appVersion: "1",
  totals: { failing, passing, conformant: 1, violating: 0 },
});
const rows = [row("b", "web", 1, 0), row("a", "ios", 3, 0), row("c", "web", 0, 2), row("d", "web", 0, 0)];

describe("the address of a back-test", () => {
  it("goes there and back, and takes anything for what it is", () => {
    const address = readAddress({
      branch: "x y",
      run: "r",
      event: "e",
      source: "s",
      show: "all",
      sort: "name",
      page: "3",
    });
    expect(readAddress(Object.fromEntries(new URLSearchParams(addressQuery(address))))).toEqual(address);
    expect(readAddress({ show: "?", sort: "?", page: "-1" })).toEqual(readAddress({}));
  });

  it("shows what the draft changes, worst first, unless asked for more", () => {
    const names = (asked: Record<string, string>) => shownRows(rows, readAddress(asked)).rows.map(({ event }) => event);
    expect(names({})).toEqual(["a", "b", "c"]);
    expect(names({ show: "failing" })).toEqual(["a", "b"]);
    expect(names({ show: "all", sort: "name" })).toEqual(["a", "b", "c", "d"]);
    expect(names({ source: "web", sort: "passing" })).toEqual(["c", "b"]);
    expect(names({ event: "a" })).toEqual(["a"]);
  });

  it("pages, and never beyond the last page", () => {
    const many = Array.from({ length: 120 }, (_, index) => row(`e${index}`, "web", 200 - index, 0));
    expect(shownRows(many, readAddress({ page: "3" })).rows).toHaveLength(20);
    expect(shownRows(many, readAddress({ page: "9" })).rows[0]?.event).toBe("e100");
  });
});
