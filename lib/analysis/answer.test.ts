import { beforeAll, expect, test, vi } from "vitest";
import type { AuthorizedProject } from "../access/authorized.ts";
import { isUserError } from "../base/error.ts";
import { clearProcessState } from "../base/process-state.ts";
import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { answerQuestion } from "./answer.ts";
import { createCohort, updateCohort } from "./cohort/store.ts";
import { csvField } from "./csv.ts";
import { exportMembers } from "./members.ts";
import { insertRows, insertWorld } from "./naive/insert.ts";
import { worldPlan } from "./naive/plan.ts";
import { publishedProject } from "./naive/project.ts";
import type { World, WorldEvent } from "./naive/world.ts";
import type { PropertySlots } from "./property-slots.ts";
import type { CohortQuestion, CohortResult, Question } from "./question.ts";

usePlanDb();
useEventDb();

const asOf = Date.UTC(2026, 4, 20, 12);
const base = { asOf: new Date(asOf).toISOString() };
let project: AuthorizedProject;
let slots: PropertySlots;

function searched(uid: number, person: number): WorldEvent {
  return { uid, person, event: "evt_a", ts: asOf - uid * 1000, properties: {}, automatic: {}, group: "" };
}

function world(events: readonly WorldEvent[]): World {
  return { events, traits: [], links: [], timeZone: "UTC", weekStart: 1, asOf, roles: {}, propertyRoles: {} };
}

beforeAll(async () => {
  ({ project, slots } = await publishedProject(worldPlan));
  await insertWorld(project.number, world([1, 2, 3, 4, 5, 6, 7].map((person) => searched(person, person))), slots);
});

async function refused(
  question: Question,
  of = project,
): Promise<{ code: string; fields: readonly { path: string; fr: string }[] }> {
  try {
    await answerQuestion(of, question);
  } catch (error) {
    if (isUserError(error)) return error;
    throw error;
  }
  throw new Error("it was answered");
}

const everybody: CohortQuestion = {
  ...base,
  kind: "cohort",
  criterion: { kind: "count", event: { event: "Searched" }, count: { op: ">=", value: 1 }, window: { ever: true } },
};

test("a count with its first five members, the statement and the rule in the asked language", async () => {
  const answer = await answerQuestion(project, everybody, { language: "fr" });
  expect(answer.result).toEqual({
    kind: "cohort",
    count: 7,
    known: 7,
    members: ["p1", "p2", "p3", "p4", "p5"].map((user, index) => ({ user, person: index + 1 })),
  });
  expect(answer.statement).toMatchObject({
    considered: 7,
    received: 7,
    environment: "production",
    timeZone: "UTC",
    asOf: "2026-05-20T12:00:00.000Z",
  });
  expect(answer.rule).toContain("«\u00a0Searched\u00a0» au moins une fois à n’importe quel moment");
  expect((await answerQuestion(project, everybody)).rule).toContain("“Searched” at least once at any time");
});

test("refusals carry their code, place and both languages", async () => {
  const unknown = await refused({
    ...everybody,
    criterion: { kind: "count", event: { event: "Serched" }, count: { op: ">=", value: 1 }, window: { ever: true } },
  });
  expect(unknown.code).toBe("definition_refused");
  expect(unknown.fields[0]).toMatchObject({ path: "/criterion/event/event", fr: expect.stringContaining("Searched") });
  const long = await refused({
    ...base,
    kind: "metric",
    event: { any: true },
    measure: { kind: "count" },
    interval: "hour",
    range: { lastDays: 400 },
  });
  expect(long.code).toBe("query_too_heavy");
  expect(long.fields[0]?.fr).toContain("Réduisez la période");
});

test("by hour, what was never received is nothing at all", async () => {
  const hourly: Question = {
    ...base,
    kind: "metric",
    event: { event: "Searched" },
    environment: "development",
    measure: { kind: "mean", property: { property: "n" } },
    interval: "hour",
    range: { ever: true },
  };
  expect((await answerQuestion(project, hourly)).result).toMatchObject({ series: [{ total: null, points: [] }] });
});

test("a filter of 10,000 values and a delay of 1.1 hours are asked as they stand", async () => {
  const wide: Question = {
    ...base,
    kind: "funnel",
    steps: [
      { event: "Signed Up" },
      {
        event: "Signed Up",
        where: [
          {
            property: "channel",
            op: "in",
            value: Array.from(
              { length: 10_000 },
              (_, index) => `${"a channel with quite a long name".repeat(2)} ${index}`,
            ),
          },
        ],
      },
    ],
    within: { value: 1.1, unit: "hour" },
    range: { ever: true },
  };
  expect((await answerQuestion(project, wide)).result).toMatchObject({ kind: "funnel" });
});

test("nothing can be asked before a plan is published", async () => {
  const { project: other } = await publishedProject(worldPlan);
  const { planDb } = await import("../store/plan-db.ts");
  await planDb().planVersion.deleteMany({ where: { projectId: other.projectId } });
  expect((await refused(everybody, other)).code).toBe("definition_refused");
});

test("an abort while the engine counts rejects, and the question can be asked again", async () => {
  const control = new AbortController();
  const db = eventDb();
  const { query } = db;
  const asked = vi.spyOn(db, "query").mockImplementation((...call) => {
    const answer = query.apply(db, call);
    control.abort();
    return answer as Promise<never>;
  });
  await expect(answerQuestion(project, everybody, { signal: control.signal })).rejects.toMatchObject({
    code: "cancelled",
  });
  expect(asked.mock.calls[0]?.[2]?.signal).toBe(control.signal);
  asked.mockRestore();
  expect((await answerQuestion(project, everybody)).result).toMatchObject({ count: 7 });
  await expect(answerQuestion(project, everybody, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "cancelled",
  });
});

test("an answer is kept until data, definitions or cohorts change", async () => {
  clearProcessState("analysisAnswers");
  const saved = await createCohort(project, { name: "Searchers", criterion: everybody.criterion });
  const restricted: Question = {
    ...base,
    kind: "metric",
    event: { any: true },
    measure: { kind: "unique_users" },
    interval: "total",
    range: { ever: true },
    cohort: { cohort: "Searchers" },
  };
  const first = await answerQuestion(project, restricted);
  expect((await answerQuestion(project, restricted)).result).toBe(first.result);
  await updateCohort(project, saved.id, {
    expectedRevision: saved.revision,
    criterion: { kind: "count", event: { event: "Searched" }, count: { op: "=", value: 0 }, window: { ever: true } },
  });
  expect((await answerQuestion(project, restricted)).result).toMatchObject({ series: [{ total: 0 }] });
  await insertWorld(project.number, world([searched(8, 8)]), slots);
  expect((await answerQuestion(project, everybody)).result).toMatchObject({ count: 8 });
});

test("members leave with what they stand on, and no spreadsheet runs them", async () => {
  const names = ["=HYPERLINK(1)", "+1", "-1", "@x", "\tx", 'a"b,c', "plain"];
  await eventDb().command(sql`alter table people delete where project = ${project.number} settings mutations_sync = 1`);
  await insertRows(
    "people",
    names.map((id, index) => ({ project: project.number, person: index + 1, kind: "user", id })),
  );
  const { csv, statement, answer } = await exportMembers(project, everybody, { language: "fr" });
  expect((answer.result as CohortResult).members).toHaveLength(names.length);
  expect(csv).toBe(
    `user\r\n'=HYPERLINK(1)\r\n'+1\r\n'-1\r\n'@x\r\n"'\tx"\r\n"a""b,c"\r\nplain\r\n`.replace(`"'\tx"`, csvField("\tx")),
  );
  expect(csv.split("\r\n").some((line) => /^"?[=+\-@\t]/.test(line))).toBe(false);
  expect(statement).toContain("Événements conformes pris en compte\u00a0: 8");
  expect(statement).toContain("Searched");
});
