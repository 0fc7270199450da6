import { expect, test } from "vitest";
import { worldPlan } from "../naive/plan.ts";
import type {
  Criterion,
  EventSelector,
  FunnelQuestion,
  MetricQuestion,
  PropertyFilter,
  Question,
  TimeWindow,
} from "../question.ts";
import { questionSchema } from "../question-schema.ts";
import { bindCriterion, bindQuestion, type KnownCohort } from "./bind.ts";

const range = { lastDays: 30 } as const;
const metric = (event: EventSelector, more: Partial<MetricQuestion> = {}): MetricQuestion => ({
  kind: "metric",
  event,
  measure: { kind: "count" },
  interval: "day",
  range,
  ...more,
});

function bound(question: Question, cohorts: readonly KnownCohort[] = []): Question {
  const result = bindQuestion(worldPlan, question, { cohorts });
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  return result.question;
}

function refusals(question: Question, cohorts: readonly KnownCohort[] = []): string[] {
  const result = bindQuestion(worldPlan, question, { cohorts });
  return result.ok ? [] : result.errors.map(({ path, en }) => `${path}: ${en}`);
}

test("names, former names and ids of events all become ids", () => {
  for (const written of ["Ordered", "Order Completed", "evt_c"])
    expect(bound(metric({ event: written })), written).toMatchObject({ event: { event: "evt_c" } });
  expect(bound(metric({ event: "Home", callType: "page" }))).toMatchObject({ event: { event: "evt_page" } });
  expect(refusals(metric({ event: "Home", callType: "track" }))[0]).toMatch(
    /^\/event\/event: There is no event “Home”/,
  );
});

test("an unknown event or property is refused with the nearest name, in both languages", () => {
  const result = bindQuestion(worldPlan, metric({ event: "Orderd" }), { cohorts: [] });
  expect(result).toEqual({
    ok: false,
    errors: [
      {
        path: "/event/event",
        en: "There is no event “Orderd”. Did you mean “Ordered”?",
        fr: "Il n’y a pas d’événement «\u00a0Orderd\u00a0». Vouliez-vous dire «\u00a0Ordered\u00a0»\u00a0?",
      },
    ],
  });
  const where = [{ property: "amuont", op: ">", value: 1 }] as const;
  expect(refusals(metric({ event: "Ordered", where }))).toEqual([
    "/event/where/0/property: There is no property “amuont”. Did you mean “amount”?",
  ]);
  expect(refusals(metric({ event: "Ordered" }, { breakdown: { userProperty: "pln" } }))).toEqual([
    "/breakdown/userProperty: There is no user property “pln”. Did you mean “plan”?",
  ]);
  expect(refusals(metric({ event: "zzzzzzzzzzzz" }))).toEqual(["/event/event: There is no event “zzzzzzzzzzzz”."]);
});

test("a property name of several events becomes all their ids", () => {
  const event: EventSelector = { any: true, where: [{ property: "amount", op: ">", value: 1 }] };
  expect(bound(metric(event))).toMatchObject({
    event: { where: [{ property: "prp_price|prp_total", op: ">", value: 1 }] },
  });
  const again = bound(bound(metric(event)));
  expect(again).toEqual(bound(metric(event)));
  expect(bound(metric({ event: "Ordered", where: [{ property: "box.weight", op: "=", value: 1 }] }))).toMatchObject({
    event: { where: [{ property: "prp_weight" }] },
  });
});

test("comparisons must fit the property", () => {
  const on = (filter: PropertyFilter, event = "Searched"): string[] => refusals(metric({ event, where: [filter] }));
  expect(on({ property: "n", op: ">", value: 1 })).toEqual([]);
  expect(on({ property: "when", op: ">=", value: "2026-03-01" })).toEqual([]);
  expect(on({ property: "flag", op: ">", value: 1 })).toHaveLength(1);
  expect(on({ property: "when", op: "<", value: "yesterday" })).toHaveLength(1);
  expect(on({ property: "flag", op: "contains", value: "x" })).toHaveLength(1);
  expect(on({ property: "n", op: "=", value: null })).toHaveLength(1);
  expect(on({ property: "n", op: "=", value: { a: 1 } })).toHaveLength(1);
  expect(on({ automatic: "country", op: ">", value: 3 })).toHaveLength(1);
  const sum = (property: string): string[] =>
    refusals(metric({ event: "Searched" }, { measure: { kind: "sum", property: { property } } }));
  expect(sum("n")).toEqual([]);
  expect(sum("flag")).toEqual(["/measure/property: “flag” is not a number, so it cannot be added up."]);
  expect(
    refusals(metric({ role: "purchase" }, { measure: { kind: "sum", property: { userProperty: "nps" } } })),
  ).toEqual(["/measure/property: This must be a property of the event."]);
});

test("both measures of a ratio are bound, and what it is broken down by must be on both events", () => {
  const people = {
    event: { event: "Ordered" },
    measure: { kind: "distinct", property: { property: "amount" } },
  } as const;
  expect(bound(metric({ event: "Searched" }, { dividedBy: people }))).toMatchObject({
    event: { event: "evt_a" },
    dividedBy: { event: { event: "evt_c" }, measure: { property: { property: "prp_total" } } },
  });
  expect(refusals(metric({ event: "Searched" }, { dividedBy: people, breakdown: { property: "flag" } }))[0]).toMatch(
    /^\/breakdown\/property: There is no property “flag”/,
  );
  const sum = { event: { event: "Searched" }, measure: { kind: "sum", property: { property: "flag" } } } as const;
  expect(refusals(metric({ event: "Searched" }, { dividedBy: sum }))).toEqual([
    "/dividedBy/measure/property: “flag” is not a number, so it cannot be added up.",
  ]);
  const noun = { userProperty: "nps" } as const;
  const distinct = { kind: "distinct", property: noun } as const;
  expect(refusals(metric({ event: "Searched" }, { measure: distinct }))).toEqual([
    "/measure/property: This must be a property of the event.",
  ]);
});

test("nothing comes before all of history", () => {
  const ever = metric({ event: "Searched" }, { range: { ever: true }, compareWith: "week_before" });
  expect(refusals(ever)).toEqual([
    "/compareWith: Nothing comes before all of history. Choose a range with a beginning.",
  ]);
});

test("a role that nothing has is refused; a role that something has stays a role", () => {
  expect(bound(metric({ role: "purchase" }))).toMatchObject({ event: { role: "purchase" } });
  const refused = bindQuestion(worldPlan, metric({ role: "support_request" }), { cohorts: [] });
  const [problem] = refused.ok ? [] : refused.errors;
  expect(problem?.en).toContain("has the role “support request”");
  expect(problem?.fr).toContain("le rôle «\u00a0demande d’assistance\u00a0»");
  expect(
    refusals(metric({ event: "Home" }, { measure: { kind: "sum", property: { propertyRole: "revenue" } } }))[0],
  ).toContain("role “revenue”");
  const trial: Criterion = { kind: "property", filter: { propertyRole: "subscription", op: "=", value: "trial" } };
  expect(bindCriterion(worldPlan, trial, { cohorts: [] })).toEqual({
    ok: true,
    question: { kind: "property", filter: { userProperty: "prp_plan", op: "=", value: "trial" } },
  });
});

test("windows and delays must be sane", () => {
  const on = (window: TimeWindow): number => refusals(metric({ event: "Ordered" }, { range: window })).length;
  expect(on({ from: "2026-01-01", to: "2026-01-31" })).toBe(0);
  expect(on({ from: "2026-02-30", to: "2026-03-01" })).toBe(1);
  expect(on({ from: "2026-03-02", to: "2026-03-01" })).toBe(1);
  expect(on({ from: "1000-01-01", to: "2026-03-01" })).toBeGreaterThan(0);
  expect(on({ fromDaysAgo: 2, toDaysAgo: 5 })).toBe(1);
  expect(on({ lastDays: 5000 })).toBe(1);
  expect(on({ afterSignUp: { value: 1, unit: "day" } })).toBe(1);
  const funnel: FunnelQuestion = {
    kind: "funnel",
    steps: [{ event: "Home" }],
    within: { value: 3661, unit: "day" },
    range,
  };
  expect(refusals(funnel)).toHaveLength(1);
  expect(
    refusals({ kind: "cohort", criterion: { kind: "regular", event: { any: true }, unit: "week", atLeast: 5, of: 4 } }),
  ).toHaveLength(1);
});

test("cohorts are found by name; a cycle is refused wherever it closes", () => {
  const inner = (id: string, cohort: string): KnownCohort => ({
    id,
    name: id.toUpperCase(),
    criterion: { kind: "not", of: { kind: "cohort", cohort } },
  });
  const leaf: KnownCohort = {
    id: "coh_leaf",
    name: "Leaf",
    criterion: { kind: "property", filter: { userProperty: "prp_plan", op: "is_set" } },
  };
  const ask = (cohort: string): Question => ({ kind: "cohort", criterion: { kind: "cohort", cohort } });
  expect(bound(ask("Leaf"), [leaf])).toMatchObject({ criterion: { cohort: "coh_leaf" } });
  expect(refusals(ask("Laef"), [leaf])).toEqual(["/criterion/cohort: There is no cohort “Laef”. Did you mean “Leaf”?"]);
  const cycle = [inner("a", "b"), inner("b", "c"), inner("c", "a"), leaf];
  expect(refusals(ask("a"), cycle)[0]).toContain("would contain itself");
  const result = bindCriterion(
    worldPlan,
    { kind: "cohort", cohort: "b" },
    { cohorts: [inner("a", "coh_leaf"), inner("b", "a"), leaf], self: "a" },
  );
  expect(result.ok).toBe(false);
});

test("cohorts inside cohorts are looked at once each, and refused when they become too many", () => {
  const twelve = (id: string, inner: string): KnownCohort => ({
    id,
    name: id,
    criterion: { kind: "all", of: Array.from({ length: 12 }, () => ({ kind: "cohort", cohort: inner })) },
  });
  const leaf: KnownCohort = {
    id: "l0",
    name: "l0",
    criterion: { kind: "property", filter: { userProperty: "prp_plan", op: "is_set" } },
  };
  const cohorts = [leaf, ...Array.from({ length: 20 }, (_, level) => twelve(`l${level + 1}`, `l${level}`))];
  const ask = (cohort: string): Question => ({ kind: "cohort", criterion: { kind: "cohort", cohort } });
  expect(refusals(ask("l2"), cohorts)).toEqual([]);
  expect(refusals(ask("l20"), cohorts)[0]).toContain("more than 200 parts");
});

test("every problem is told at once, each with its place", () => {
  const question: Question = {
    kind: "cohort",
    criterion: {
      kind: "all",
      of: [
        { kind: "count", event: { event: "Nope" }, count: { op: ">=", value: 1 }, window: { lastDays: 9999 } },
        {
          kind: "funnel_step",
          funnel: { steps: [{ event: "Home" }], within: { value: 1, unit: "day" }, range },
          step: 2,
          exactly: true,
        },
        { kind: "property", filter: { property: "n", op: "is_set" } },
      ],
    },
  };
  expect(refusals(question).map((text) => text.split(":")[0])).toEqual([
    "/criterion/of/0/window",
    "/criterion/of/0/event/event",
    "/criterion/of/1/step",
    "/criterion/of/2/filter",
  ]);
});

test("question files are parsed strictly, with the funnel's seven days", () => {
  const parsed = questionSchema.parse({
    kind: "funnel",
    steps: [{ event: "Home" }, { role: "purchase" }],
    range: { lastDays: 3 },
  });
  expect(parsed).toMatchObject({ within: { value: 7, unit: "day" } });
  for (const wrong of [
    { kind: "funnel", steps: [], range },
    { kind: "metric", event: { event: "Home" }, measure: { kind: "sum" }, interval: "day", range },
    { kind: "metric", event: { event: "Home", role: "purchase" }, measure: { kind: "count" }, interval: "day", range },
    {
      kind: "cohort",
      criterion: { kind: "count", event: { any: false }, count: { op: "=>", value: 1 }, window: range },
    },
    { kind: "retention", start: { any: true }, return: { any: true }, unit: "day", periods: 0, range },
    { kind: "active_users", event: { any: true }, range: { lastDays: 1.5 } },
    { kind: "active_users", event: { any: true }, range, surprise: 1 },
  ])
    expect(questionSchema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
});
