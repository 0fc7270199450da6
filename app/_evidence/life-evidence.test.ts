import { beforeAll, expect, it, vi } from "vitest";
import type { Scope } from "../../lib/access/scope.ts";
import { makeToken } from "../../lib/access/testing.ts";
import { createCohort } from "../../lib/analysis/cohort/store.ts";
import { type LatelyScope, receivedLately } from "../../lib/ingest/received-lately.ts";
import { createTestProject, type TestProject } from "../../lib/ingest/testing/project.ts";
import { useTestServer } from "../../lib/ingest/testing/server.ts";
import { emptyPlan, newEvent, newJourney, newProperty, newStep, newTrait } from "../../lib/plan/new-object.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { eventDb } from "../../lib/store/event-db.ts";
import { GET } from "../api/v1/projects/[project]/plan/evidence/route.ts";
import { lifeEvidence } from "./life-evidence.ts";

const server = useTestServer();
const DAY_MS = 86_400_000;
const number = { kind: "number" } as const;
const odd = newProperty({ id: "prp_odd", name: "2.nd/~", type: number });
const lines = newProperty({
  id: "prp_lines",
  name: "lines",
  type: { kind: "array", items: { kind: "object", open: true, properties: [odd] } },
});

const plan: Plan = {
  ...emptyPlan("test"),
  decisions: [{ id: "dec_price", name: { en: "Prices" }, description: {} }],
  userProperties: [newTrait({ id: "prp_age", name: "age", type: number, expiresOn: "2030-01-01" })],
  journeys: [
    newJourney({
      id: "jny_buy",
      name: { en: "Buying" },
      steps: [newStep({ id: "stp_pay", name: {}, events: ["evt_paid"] })],
    }),
  ],
  events: [
    newEvent({
      id: "evt_paid",
      name: "Paid",
      identifier: "paid",
      expiresOn: "2030-01-01",
      serves: { decisions: ["dec_price"], metrics: [] },
      properties: [
        newProperty({ id: "prp_total", name: "total", type: number }),
        newProperty({ id: "prp_tax", name: "tax", type: number }),
        lines,
      ],
    }),
    newEvent({ id: "evt_other", name: "Other", identifier: "other" }),
  ],
};

let project: TestProject;

beforeAll(async () => {
  project = await createTestProject();
  const web = await project.source({ slug: "web", environment: "production" });
  const tried = await project.source({ slug: "tried", environment: "development" });
  await project.publish(plan);
  const call = (properties: object) => ({ type: "track", event: "Paid", userId: "u", properties });
  const batch = [call({ total: 1 }), call({ total: "1" }), call({ tax: "2", lines: [{}, { "2.nd/~": "x" }] })];
  await server.post("/v1/batch", { writeKey: web.writeKey, batch });
  await server.post("/v1/batch", { writeKey: tried.writeKey, batch });
  await server.ingest.settled();
}, 120_000);

it("counts what production sent, and what of it broke the plan, at all or in one property", async () => {
  const count = (property: LatelyScope["property"], now = Date.now()) =>
    receivedLately(project.authorized, { events: ["evt_paid"], property }, now);
  expect(await count(undefined)).toEqual({ last30Days: 3, last90Days: 3, violating: 2 });
  expect(await count(["total"])).toEqual({ last30Days: 3, last90Days: 3, violating: 1 });
  expect(await count(undefined, Date.now() + 31 * DAY_MS)).toEqual({ last30Days: 0, last90Days: 3, violating: 2 });
  expect(await count(undefined, Date.now() + 91 * DAY_MS)).toEqual({ last30Days: 0, last90Days: 0, violating: 0 });
});

it("tells who sends an event, what rests on it and what could stand in its place", async () => {
  const criterion = {
    kind: "count",
    event: { event: "evt_paid" },
    count: { op: ">=", value: 1 },
    window: { lastDays: 7 },
  } as const;
  await createCohort(project.authorized, { name: "Payers", criterion });
  expect(await lifeEvidence(project.authorized, plan, "event/evt_paid/expiresOn")).toMatchObject({
    subject: { kind: "event", id: "evt_paid" },
    name: "Paid",
    expiresOn: "2030-01-01",
    replacements: [{ id: "evt_other", name: "Other" }],
    received: { bySource: [{ source: "web" }], lately: { last90Days: 3, violating: 2 } },
    cohorts: [{ name: "Payers" }],
    reports: [],
    journeys: [{ en: "Buying" }],
    decisions: [{ en: "Prices" }],
  });
  expect((await lifeEvidence(project.authorized, plan, "event/evt_other"))?.cohorts).toEqual([]);
});

it("tells the property apart from its event, and people's properties from those of events", async () => {
  const total = await lifeEvidence(project.authorized, plan, "event/evt_paid/properties/prp_total/expiresOn");
  expect(total).toMatchObject({
    subject: { kind: "property", place: { in: "event", id: "evt_paid" }, id: "prp_total" },
    replacements: [{ name: "tax" }, { name: "lines" }],
    received: { lately: { violating: 1 } },
    cohorts: [],
  });
  const age = await lifeEvidence(project.authorized, plan, "user_property/prp_age/expiresOn");
  expect(age).toMatchObject({ name: "age", expiresOn: "2030-01-01" });
  expect(age?.received).toBeUndefined();
  expect(await lifeEvidence(project.authorized, plan, "event/evt_gone")).toBeUndefined();
});

it.each([
  ["prp_tax", 1],
  ["prp_lines", 1],
  ["prp_lines/type/properties/prp_odd", 1],
])("counts what broke %s, whatever its name, and what lies in it", async (path, violating) => {
  const found = await lifeEvidence(project.authorized, plan, `event/evt_paid/properties/${path}`);
  expect(found?.received?.lately).toEqual({ last30Days: 3, last90Days: 3, violating });
});

it("does not say that nothing came when it could not be read", async () => {
  const unread = vi.spyOn(eventDb(), "query").mockRejectedValue(new Error("away"));
  const elsewhere = await createTestProject();
  const evidence = await lifeEvidence(elsewhere.authorized, plan, "event/evt_paid");
  unread.mockRestore();
  expect(evidence?.received).toEqual({ bySource: undefined, lately: undefined });
});

it("tells a token no more than its scopes let it read", async () => {
  const told = async (scopes: readonly Scope[]) => {
    const { token } = await makeToken(project.authorized.projectId, "owner", { scopes });
    const address = "http://localhost/x?at=latest&path=event/evt_paid";
    const request = new Request(address, { headers: { authorization: `Bearer ${token}` } });
    const answer = await GET(request, { params: Promise.resolve({ project: project.authorized.slug }) });
    return Object.keys((await answer.json()) as object);
  };
  const whole = await told([]);
  expect(whole).toEqual(expect.arrayContaining(["received", "cohorts", "reports", "readsSince"]));
  const ofEvents = await told(["plan:read", "events:read"]);
  expect(ofEvents).toContain("received");
  expect(ofEvents).not.toContain("cohorts");
  const ofPlan = await told(["plan:read"]);
  for (const part of ["received", "cohorts", "reports", "lastRead", "readsSince"]) expect(ofPlan).not.toContain(part);
  expect(ofPlan).toContain("journeys");
});
