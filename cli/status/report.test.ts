import { expect, it } from "vitest";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { countsOf, lostPlaces, statusReport } from "./report.ts";
import type { CodeSite, Scan } from "./scan.ts";
import { isTestPath } from "./test-path.ts";

function site(event: string | undefined, path: string, more: Partial<CodeSite> = {}): CodeSite {
  return {
    ...{ path, line: 1, kind: "call", language: "typescript", name: "x", isTest: isTestPath(path), isFormer: false },
    ...(event === undefined ? {} : { event }),
    ...more,
  };
}

function scanOf(sites: readonly CodeSite[]): Scan {
  const vendorCalls = [{ path: "a.ts", line: 2, call: "posthog.capture", name: "Signed Up" }];
  return { sites, vendorCalls, open: [], files: new Map(), unread: [], failed: [], sdks: [], foreign: [] };
}

const SITES = [
  site("evt_rated", "a.ts"),
  site("evt_home", "a.test.ts"),
  site("evt_old", "a.ts"),
  site("evt_signed_up", "a.ts", { isFormer: true }),
  site("evt_gone", "a.ts", { name: "gone" }),
  site(undefined, "b.ts", { kind: "byName", name: "Never Planned" }),
  site(undefined, "b.test.ts", { kind: "assertion", name: "page", isTest: true }),
];

it("says of each planned event where it stands, and what is called without being planned", () => {
  const report = statusReport(referencePlan, scanOf(SITES), undefined);
  const states = new Map(report.events.map(({ id, state }) => [id, state]));
  expect(Object.fromEntries(states)).toMatchObject({
    ...{ evt_rated: "implemented", evt_home: "tests", evt_old: "deprecated", evt_signed_up: "implemented" },
    ...{ evt_order_completed: "missing", evt_draft: "later" },
  });
  expect(report.stale.map(({ id, name }) => [id, name])).toEqual([
    ["evt_gone", "gone"],
    [undefined, "Never Planned"],
  ]);
  expect(report.vendorCalls).toMatchObject([{ call: "posthog.capture", planned: "evt_signed_up" }]);
  expect(countsOf(report)).toMatchObject({ deprecated: 2, stale: 2, tests: 1, lost: 0, vendor: 1 });
});

it("expects of a source only what is planned there", () => {
  const plan = {
    ...referencePlan,
    events: referencePlan.events.map((event) => ({ ...event, sources: event.id === "evt_rated" ? ["web"] : ["api"] })),
  };
  const report = statusReport(plan, scanOf([site("evt_home", "a.ts")]), undefined, "web");
  expect(report.events.map(({ id, state }) => [id, state])).toEqual([
    ["evt_rated", "missing"],
    ["evt_home", "implemented"],
  ]);
});

it("tells a lost place from one that moved", () => {
  expect(lostPlaces({ "a.ts": 2, "b.ts": 1 }, { "a.ts": 1, "b.ts": 1 })).toEqual([{ path: "a.ts", before: 2, now: 1 }]);
  expect(lostPlaces({ "a.ts": 1 }, { "c.ts": 1 })).toEqual([]);
  expect(lostPlaces({ "a.ts": 1 }, undefined)).toEqual([{ path: "a.ts", before: 1, now: 0 }]);
  expect(lostPlaces(undefined, { "a.ts": 1 })).toEqual([]);
});

it.each([
  ["src/a.test.ts", true],
  ["tests/a.ts", true],
  ["app/test_a.py", true],
  ["a_test.go", true],
  ["src/test/java/A.java", true],
  ["OrderTest.kt", true],
  ["src/latest/a.ts", false],
  ["src/contest.ts", false],
])("%s is a test: %s", (path, expected) => {
  expect(isTestPath(path)).toBe(expected);
});
