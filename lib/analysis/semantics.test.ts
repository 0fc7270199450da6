/** The edge cases that decide correctness, each by hand, so that the rule and not another program is what is tested. */

import { expect, test } from "vitest";
import { useEventDb } from "../store/testing.ts";
import { answerCohort } from "./cohort/cohort.ts";
import { answerActiveUsers } from "./engagement/active-users.ts";
import { answerFunnel } from "./funnel/funnel.ts";
import { answerMetric } from "./metric/metric.ts";
import { insertWorld } from "./naive/insert.ts";
import { worldPlan, worldSlots } from "./naive/plan.ts";
import type { World, WorldEvent } from "./naive/world.ts";
import { indexSlots } from "./property-slots.ts";
import type { Criterion, FunnelDefinition, MetricResult, PropertyFilter } from "./question.ts";
import { answerRetention } from "./retention/retention.ts";
import { newRun } from "./run.ts";
import type { AnalysisScope } from "./scope.ts";

useEventDb();

const run = newRun({});
const HOUR = 3_600_000;
let projects = 0;
let uids = 0;

/** `"A 10:00"` on 2 March 2026 UTC; `A`, `B`, `C`, `S` are events. */
function day(person: number, text: string, date = "2026-03-02"): WorldEvent[] {
  return text.split(",").map((item) => {
    const [letter = "", time = ""] = item.trim().split(" ");
    return event(person, `evt_${letter.toLowerCase()}`, `${date}T${time.length === 5 ? `${time}:00` : time}Z`);
  });
}

function event(person: number, id: string, at: string, more: Partial<WorldEvent> = {}): WorldEvent {
  return { uid: ++uids, person, event: id, ts: Date.parse(at), properties: {}, automatic: {}, group: "", ...more };
}

async function asked(events: readonly WorldEvent[], asOf: string, more: Partial<World> = {}): Promise<AnalysisScope> {
  const world: World = {
    events,
    traits: [],
    links: [],
    timeZone: "UTC",
    weekStart: 1,
    asOf: Date.parse(asOf),
    roles: {},
    propertyRoles: {},
    ...more,
  };
  const project = ++projects;
  await insertWorld(project, world);
  return {
    project,
    environment: "production",
    asOf: world.asOf,
    calendar: { timeZone: world.timeZone, weekStart: world.weekStart },
    plan: worldPlan,
    slots: indexSlots(worldSlots),
    cohorts: new Map(),
  };
}

const A = { event: "evt_a" } as const;
const B = { event: "evt_b" } as const;
const C = { event: "evt_c" } as const;

async function steps(events: readonly WorldEvent[], funnel: Partial<FunnelDefinition>, asOf = "2026-04-01T00:00:00Z") {
  const scope = await asked(events, asOf);
  const answer = await answerFunnel(
    scope,
    { kind: "funnel", steps: [A, B, C], within: { value: 1, unit: "hour" }, range: { ever: true }, ...funnel },
    { run },
  );
  return answer.steps.map(({ count }) => count);
}

async function members(scope: AnalysisScope, criterion: Criterion): Promise<string[]> {
  const answer = await answerCohort(scope, { kind: "cohort", criterion, members: "all" }, { run });
  return answer.members.map(({ user }) => user);
}

test("the longest attempt counts: A 1:00, A 1:30, B 1:45, C 2:15 within an hour is three steps", async () => {
  expect(await steps(day(1, "A 01:00, A 01:30, B 01:45, C 02:15"), {})).toEqual([1, 1, 1]);
});

test("exactly the window converts, one millisecond more does not", async () => {
  expect(await steps(day(1, "A 01:00, B 02:00"), { steps: [A, B] })).toEqual([1, 1]);
  expect(await steps(day(1, "A 01:00, B 02:00:00.001"), { steps: [A, B] })).toEqual([1, 0]);
});

test("equal times count in either order", async () => {
  expect(await steps([...day(1, "B 01:00, A 01:00"), ...day(2, "A 01:00, B 01:00")], { steps: [A, B] })).toEqual([
    2, 2,
  ]);
});

test("one event never serves two steps", async () => {
  expect(await steps(day(1, "A 01:00"), { steps: [A, A] })).toEqual([1, 0]);
  expect(await steps(day(1, "A 01:00, A 01:00"), { steps: [A, { any: true }] })).toEqual([1, 1]);
});

test("the range binds the entry alone", async () => {
  const range = { from: "2026-03-02", to: "2026-03-02" };
  expect(await steps(day(1, "A 23:30").concat(day(1, "B 00:15", "2026-03-03")), { steps: [A, B], range })).toEqual([
    1, 1,
  ]);
  expect(await steps(day(1, "A 23:30", "2026-03-01").concat(day(1, "B 00:15")), { steps: [A, B], range })).toEqual([
    0, 0,
  ]);
});

test("a first attempt that times out does not spoil the second", async () => {
  expect(await steps(day(1, "A 01:00, A 05:00, B 05:30"), { steps: [A, B] })).toEqual([1, 1]);
});

test("attempts whose window still runs are counted apart, and times start with the attempt that counts", async () => {
  const events = [...day(1, "A 01:00, A 04:00, B 04:20"), ...day(2, "A 04:31"), ...day(3, "A 01:00")];
  const scope = await asked(events, "2026-03-02T05:30:00Z");
  const answer = await answerFunnel(
    scope,
    { kind: "funnel", steps: [A, B], within: { value: 1, unit: "hour" }, range: { ever: true }, timeToConvert: true },
    { run },
  );
  expect(answer).toEqual({
    kind: "funnel",
    steps: [
      { count: 3, fromFirst: 1, fromPrevious: 1, dropOff: 2 },
      { count: 1, fromFirst: 1 / 3, fromPrevious: 1 / 3, dropOff: 0 },
    ],
    open: 1,
    timeToConvertSeconds: { median: 1200, mean: 1200, p90: 1200 },
  });
});

test("median and 90th percentile of the times lie between neighbours, also where one event fits two steps", async () => {
  const events = ["00:10", "00:20", "00:40", "01:20"].flatMap((end, person) => day(person + 1, `A 00:00, B ${end}`));
  const scope = await asked(events, "2026-04-01T00:00:00Z");
  for (const last of [B, { any: true } as const]) {
    const { timeToConvertSeconds } = await answerFunnel(
      scope,
      {
        kind: "funnel",
        steps: [A, last],
        within: { value: 1, unit: "day" },
        range: { ever: true },
        timeToConvert: true,
      },
      { run },
    );
    expect(timeToConvertSeconds?.median).toBeCloseTo(30 * 60, 6);
    expect(timeToConvertSeconds?.mean).toBeCloseTo(37.5 * 60, 6);
    expect(timeToConvertSeconds?.p90).toBeCloseTo(68 * 60, 6);
  }
});

test("an anonymous first step belongs to the user the visitor was linked to first, also after the fact", async () => {
  const events = [...day(101, "A 01:00"), ...day(1, "B 01:10"), ...day(2, "B 01:20")];
  const link = (person: number, uid: number, ts: string) => ({ uid, anonymous: 101, person, ts: Date.parse(ts) });
  const links = [link(2, 9_002, "2026-03-02T03:00:00Z"), link(1, 9_001, "2026-03-02T04:00:00Z")];
  const scope = await asked(events, "2026-04-01T00:00:00Z", { links });
  const funnel = { kind: "funnel", steps: [A, B], within: { value: 1, unit: "hour" }, range: { ever: true } } as const;
  expect((await answerFunnel(scope, funnel, { run })).steps.map(({ count }) => count)).toEqual([1, 1]);
  expect(
    await members(scope, { kind: "count", event: A, count: { op: ">=", value: 1 }, window: { ever: true } }),
  ).toEqual(["p1"]);
  // Seen from before the link, the visitor is still a stranger.
  const before = { ...scope, asOf: Date.parse("2026-03-02T02:00:00Z") };
  expect(
    await members(before, { kind: "count", event: A, count: { op: ">=", value: 1 }, window: { ever: true } }),
  ).toEqual(["p101"]);
});

test("a count of zero ranges over everybody known", async () => {
  const scope = await asked([...day(1, "A 01:00"), ...day(2, "B 01:00")], "2026-03-03T00:00:00Z");
  const none: Criterion = { kind: "count", event: A, count: { op: "=", value: 0 }, window: { ever: true } };
  expect(await members(scope, none)).toEqual(["p2"]);
  expect(await members(scope, { kind: "not", of: none })).toEqual(["p1"]);
});

test("activation makes three disjoint groups of those who signed up", async () => {
  const events = [
    ...day(1, "S 00:00, A 01:00, A 02:00"),
    ...day(2, "S 00:00, A 01:00"),
    ...day(3, "S 00:00, A 01:00", "2026-03-09"),
    ...day(4, "A 01:00, A 02:00"),
    ...day(5, "S 00:00, A 01:00").concat(day(5, "A 00:00", "2026-03-09")),
    ...day(6, "S 00:00, A 01:00").concat(day(6, "A 00:00:00.001", "2026-03-09")),
  ];
  const scope = await asked(events, "2026-03-10T00:00:00Z");
  const group = (name: "reached" | "not_reached" | "open"): Promise<string[]> =>
    members(scope, { kind: "activation", event: A, atLeast: 2, within: { value: 7, unit: "day" }, group: name });
  expect(await group("reached")).toEqual(["p1", "p5"]);
  expect(await group("not_reached")).toEqual(["p2", "p6"]);
  expect(await group("open")).toEqual(["p3"]);
});

test.each(["first", "latest", "any"] as const)(
  "a delay after the %s attempt holds its last instant, its first in either order, and is over after the last",
  async (which) => {
    const events = [
      ...day(1, "A 01:00, B 02:00"),
      ...day(2, "A 01:00, B 02:00:00.001"),
      ...day(3, "B 01:00, A 01:00"),
      ...day(4, "B 00:59:59.999, A 01:00"),
      ...day(5, "A 01:00"),
      ...day(6, "A 04:00"),
    ];
    const scope = await asked(events, "2026-03-02T05:00:00Z");
    // With any event, one that could be its own follower is none.
    for (const follower of [B, { any: true } as const]) {
      const followed = (wanted: boolean): Promise<string[]> =>
        members(scope, {
          kind: "sequence",
          first: A,
          which,
          // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
          then: follower,
          within: { value: 1, unit: "hour" },
          followed: wanted,
          window: { ever: true },
        });
      expect(await followed(true)).toEqual(["p1", "p3"]);
      expect(await followed(false)).toEqual(["p2", "p4", "p5"]);
    }
  },
);

test("an abandoned basket needs the delay to be over, and the same basket", async () => {
  const cart = (person: number, id: string, time: string, cart_id: string): WorldEvent =>
    event(person, id, `2026-03-02T${time}:00Z`, {
      properties: { [id === "evt_b" ? "prp_cart_b" : "prp_cart_c"]: cart_id },
    });
  const events = [
    cart(1, "evt_b", "01:00", "k1"),
    cart(2, "evt_b", "01:00", "k1"),
    cart(2, "evt_c", "02:00", "k1"),
    cart(3, "evt_b", "01:00", "k1"),
    cart(3, "evt_c", "02:00", "k2"),
    cart(4, "evt_b", "23:30", "k1"),
  ];
  const scope = await asked(events, "2026-03-03T00:00:00Z");
  const abandoned = (same: boolean): Criterion => ({
    kind: "sequence",
    first: B,
    which: "latest",
    // biome-ignore lint/suspicious/noThenProperty: the criterion's own word; never awaited
    then: C,
    within: { value: 2, unit: "hour" },
    followed: false,
    window: { lastDays: 14 },
    ...(same ? { sameProperty: { property: "prp_cart_b|prp_cart_c" } } : {}),
  });
  expect(await members(scope, abandoned(false))).toEqual(["p1"]);
  expect(await members(scope, abandoned(true))).toEqual(["p1", "p3"]);
});

test("the top share takes ties along", async () => {
  const paid = (person: number, amount: number): WorldEvent =>
    event(person, "evt_c", "2026-03-02T01:00:00Z", { properties: { prp_total: amount } });
  const events = [
    paid(1, 10),
    paid(2, 0.1),
    paid(2, 0.2),
    paid(3, 0.3),
    paid(4, 0.3),
    paid(5, 0.1),
    ...day(6, "A 01:00"),
  ];
  const scope = await asked(events, "2026-03-03T00:00:00Z");
  const top = (topPercent: number): Criterion => ({
    kind: "sum",
    event: C,
    property: { property: "prp_total" },
    window: { ever: true },
    sum: { topPercent },
  });
  expect(await members(scope, top(20))).toEqual(["p1"]);
  // 0.1 + 0.2 is 0.3 here, or the second place would not be shared.
  expect(await members(scope, top(40))).toEqual(["p1", "p2", "p3", "p4"]);
});

test('true, 1 and "1" are three values, and a missing one is not even different', async () => {
  const values = [true, 1, "1", undefined] as const;
  const scope = await asked(
    values.map((value, index) =>
      event(index + 1, "evt_a", "2026-03-02T01:00:00Z", {
        properties: value === undefined ? {} : { [typeof value === "boolean" ? "prp_flag" : "prp_n"]: value },
      }),
    ),
    "2026-03-03T00:00:00Z",
  );
  const having = (filter: PropertyFilter): Promise<string[]> =>
    members(scope, {
      kind: "count",
      event: { ...A, where: [filter] },
      count: { op: ">=", value: 1 },
      window: { ever: true },
    });
  expect(await having({ property: "prp_n", op: "=", value: 1 })).toEqual(["p2"]);
  expect(await having({ property: "prp_n", op: "=", value: "1" })).toEqual(["p3"]);
  expect(await having({ property: "prp_n", op: "!=", value: 1 })).toEqual(["p3"]);
  expect(await having({ property: "prp_n", op: "not_in", value: [5] })).toEqual(["p2", "p3"]);
  expect(await having({ property: "prp_n", op: "is_not_set" })).toEqual(["p1", "p4"]);
  expect(await having({ property: "prp_flag", op: "=", value: 1 })).toEqual([]);
});

test("a Sunday sign-up that returns on Monday is back in week 1; first-time looks before the range", async () => {
  const events = [
    ...day(1, "S 12:00", "2026-03-01").concat(day(1, "A 00:00", "2026-03-02")),
    ...day(2, "S 12:00", "2026-02-01").concat(day(2, "S 12:00", "2026-03-01"), day(2, "A 01:00", "2026-03-02")),
  ];
  const scope = await asked(events, "2026-03-09T00:00:00Z");
  const answer = await answerRetention(
    scope,
    {
      kind: "retention",
      start: { event: "evt_s" },
      return: A,
      unit: "week",
      periods: 2,
      range: { from: "2026-02-23", to: "2026-03-08" },
    },
    { run },
  );
  expect(answer.rows).toEqual([
    {
      start: "2026-02-23",
      size: 1,
      cells: [
        { count: 1, complete: true },
        { count: 1, complete: true },
        { count: 0, complete: false },
      ],
    },
    {
      start: "2026-03-02",
      size: 0,
      cells: [
        { count: 0, complete: true },
        { count: 0, complete: false },
        { count: 0, complete: false },
      ],
    },
  ]);
  expect(answer.overall).toEqual([1, 1, null]);
});

test("the overall rate divides sums, over complete cells alone", async () => {
  const born = (first: number, count: number, back: number, date: string, next: string): WorldEvent[] =>
    Array.from({ length: count }, (_, index) => [
      ...day(first + index, "S 10:00", date),
      ...(index < back ? day(first + index, "A 10:00", next) : []),
    ]).flat();
  const events = [
    ...born(1, 4, 1, "2026-03-02", "2026-03-03"),
    ...born(11, 1, 1, "2026-03-03", "2026-03-04"),
    ...born(21, 1, 1, "2026-03-04", "2026-03-05"),
  ];
  const scope = await asked(events, "2026-03-05T12:00:00Z");
  const answer = await answerRetention(
    scope,
    {
      kind: "retention",
      start: { event: "evt_s" },
      return: A,
      unit: "day",
      periods: 1,
      range: { from: "2026-03-02", to: "2026-03-04" },
    },
    { run },
  );
  expect(answer.rows.map(({ cells }) => cells[1])).toEqual([
    { count: 1, complete: true },
    { count: 1, complete: true },
    { count: 1, complete: false },
  ]);
  expect(answer.overall[1]).toBe(2 / 5);
});

test("31 January and February are neighbours", async () => {
  const events = day(1, "S 12:00", "2026-01-31").concat(
    day(1, "A 12:00", "2026-02-28"),
    day(1, "A 12:00", "2026-03-01"),
  );
  const scope = await asked(events, "2026-04-15T00:00:00Z");
  const { rows } = await answerRetention(
    scope,
    {
      kind: "retention",
      start: { event: "evt_s" },
      return: A,
      unit: "month",
      periods: 3,
      range: { from: "2026-01-01", to: "2026-01-31" },
    },
    { run },
  );
  expect(rows[0]?.cells.map(({ count }) => count)).toEqual([1, 1, 1, 0]);
});

test("the day of a clock change has 23 hours, and the repeated hour of autumn is two points", async () => {
  const paris = { timeZone: "Europe/Paris" };
  const spring = await asked(
    [
      event(1, "evt_a", "2026-03-28T22:59:59Z"),
      event(1, "evt_a", "2026-03-28T23:00:00Z"),
      event(1, "evt_a", "2026-03-29T21:59:59.999Z"),
      event(1, "evt_a", "2026-03-29T22:00:00Z"),
    ],
    "2026-04-02T00:00:00Z",
    paris,
  );
  const by = async (
    scope: AnalysisScope,
    interval: "day" | "hour",
    range: { from: string; to: string },
  ): Promise<MetricResult> =>
    answerMetric(scope, { kind: "metric", event: A, measure: { kind: "count" }, interval, range }, { run });
  const days = await by(spring, "day", { from: "2026-03-28", to: "2026-03-30" });
  expect(days.series[0]?.points.map(({ value }) => value)).toEqual([1, 2, 1]);
  expect((await by(spring, "hour", { from: "2026-03-29", to: "2026-03-29" })).series[0]?.points).toHaveLength(23);
  const autumn = await asked(
    [event(1, "evt_a", "2026-10-25T00:30:00Z"), event(1, "evt_a", "2026-10-25T01:30:00Z")],
    "2026-10-26T12:00:00Z",
    paris,
  );
  const hours = (await by(autumn, "hour", { from: "2026-10-25", to: "2026-10-25" })).series[0]?.points ?? [];
  expect(hours).toHaveLength(25);
  expect(hours.filter(({ value }) => value === 1).map(({ start }) => start)).toEqual([
    "2026-10-25T02:00:00+02:00",
    "2026-10-25T02:00:00+01:00",
  ]);
});

test("a ratio divides the totals, and has no value where there is nothing to divide by", async () => {
  const scope = await asked(
    [
      ...day(1, "A 10:00, A 11:00, B 12:00"),
      ...day(2, "A 10:00"),
      ...day(1, "A 10:00", "2026-03-03"),
      ...day(2, "B 10:00, B 10:30", "2026-03-04"),
    ],
    "2026-03-04T23:00:00Z",
  );
  const { series } = await answerMetric(
    scope,
    {
      kind: "metric",
      event: A,
      measure: { kind: "count" },
      dividedBy: { event: { event: "evt_b" }, measure: { kind: "count" } },
      interval: "day",
      range: { lastDays: 3 },
    },
    { run },
  );
  expect(series).toMatchObject([{ total: 4 / 3, points: [{ value: 3 }, { value: null }, { value: 0 }] }]);
});

test("what a range is compared with ends at the same time of day, before a clock change too", async () => {
  const events = [
    event(1, "evt_a", "2026-03-27T23:30:00Z"),
    event(1, "evt_a", "2026-03-28T10:00:00Z"),
    event(1, "evt_a", "2026-03-28T12:00:00Z"),
    event(2, "evt_a", "2026-03-29T09:00:00Z"),
    event(2, "evt_a", "2026-03-22T05:00:00Z"),
  ];
  // Eleven hours after midnight, whose clocks say noon on the day of the change and 11:00 on the day before.
  const scope = await asked(events, "2026-03-29T10:00:00Z", { timeZone: "Europe/Paris" });
  const by = async (compareWith: "previous_period" | "week_before") => {
    const range = { lastDays: 1 };
    const question = { kind: "metric", event: A, measure: { kind: "count" }, interval: "day", range } as const;
    const { series } = await answerMetric(scope, { ...question, compareWith }, { run });
    return [series[0]?.total, series[0]?.earlier];
  };
  const point = (start: string, value: number) => ({ total: value, points: [{ start, value, complete: false }] });
  expect(await by("previous_period")).toEqual([1, point("2026-03-28", 2)]);
  expect(await by("week_before")).toEqual([1, point("2026-03-22", 1)]);
});

test("active users of the first day look back a week and a month", async () => {
  const events = [
    ...day(1, "A 10:00", "2026-02-01"),
    ...day(2, "A 10:00", "2026-02-25"),
    ...day(3, "A 10:00", "2026-03-02"),
    ...day(4, "A 10:00", "2026-01-31"),
  ];
  const scope = await asked(events, "2026-03-02T23:00:00Z");
  const { days, stickiness } = await answerActiveUsers(
    scope,
    { kind: "active_users", event: A, range: { lastDays: 1 } },
    { run },
  );
  expect(days).toEqual([{ date: "2026-03-02", dau: 1, wau: 2, mau: 3, stickiness: 1 / 3 }]);
  expect(stickiness).toBe(1 / 3);
});

test("a value is the latest by event time, and by arrival when times tie; null takes it away", async () => {
  const at = Date.parse("2026-03-02T10:00:00Z");
  const trait = (uid: number, ts: number, value: string | number | null, property = "prp_plan") => ({
    uid,
    subject: "user" as const,
    property,
    person: 1,
    group: "",
    ts,
    value,
  });
  const traits = [
    trait(3, at, "pro"),
    trait(2, at, "trial"),
    trait(4, at - HOUR, "free"),
    trait(5, at - HOUR, 9, "prp_nps"),
    trait(6, at, null, "prp_nps"),
  ];
  const scope = await asked([], "2026-03-03T00:00:00Z", { traits });
  expect(
    await members(scope, { kind: "property", filter: { userProperty: "prp_plan", op: "=", value: "pro" } }),
  ).toEqual(["p1"]);
  expect(await members(scope, { kind: "property", filter: { userProperty: "prp_nps", op: "is_set" } })).toEqual([]);
});
