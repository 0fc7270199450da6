import { beforeAll, expect, test } from "vitest";
import { authorizeSystem } from "../access/authorize.ts";
import type { AuthorizedProject } from "../access/authorized.ts";
import { clearProcessState } from "../base/process-state.ts";
import { loadPlan, MAIN } from "../plan/store.ts";
import { commitEdits } from "../plan/store-commit.ts";
import { publishPlan } from "../plan/store-publish.ts";
import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { answerQuestion } from "./answer.ts";
import { eventRow, insertRows, insertWorld, instantText } from "./naive/insert.ts";
import { worldPlan } from "./naive/plan.ts";
import { publishedProject } from "./naive/project.ts";
import type { World, WorldEvent, WorldTrait } from "./naive/world.ts";
import type { PropertySlots } from "./property-slots.ts";
import type { ConformanceStatement, Question } from "./question.ts";

usePlanDb();
useEventDb();

const DAY = 86_400_000;
const asOf = Date.UTC(2026, 4, 20, 12);
const iso = new Date(asOf).toISOString();

let uids = 0;
function did(person: number, event: string, daysAgo: number, properties: WorldEvent["properties"] = {}): WorldEvent {
  return { uid: ++uids, person, event, ts: asOf - daysAgo * DAY, properties, automatic: {}, group: "" };
}

function trait(person: number, property: string, value: string, daysAgo: number): WorldTrait {
  return { uid: ++uids, subject: "user", property, person, group: "", ts: asOf - daysAgo * DAY, value };
}

const world: World = {
  events: [1, 2, 3, 4, 5, 6].flatMap((person) => [
    did(person, "evt_s", 30 - person),
    ...Array.from({ length: person }, (_, index) => did(person, "evt_a", 25 - person - index)),
    ...(person % 2 === 0 ? [did(person, "evt_b", 10), did(person, "evt_c", 9, { prp_total: person * 10 })] : []),
    did(person, "evt_page", 1 + person),
  ]),
  traits: [trait(1, "prp_plan", "trial", 5), trait(2, "prp_plan", "free", 5), trait(3, "prp_plan", "trial", 5)],
  links: [],
  timeZone: "Europe/Paris",
  weekStart: 1,
  asOf,
  roles: {},
  propertyRoles: {},
};

const CALLS: Record<string, readonly [callType: string, name: string]> = {
  evt_s: ["track", "Signed Up"],
  evt_a: ["track", "Searched"],
  evt_b: ["track", "Added To Cart"],
  evt_c: ["track", "Ordered"],
  evt_page: ["page", "Home"],
};

interface Received {
  readonly person: number;
  readonly event?: string;
  readonly name?: string;
  readonly verdict: string;
  readonly daysAgo: number;
  readonly uid?: number;
  readonly callType?: string;
}

function receivedRow(project: number, row: Received): object {
  const [callType, name] = CALLS[row.event ?? ""] ?? ["track", row.name ?? ""];
  const at = instantText(asOf - row.daysAgo * DAY);
  return {
    project,
    uid: String(row.uid ?? ++uids),
    source: 1,
    environment: "production",
    received_at: at,
    ts: at,
    sent_ts: null,
    call_type: row.callType ?? callType,
    event_name: row.name ?? name,
    event_id: row.verdict === "unplanned" || row.verdict === "malformed" ? "" : (row.event ?? ""),
    message_id: `m${uids}`,
    user_id: row.person === 0 ? "" : `p${row.person}`,
    anonymous_id: "",
    plan_version: 1,
    verdict: row.verdict,
    disposition: row.verdict === "conformant" ? "analysis" : "held",
    traits_held: 0,
    violations: "[]",
    raw: "{}",
  };
}

const QUESTIONS: Record<string, Question> = {
  metric: {
    kind: "metric",
    event: { event: "Ordered" },
    measure: { kind: "sum", property: { property: "amount" } },
    interval: "week",
    range: { lastDays: 40 },
  },
  users: {
    kind: "metric",
    event: { any: true },
    measure: { kind: "unique_users" },
    interval: "day",
    range: { lastDays: 40 },
    breakdown: { userProperty: "plan" },
  },
  cohort: {
    kind: "cohort",
    criterion: {
      kind: "any",
      of: [
        { kind: "count", event: { event: "Searched" }, count: { op: "=", value: 0 }, window: { lastDays: 40 } },
        {
          kind: "sum",
          event: { role: "purchase" },
          property: { propertyRole: "revenue" },
          window: { lastDays: 40 },
          sum: { topPercent: 50 },
        },
        { kind: "property", filter: { userProperty: "plan", op: "=", value: "trial" } },
      ],
    },
    members: 100,
  },
  activation: {
    kind: "cohort",
    criterion: {
      kind: "activation",
      event: { event: "Searched" },
      atLeast: 3,
      within: { value: 7, unit: "day" },
      group: "not_reached",
    },
  },
  sequence: {
    kind: "cohort",
    criterion: {
      kind: "sequence",
      first: { event: "Added To Cart" },
      which: "latest",
      // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
      then: { event: "Ordered" },
      within: { value: 2, unit: "day" },
      followed: true,
      window: { lastDays: 40 },
    },
  },
  funnel: {
    kind: "funnel",
    steps: [{ event: "Signed Up" }, { event: "Searched" }, { event: "Ordered" }],
    within: { value: 30, unit: "day" },
    range: { lastDays: 40 },
    timeToConvert: true,
  },
  retention: {
    kind: "retention",
    start: { event: "Signed Up" },
    return: { any: true },
    unit: "week",
    periods: 4,
    range: { lastDays: 40 },
  },
  active: { kind: "active_users", event: { any: true }, range: { lastDays: 10 } },
};

let project: AuthorizedProject;
let slots: PropertySlots;

async function ask(question: Question) {
  const { result, statement } = await answerQuestion(project, { ...question, asOf: iso });
  return { result, statement };
}

const total = ({ excluded }: ConformanceStatement): number =>
  excluded.violating + excluded.unplanned + excluded.malformed;

beforeAll(async () => {
  const made = await publishedProject(worldPlan, { timeZone: "Europe/Paris" });
  project = made.project;
  slots = made.slots;
  await insertWorld(project.number, world, slots);
  await insertRows(
    "received",
    world.events.map(({ uid, person, event, ts }) =>
      receivedRow(project.number, { uid, person, event, verdict: "conformant", daysAgo: (asOf - ts) / DAY }),
    ),
  );
});

/** Everything that must stay out: of the asked events, of other events, of nobody's, in every kind. */
const noise: readonly Received[] = [
  ...Object.keys(CALLS).flatMap((event) => [
    { person: 1, event, verdict: "violating", daysAgo: 3 },
    { person: 7, event, verdict: "violating", daysAgo: 9 },
  ]),
  { person: 2, name: "Orderd", verdict: "unplanned", daysAgo: 2 },
  { person: 8, name: "Whatever", verdict: "unplanned", daysAgo: 2 },
  { person: 3, name: "", verdict: "malformed", daysAgo: 2 },
  { person: 0, name: "", verdict: "malformed", callType: "", daysAgo: 2 },
];

test("whatever is violating, unplanned, malformed or repeated moves no number and shows in every statement", async () => {
  const before = Object.fromEntries(
    await Promise.all(Object.entries(QUESTIONS).map(async ([name, question]) => [name, await ask(question)] as const)),
  );
  await insertRows(
    "received",
    noise.map((row) => receivedRow(project.number, row)),
  );
  const repeated = Object.values(CALLS).map(([callType, name], index) => ({
    project: project.number,
    source: 1,
    received_at: instantText(asOf - 2 * DAY),
    message_id: `d${index}`,
    call_type: callType,
    event_name: name,
    ts: instantText(asOf - 2 * DAY),
    environment: "production",
  }));
  await insertRows("duplicates", repeated);
  await insertRows(
    "people",
    [7, 8].map((person) => ({ project: project.number, person, kind: "user", id: `p${person}` })),
  );
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const after = await ask(question);
    expect(after.result, name).toEqual(before[name]?.result);
    const was = before[name]?.statement;
    expect(was && total(was), name).toBe(0);
    expect(after.statement.considered, name).toBe(was?.considered);
    expect(after.statement.excluded.violating, name).toBeGreaterThan(0);
    expect(after.statement.excluded.unplanned, name).toBe(2);
    expect(after.statement.excluded.malformed, name).toBe(2);
    expect(after.statement.duplicates, name).toBeGreaterThan(0);
    expect(after.statement.usersTouched, name).toBeGreaterThanOrEqual(5);
  }
});

test("considered and each excluded kind add up to what the table of received events holds, event by event", async () => {
  for (const [event, [callType, name]] of Object.entries(CALLS)) {
    const { statement } = await ask({
      kind: "metric",
      event: { event, callType: callType as "track" },
      measure: { kind: "count" },
      interval: "total",
      range: { ever: true },
    });
    const rows = await eventDb().query<{ verdict: string; n: number }>(
      "test.received",
      sql`select verdict, toUInt32(count()) as n from received where project = ${project.number}
        and (event_id = ${event} or event_id = '') group by verdict`,
    );
    const of = (verdict: string): number => rows.find((row) => row.verdict === verdict)?.n ?? 0;
    expect(statement.considered, name).toBe(of("conformant"));
    expect(statement.excluded, name).toEqual({
      violating: of("violating"),
      unplanned: of("unplanned"),
      malformed: of("malformed"),
    });
    expect(statement.received, name).toBe(rows.reduce((sum, row) => sum + row.n, 0));
    expect(statement.planVersions).toEqual([1]);
  }
});

test("a held trait leaves the cohort as it was and is counted, with the person it touches", async () => {
  const trial: Question = {
    kind: "cohort",
    criterion: { kind: "property", filter: { userProperty: "plan", op: "=", value: "trial" } },
    members: 10,
  };
  const before = await ask(trial);
  expect(before.result).toMatchObject({ count: 2, members: [{ user: "p1" }, { user: "p3" }] });
  const held = (uid: number, property_id: string, name: string) => ({
    project: project.number,
    subject: "user",
    person: 1,
    group_id: "",
    name,
    property_id,
    value: "42",
    violation: "{}",
    ts: instantText(asOf - DAY),
    received_at: instantText(asOf - DAY),
    uid: String(uid),
    source: 1,
    environment: "production",
  });
  const uid = ++uids;
  await insertRows("traits_held", [
    held(uid, "prp_plan", "plan"),
    held(uid, "prp_nps", "nps"),
    held(++uids, "", "other"),
  ]);
  const after = await ask(trial);
  expect(after.result).toEqual(before.result);
  expect(after.statement).toEqual({ ...before.statement, traitsHeld: 1, usersTouched: 1 });
  // A later version accepts the value: it becomes a trait of the same call and is held no more.
  await insertRows("traits", [
    {
      project: project.number,
      subject: "user",
      property_id: "prp_plan",
      person: 1,
      group_id: "",
      ts: instantText(asOf - DAY),
      uid: String(uid),
      environment: "production",
      n: 42,
      s: null,
    },
  ]);
  const released = await ask(trial);
  expect(released.statement.traitsHeld).toBe(0);
  expect(released.result).toMatchObject({ count: 1 });
});

test("an accepted re-verdict moves the event from excluded to considered; a refused one only changes its kind", async () => {
  const count: Question = {
    kind: "metric",
    event: { event: "Added To Cart" },
    measure: { kind: "count" },
    interval: "total",
    range: { ever: true },
  };
  const before = await ask(count);
  const [one, other] = [++uids, ++uids];
  await insertRows("received", [
    receivedRow(project.number, { uid: one, person: 1, event: "evt_b", verdict: "violating", daysAgo: 1 }),
    receivedRow(project.number, { uid: other, person: 1, name: "Added To Cart", verdict: "unplanned", daysAgo: 1 }),
  ]);
  const held = await ask(count);
  expect(total(held.statement)).toBe(total(before.statement) + 2);
  const reverdict = (uid: number, revision: number, verdict: string, disposition: string) => ({
    project: project.number,
    uid: String(uid),
    revision,
    reverdict_id: "r",
    judged_at: instantText(asOf),
    plan_version: 2,
    event_id: "evt_b",
    verdict,
    disposition,
    traits_held: 0,
    violations: "[]",
  });
  await insertRows("reverdicts", [reverdict(one, 1, "violating", "held"), reverdict(other, 1, "violating", "held")]);
  await insertRows("reverdicts", [reverdict(one, 2, "conformant", "analysis")]);
  await insertWorld(project.number, { ...world, traits: [], events: [{ ...did(1, "evt_b", 1), uid: one }] }, slots);
  const after = await ask(count);
  expect(after.statement).toMatchObject({
    considered: before.statement.considered + 1,
    received: held.statement.received,
    excluded: {
      violating: before.statement.excluded.violating + 1,
      unplanned: before.statement.excluded.unplanned,
    },
  });
});

test("an event that was withdrawn after it conformed is kept out as malformed, and still counted as received", async () => {
  const count: Question = {
    kind: "metric",
    event: { event: "Added To Cart" },
    measure: { kind: "count" },
    interval: "total",
    range: { ever: true },
  };
  const before = await ask(count);
  const uid = ++uids;
  await insertRows("received", [
    receivedRow(project.number, { uid, person: 1, event: "evt_b", verdict: "conformant", daysAgo: 1 }),
  ]);
  await insertRows("reverdicts", [
    {
      ...{ project: project.number, uid: String(uid), revision: 1, reverdict_id: "", judged_at: instantText(asOf) },
      ...{ plan_version: 0, verdict: "malformed", disposition: "held", violations: "[]" },
    },
  ]);
  const after = await ask(count);
  expect(after.statement).toMatchObject({
    considered: before.statement.considered,
    received: before.statement.received + 1,
    excluded: { malformed: before.statement.excluded.malformed + 1 },
  });
});

test("another environment is another world", async () => {
  for (const question of [QUESTIONS.metric, QUESTIONS.funnel, QUESTIONS.cohort]) {
    if (question === undefined) continue;
    const { statement, result } = await ask({ ...question, environment: "staging" });
    expect(statement).toMatchObject({ environment: "staging", received: 0, usersTouched: 0 });
    if (result.kind === "cohort") expect(result.known).toBe(0);
  }
});

test("a rename and a publish move no past number, and the range may span both versions", async () => {
  const before = Object.fromEntries(
    await Promise.all(Object.entries(QUESTIONS).map(async ([name, question]) => [name, await ask(question)] as const)),
  );
  const { revision } = await loadPlan(project);
  await commitEdits(project, MAIN, {
    expectedRevision: revision,
    edits: [
      { command: "renameEvent", id: "evt_a", name: "Product Searched" },
      { command: "renameProperty", place: { in: "event", id: "evt_c" }, id: "prp_total", name: "total" },
    ],
  });
  await publishPlan(project, { notes: "renamed" });
  project = await authorizeSystem(project.slug);
  const renamed = JSON.parse(
    JSON.stringify(QUESTIONS).replaceAll('"Searched"', '"Product Searched"').replaceAll('"amount"', '"total"'),
  ) as Record<string, Question>;
  for (const [name, question] of Object.entries(renamed)) {
    const after = await ask(question);
    expect(after.result, name).toEqual(before[name]?.result);
    expect(after.statement.considered).toBe(before[name]?.statement.considered);
  }
  // A question written with the old name, or kept with ids, still means the same event.
  const old = await ask({
    kind: "metric",
    event: { event: "Searched" },
    measure: { kind: "count" },
    interval: "total",
    range: { ever: true },
  });
  const kept = await ask({
    kind: "metric",
    event: { event: "evt_a" },
    measure: { kind: "count" },
    interval: "total",
    range: { ever: true },
  });
  expect(kept).toEqual(old);
  expect(old.result).toMatchObject({ series: [{ total: 21 }] });
  // What arrives under the new names adds up with what arrived under the old ones.
  const count = (event: string): Question => ({
    kind: "metric",
    event: { event },
    measure: { kind: "count" },
    interval: "total",
    range: { ever: true },
  });
  const bought = (property: string): Question => ({
    kind: "metric",
    event: { event: "Ordered" },
    measure: { kind: "sum", property: { property } },
    interval: "total",
    range: { ever: true },
  });
  const paid = await ask(bought("total"));
  const arrived = [did(1, "evt_a", 1), did(2, "evt_c", 1, { prp_total: 7 })];
  await insertRows(
    "events",
    arrived.map((event) => ({ ...eventRow(project.number, event, slots), plan_version: 2 })),
  );
  await insertRows(
    "received",
    arrived.map(({ uid, person, event }) => ({
      ...receivedRow(project.number, { uid, person, event, verdict: "conformant", daysAgo: 1 }),
      ...(event === "evt_a" ? { event_name: "Product Searched" } : {}),
      plan_version: 2,
    })),
  );
  for (const name of ["Product Searched", "Searched", "evt_a"]) {
    const { result, statement } = await ask(count(name));
    expect(result, name).toMatchObject({ series: [{ total: 22 }] });
    expect(statement, name).toMatchObject({
      planVersions: [1, 2],
      considered: old.statement.considered + 1,
      received: old.statement.received + 1,
      excluded: old.statement.excluded,
    });
  }
  expect(paid.result).toMatchObject({ series: [{ total: 120 }] });
  for (const property of ["total", "prp_total"]) {
    const { result, statement } = await ask(bought(property));
    expect(result, property).toMatchObject({ series: [{ total: 127 }] });
    expect(statement.planVersions, property).toEqual([1, 2]);
  }
  clearProcessState("analysisAnswers");
});
