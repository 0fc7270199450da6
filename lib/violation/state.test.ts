import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareReleases, decided, type LastSeen, stateNow } from "./state.ts";

const NOW = new Date("2026-06-15T12:00:00Z");
const day = (offset: number) => new Date(NOW.getTime() + offset * 86_400_000);
const seen = (versions: Record<string, number>): LastSeen =>
  new Map(Object.entries(versions).map(([version, offset]) => [version, day(offset)]));

describe("the state of a violation", () => {
  it("is open until somebody decides", () => {
    expect(stateNow(undefined, seen({ "": 0 }), NOW)).toBe("open");
    expect(stateNow(decided({ to: "open" }, NOW), seen({ "": 0 }), NOW)).toBe("open");
  });

  it("is ignored until the date, or for good", () => {
    const until = decided({ to: "ignored", until: day(2) }, NOW);
    expect(stateNow(until, seen({ "": 1 }), day(1))).toBe("ignored");
    expect(stateNow(until, seen({ "": 1 }), day(2))).toBe("open");
    expect(stateNow(decided({ to: "ignored" }, NOW), seen({ "": 900 }), day(999))).toBe("ignored");
  });

  it("is resolved until it is seen again", () => {
    const resolved = decided({ to: "resolved" }, NOW);
    expect(stateNow(resolved, seen({ "1.0.0": -1, "": -2 }), NOW)).toBe("resolved");
    expect(stateNow(resolved, seen({ "1.0.0": 1 }), day(2))).toBe("regressed");
    expect(stateNow(resolved, seen({ "": 1 }), day(2))).toBe("regressed");
  });

  it("resolved in a release is regressed by that release or a later one, not by old ones still in use", () => {
    const resolved = decided({ to: "resolved", release: "2.4.0" }, NOW);
    expect(stateNow(resolved, seen({ "2.3.9": 5, "": 5 }), day(9))).toBe("resolved");
    expect(stateNow(resolved, seen({ "2.4.0": 5 }), day(9))).toBe("regressed");
    expect(stateNow(resolved, seen({ "2.10.0": 5 }), day(9))).toBe("regressed");
    expect(stateNow(resolved, seen({ "2.10.0": -5 }), day(9))).toBe("resolved");
  });

  it("orders releases number by number", () => {
    const sorted = ["2.10.0", "v2.9.1", "2.10.0-beta", "2.10.0-beta2", "1", "10.0"].sort(compareReleases);
    expect(sorted).toEqual(["1", "v2.9.1", "2.10.0-beta", "2.10.0-beta2", "2.10.0", "10.0"]);
    const release = fc.stringMatching(/^v?\d{1,3}(\.\d{1,3}){0,3}(-[a-z]{1,4}\d?)?$/);
    fc.assert(
      fc.property(release, release, (a, b) => Math.sign(compareReleases(a, b)) === -Math.sign(compareReleases(b, a))),
    );
  });
});
