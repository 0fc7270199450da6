import { expect, it } from "vitest";
import { codeMatrix, shownMatrix } from "./code-matrix.ts";
import { type CodeRun, codeRunSchema, placesOfRun } from "./code-run.ts";
import { referencePlan } from "./reference-plan.ts";

const place = (path: string) => ({ path, line: 1 });
const run: CodeRun = {
  ...{
    source: "web",
    release: "1.4",
    planVersion: 1,
    files: 3,
    vendorCalls: [],
    postedAt: new Date(0),
    postedBy: "CI",
  },
  events: [
    { id: "evt_rated", name: "Article Rated", sites: [place("a.ts"), place("a.ts"), place("b.ts")], tests: [] },
    { id: "evt_signed_up", name: "Signed Up", sites: [place("a.ts")], tests: [] },
    { id: "evt_home", name: "Home", sites: [], tests: [place("a.test.ts")] },
  ],
  unplanned: [{ id: "evt_gone", name: "Gone", sites: [place("c.ts")] }],
};
const received = new Map([
  ["evt_rated", new Map([["web", { last: 2_000, count: 3, versions: [1], releases: ["1.4"] }]])],
  ["evt_old", new Map([["web", { last: 1_000, count: 1, versions: [], releases: [] }]])],
]);
const plan = {
  ...referencePlan,
  events: referencePlan.events.map((event) => (event.id === "evt_search" ? { ...event, sources: ["api"] } : event)),
};
const rows = codeMatrix({ plan, sources: ["web", "api"], runs: new Map([["web", run]]), received });
const stateOf = (event: string, source: string) =>
  rows.find((row) => row.event === event && row.source === source)?.state;

it("puts what is planned, coded and received of each event and source side by side", () => {
  expect(stateOf("evt_rated", "web")).toBe("works");
  expect(stateOf("evt_signed_up", "web")).toBe("silent");
  expect(stateOf("evt_home", "web")).toBe("missing");
  expect(stateOf("evt_old", "web")).toBe("untold");
  expect(stateOf("evt_gone", "web")).toBe("unplanned");
  expect(stateOf("evt_rated", "api")).toBe("unknown");
});

it("leaves out drafts and what is planned elsewhere, unless they are called or received", () => {
  expect(stateOf("evt_draft", "web")).toBeUndefined();
  expect(stateOf("evt_old", "api")).toBeUndefined();
  expect(stateOf("evt_search", "web")).toBeUndefined();
  expect(stateOf("evt_search", "api")).toBe("unknown");
});

it("is searched, filtered and put in order", () => {
  const filter = { search: "", source: "", state: "", sort: "state" } as const;
  const names = (more: object) =>
    shownMatrix(rows, { ...filter, ...more }).map(({ name, source }) => `${name} ${source}`);
  expect(names({})[0]).toBe("Gone web");
  expect(names({ search: "RATED api" })).toEqual(["Article Rated api"]);
  expect(names({ state: "works" })).toEqual(["Article Rated web"]);
  expect(names({ source: "web", sort: "sites" })[0]).toBe("Article Rated web");
  expect(names({ sort: "received" }).slice(0, 2)).toEqual(["Article Rated web", "Basket Emptied web"]);
});

it("counts the places of a run by file, those in tests aside", () => {
  expect(placesOfRun(run)).toEqual({ evt_rated: { "a.ts": 2, "b.ts": 1 }, evt_signed_up: { "a.ts": 1 } });
});

it("counts files whatever they are called", () => {
  const [event] = run.events;
  const files = ["constructor", "__proto__", "toString"];
  const told = placesOfRun({ events: event === undefined ? [] : [{ ...event, sites: files.map(place) }] });
  expect(Object.entries(told.evt_rated ?? {})).toEqual(files.map((file) => [file, 1]));
});

it("takes no number that its column has no room for", () => {
  const { postedAt: _at, postedBy: _by, ...told } = run;
  for (const key of ["planVersion", "files"]) {
    expect(codeRunSchema.safeParse({ ...told, [key]: 2 ** 31 - 1 }).success).toBe(true);
    expect(codeRunSchema.safeParse({ ...told, [key]: 2 ** 31 }).success).toBe(false);
  }
});

it("takes no run without a release", () => {
  const { postedAt: _at, postedBy: _by, ...told } = run;
  expect(codeRunSchema.safeParse(told).success).toBe(true);
  expect(codeRunSchema.safeParse({ ...told, release: " " }).success).toBe(false);
});
