/** From what arrives to what is told of it: each firing once, and its end once. */

import { beforeAll, beforeEach, expect, it } from "vitest";
import { newId } from "../base/id.ts";
import { createTestProject, type TestProject, type TestSource } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { tellHappenings } from "../notify/fan-out.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb } from "../store/plan-db.ts";
import { type AlertKind, MINUTE_MS, WEEK_MS } from "./alert.ts";
import { checkAlerts, checkNow, sendTest } from "./check.ts";
import { listFirings } from "./firing.ts";
import { createAlert, deleteAlert, getAlert, listAlerts, muteAlert, type NewAlert, updateAlert } from "./rule.ts";
import { suggestThreshold } from "./suggest.ts";

const server = useTestServer();
let made: TestProject;
let web: TestSource;
let person: string;

beforeAll(async () => {
  made = await createTestProject();
  await made.publish(referencePlan);
  web = await made.source({ slug: "web" });
  person = newId("per");
  const email = `${person}@example.test`;
  await planDb().person.create({ data: { id: person, email, name: "Ada", passwordHash: "" } });
  await planDb().membership.create({
    data: { workspaceId: made.authorized.workspaceId, personId: person, role: "editor" },
  });
});

beforeEach(async () => {
  await planDb().alertRule.deleteMany({ where: { projectId: made.id } });
  await planDb().happening.deleteMany({ where: { projectId: made.id } });
});

const as = () =>
  ({ ...made.authorized, actor: { kind: "person", id: person, name: "Ada" } }) as TestProject["authorized"];

const rule = (kind: AlertKind, threshold: number, more: Partial<NewAlert> = {}) =>
  createAlert(as(), {
    ...{ name: `Rule ${kind}`, kind, threshold, windowMinutes: 60, source: null, environment: null, eventId: null },
    ...more,
  });

/** So many events that nobody planned, and so many traits that anybody may send. */
async function send(source: TestSource, unplanned: number, conformant = 0, name = "Never Planned"): Promise<void> {
  const batch = [
    ...Array.from({ length: unplanned }, () => ({ type: "track", event: name, userId: "u1", properties: {} })),
    ...Array.from({ length: conformant }, () => ({ type: "alias", userId: "u1", previousId: "a1" })),
  ];
  expect((await server.post("/v1/batch", { batch, writeKey: source.writeKey })).status).toBe(200);
  await server.ingest.settled();
}

const told = async () =>
  (await planDb().happening.findMany({ where: { projectId: made.id }, orderBy: { createdAt: "asc" } })).map(
    ({ kind, dedupeKey }) => [kind, dedupeKey],
  );

it("a rate that is exceeded is told once, whatever process looks and however often, and so is its end", async () => {
  const source = await made.source();
  const id = await rule("rate", 50, { source: source.slug, windowMinutes: 15 });
  await send(source, 19);
  let now = Date.now() + 1;
  await checkAlerts(now);
  expect((await getAlert(as(), id)).measured).toEqual({ outcome: "unjudged", value: 100, of: 19 });
  expect(await told()).toEqual([]);

  await send(source, 1);
  now = Date.now() + 1;
  await Promise.all([checkAlerts(now), checkAlerts(now), checkAlerts(now + 1), checkNow(as(), id, now + 2)]);
  await checkAlerts(now + 3);
  const [firing] = (await listFirings(as(), id)).items;
  const fired = ["alert_firing", `alert:${firing?.id}:fired`];
  expect(await told()).toEqual([fired]);
  expect(firing).toMatchObject({ endedAt: null, threshold: 50, measured: { outcome: "breach", value: 100, of: 20 } });
  expect(await getAlert(as(), id)).toMatchObject({ state: "firing", firingSince: firing?.startedAt });

  await send(source, 0, 21);
  now = Date.now() + 1;
  await Promise.all([checkAlerts(now), checkAlerts(now), checkAlerts(now + 1)]);
  // A look that began before says nothing any more.
  await checkAlerts(now - 1000);
  expect(await told()).toEqual([fired, ["alert_recovered", `alert:${firing?.id}:over`]]);
  expect(await getAlert(as(), id)).toMatchObject({ state: "ok", firingSince: null });
  expect((await listFirings(as(), id)).items[0]?.endedAt).not.toBeNull();

  await tellHappenings(Date.now() + 1);
  const notices = await planDb().notification.findMany({ where: { personId: person }, orderBy: { createdAt: "asc" } });
  expect(notices.map(({ kind, payload }) => [kind, payload])).toMatchObject([
    ["alert_firing", { subject: "Rule rate", alert: id, text: { en: expect.stringMatching(/^100% of 20 events/) } }],
    ["alert_recovered", { subject: "Rule rate", alert: id }],
  ]);
});

it("what is muted is told of only once the mute is over, and its end only where its beginning was told", async () => {
  const source = await made.source();
  const id = await rule("rate", 50, { source: source.slug });
  await send(source, 20);
  let now = Date.now() + 1;
  await muteAlert(as(), id, new Date(now + 5 * MINUTE_MS));
  await checkAlerts(now);
  expect((await listAlerts(as(), { state: "muted" })).map((one) => one.id)).toEqual([id]);
  expect((await listFirings(as(), id)).items).toMatchObject([{ endedAt: null, toldAt: null }]);
  expect(await told()).toEqual([]);
  await checkAlerts(now + 6 * MINUTE_MS);
  expect((await told()).map(([kind]) => kind)).toEqual(["alert_firing"]);

  const quiet = await rule("rate", 60, { source: source.slug });
  await muteAlert(as(), quiet, new Date(now + 60 * MINUTE_MS));
  await checkAlerts(now + 7 * MINUTE_MS);
  await send(source, 0, 21);
  now = Date.now() + 8 * MINUTE_MS;
  await checkAlerts(now);
  await muteAlert(as(), quiet, null);
  await checkAlerts(now + 1);
  expect((await told()).map(([kind]) => kind)).toEqual(["alert_firing", "alert_recovered"]);
});

it("a change of the rule outdates a look that began before; a rule that is deleted takes its firings with it", async () => {
  const source = await made.source();
  const id = await rule("rate", 50, { source: source.slug });
  await send(source, 10, 10);
  const before = await planDb().alertRule.findUniqueOrThrow({ where: { id } });
  await updateAlert(as(), id, { threshold: 60, name: "Calmer" });
  expect(before.revision + 1).toBe((await planDb().alertRule.findUniqueOrThrow({ where: { id } })).revision);
  expect(await checkNow(as(), id, Date.now() + 1)).toMatchObject({
    state: "ok",
    name: "Calmer",
    measured: { value: 50 },
  });
  await updateAlert(as(), id, { threshold: 40 });
  expect((await checkNow(as(), id, Date.now() + 2)).state).toBe("firing");
  await deleteAlert(as(), id);
  expect(await planDb().alertFiring.count({ where: { ruleId: id } })).toBe(0);
  const actions = await planDb().auditEntry.findMany({ where: { projectId: made.id, target: "Calmer" } });
  expect(actions.map(({ action }) => action).sort()).toEqual(["alert.delete", "alert.update", "alert.update"]);
});

it("a kind nobody met before, a silence and a drop are told; what was there before the rule is no news", async () => {
  const source = await made.source({ environment: "staging" });
  await send(source, 20, 0, "Old Story");
  const scope = { source: source.slug, environment: "staging" } as const;
  const kinds = await rule("new_kind", 1, scope);
  const silence = await rule("silence", 30, scope);
  const drop = await rule("drop", 90, scope);
  const states = async () => Promise.all([kinds, silence, drop].map(async (id) => (await getAlert(as(), id)).state));
  await send(source, 1, 0, "Old Story");
  const now = Date.now() + 1;
  await checkAlerts(now);
  expect(await states()).toEqual(["ok", "ok", "ok"]);
  expect((await getAlert(as(), drop)).measured).toMatchObject({ outcome: "unjudged", of: 0 });

  await send(source, 1, 0, "New Story");
  await checkAlerts(Date.now() + 2);
  expect(await states()).toEqual(["firing", "ok", "ok"]);
  await checkAlerts(now + 40 * MINUTE_MS);
  expect(await states()).toEqual(["firing", "firing", "ok"]);
  await checkAlerts(now + WEEK_MS);
  expect(await states()).toEqual(["ok", "firing", "firing"]);
  expect((await getAlert(as(), drop)).measured).toEqual({ outcome: "breach", value: 100, of: 21 });
  expect((await told()).map(([kind]) => kind).sort()).toEqual([
    "alert_firing",
    "alert_firing",
    "alert_firing",
    "alert_recovered",
  ]);
  const elsewhere = { source: source.slug, environment: "production" } as const;
  expect(await checkNow(as(), await rule("silence", 30, elsewhere))).toMatchObject({
    measured: { outcome: "unjudged", value: null },
  });
});

it("the days suggest a threshold from what the scope received", async () => {
  const source = await made.source();
  await send(source, 10, 30);
  const scope = { source: source.number, environment: undefined, eventId: undefined };
  const asked = { scope, windowMinutes: 60 } as const;
  const now = Date.now() + 1;
  expect(await suggestThreshold(as(), { ...asked, kind: "rate" }, now)).toEqual({
    threshold: 37.5,
    from: 25,
    count: 1,
  });
  expect(await suggestThreshold(as(), { ...asked, kind: "drop" }, now + WEEK_MS + 15 * MINUTE_MS)).toMatchObject({
    threshold: 100,
    from: 100,
  });
  expect(await suggestThreshold(as(), { ...asked, kind: "silence" }, now)).toMatchObject({ from: null });
});

it("what makes no sense is refused, a test is told to whoever asks and to nobody else", async () => {
  const wrong = rule("rate", 0, { name: " ", source: "nowhere", eventId: "evt_none" });
  await expect(wrong).rejects.toMatchObject({
    code: "invalid_input",
    fields: [{ path: "name" }, { path: "threshold" }, { path: "source" }, { path: "eventId" }],
  });
  await expect(rule("new_kind", 1.5)).rejects.toMatchObject({ fields: [{ path: "threshold" }] });
  const follower = newId("per");
  await planDb().person.create({
    data: { id: follower, email: `${follower}@example.test`, name: "Bo", passwordHash: "" },
  });
  await planDb().membership.create({
    data: { workspaceId: made.authorized.workspaceId, personId: follower, role: "viewer" },
  });
  await planDb().follow.create({
    data: { id: newId("flw"), personId: follower, projectId: made.id, kind: "plan", target: "" },
  });
  const id = await rule("silence", 60, { source: web.slug });
  await sendTest(as(), id);
  await tellHappenings(Date.now() + 1);
  const notices = await planDb().notification.findMany({ where: { payload: { path: ["alert"], equals: id } } });
  expect(notices.map(({ personId }) => personId)).toEqual([person]);
});
