/** Runs over the real ingest and stores: who is followed, what is judged, what is signed, and what it opens. */

import pg from "pg";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { listAudit } from "../access/audit.ts";
import { getAcceptanceRule, updateAcceptanceRule } from "../access/production-gate.ts";
import { createSource, updateSource } from "../access/source.ts";
import { createTestProject, type TestProject, type TestSource } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { planDb, planDbUrl } from "../store/plan-db.ts";
import { comparedWithLast, followRun, sampleOf, signedResult, signedText } from "./follow.ts";
import { resultPage } from "./result-page.ts";
import { signRun } from "./sign-run.ts";
import { installationPublicKey } from "./signing-key.ts";
import { verifySigned } from "./statement.ts";
import { cancelRun, listRuns, pairRun, pauseRun, resumeRun, setAside, startRun } from "./store.ts";

const server = useTestServer();

const event = (id: string, name: string) => ({
  ...newEvent({ id, name, identifier: name, callType: "track" }),
  status: "active" as const,
});
const plan: Plan = {
  ...referencePlan,
  events: [
    event("evt_seen", "Seen"),
    {
      ...event("evt_paid", "Paid"),
      properties: [{ ...newProperty({ id: "prp_total", name: "total", type: { kind: "number" } }), required: true }],
    },
  ],
  journeys: [],
};

let made: TestProject;
let web: TestSource;

beforeAll(async () => {
  made = await createTestProject();
  await made.publish(plan);
  web = await made.source({ slug: "web", environment: "staging" });
});

let sent = 0;
async function send(...calls: readonly object[]): Promise<void> {
  const batch = calls.map((call) => ({ type: "track", messageId: `m${sent++}`, ...call }));
  expect((await server.post("/v1/batch", { batch, writeKey: web.writeKey })).status).toBe(200);
  await server.ingest.settled();
}

const SIGNER = { name: "Ana", role: "QA", note: "" };
const planned = { kind: "planned" } as const;
const forUser = (id: string) =>
  startRun(made.authorized, { source: "web", who: { kind: "user", id }, scope: planned, release: "1.0" });

async function states(id: string) {
  const { progress } = await followRun(made.authorized, id);
  return Object.fromEntries(progress.items.map(({ name, state }) => [name, state]));
}

describe("a run", () => {
  test("ticks what its user sends, before and after they sign in, and nothing of anybody else", async () => {
    const { id } = await forUser("ann");
    await send({ event: "Seen", userId: "bob" }, { event: "Seen", anonymousId: "d1" });
    expect(await states(id)).toEqual({ Seen: "missing", Paid: "missing" });
    await send(
      { type: "identify", userId: "ann", anonymousId: "d1", traits: {} },
      { event: "Paid", userId: "ann", anonymousId: "d1", properties: { total: "9" } },
      { event: "Strange", userId: "ann" },
    );
    const { progress, subject } = await followRun(made.authorized, id);
    expect(subject).toEqual({ kind: "user", id: "ann" });
    expect(progress.items.map(({ name, state }) => [name, state])).toEqual([
      ["Seen", "conformant"],
      ["Paid", "fault"],
    ]);
    expect(progress.others.map(({ name, verdict }) => [name, verdict])).toEqual([["Strange", "unplanned"]]);
    const fault = progress.items[1]?.faults[0];
    const sample = await sampleOf(made.authorized, id, fault?.uid ?? 0);
    expect(sample).toMatchObject({
      call: { properties: { total: "9" } },
      corrected: { call: { properties: { total: 9 } } },
    });
  });

  test("begins with its start, and leaves out what comes while it is paused", async () => {
    await send({ event: "Seen", userId: "cyd" });
    const { id } = await forUser("cyd");
    await pauseRun(made.authorized, id);
    await send({ event: "Seen", userId: "cyd" });
    await resumeRun(made.authorized, id);
    expect(await states(id)).toEqual({ Seen: "missing", Paid: "missing" });
    await send({ event: "Seen", userId: "cyd" });
    expect((await states(id)).Seen).toBe("conformant");
    await cancelRun(made.authorized, id);
    await expect(pauseRun(made.authorized, id)).rejects.toMatchObject({ code: "conflict" });
  });

  test("follows the first who comes, the first with its code, or whom a person picks", async () => {
    const first = await startRun(made.authorized, { source: "web", who: { kind: "first" }, scope: planned });
    const coded = await startRun(made.authorized, { source: "web", who: { kind: "code" }, scope: planned });
    expect((await followRun(made.authorized, first.id)).subject).toBeUndefined();
    await send({ event: "Seen", anonymousId: "d7" }, { event: "Seen", userId: "eve" });
    expect((await followRun(made.authorized, first.id)).subject).toEqual({ kind: "device", id: "d7" });
    const { subject, senders } = await followRun(made.authorized, coded.id);
    expect(subject).toBeUndefined();
    expect(senders.map(({ kind, id }) => [kind, id])).toEqual([
      ["user", "eve"],
      ["device", "d7"],
    ]);
    await send({ event: "Seen", userId: "fay", context: { page: { search: `?run=${coded.code.toUpperCase()}` } } });
    expect((await followRun(made.authorized, coded.id)).subject).toEqual({ kind: "user", id: "fay" });
    await pairRun(made.authorized, coded.id, senders[0]?.uid ?? 0);
    expect((await followRun(made.authorized, coded.id)).subject).toEqual({ kind: "user", id: "eve" });
    await expect(pairRun(made.authorized, coded.id, 1)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is judged by its own version, whichever judged what came", async () => {
    const strict: Plan = {
      ...plan,
      events: plan.events.map((one) => ({
        ...one,
        properties: [{ ...newProperty({ id: "prp_page", name: "page", type: { kind: "string" } }), required: true }],
      })),
    };
    const other = await createTestProject();
    await other.publish(plan);
    const source = await other.source({ slug: "web" });
    await other.publish(strict);
    const ask = (at: string) =>
      startRun(other.authorized, { source: "web", who: { kind: "user", id: "u" }, scope: planned, at });
    const [old, current] = [await ask("1"), await ask("latest")];
    const batch = [{ type: "track", event: "Seen", userId: "u", messageId: "one" }];
    expect((await server.post("/v1/batch", { batch, writeKey: source.writeKey })).status).toBe(200);
    await server.ingest.settled();
    const seen = async (id: string) => (await followRun(other.authorized, id)).progress.items[0]?.state;
    expect([await seen(old.id), await seen(current.id)]).toEqual(["conformant", "fault"]);
  });
});

describe("the signed result", () => {
  test("is frozen, can be checked, and tells what was lost since the last one", async () => {
    const { id } = await forUser("gil");
    await send({ event: "Seen", userId: "gil" }, { event: "Paid", userId: "gil", properties: { total: 1 } });
    const run = await signRun(made.authorized, id, SIGNER);
    expect(run).toMatchObject({
      state: "signed",
      passed: true,
      signedName: "Ana",
      counts: { total: 2, conformant: 2 },
    });
    const text = await signedText(made.authorized, id);
    const { publicKey } = await installationPublicKey();
    expect(verifySigned(text, publicKey)).toMatchObject({ valid: true, trusted: true, statement: { run: id } });
    expect(verifySigned(text.replace('"gil"', '"gal"'), publicKey)).toEqual({ valid: false, why: "signature" });
    await expect(signRun(made.authorized, id, SIGNER)).rejects.toMatchObject({ code: "conflict" });
    await send({ event: "Paid", userId: "gil", properties: {} });
    expect(await signedText(made.authorized, id)).toBe(text);
    const page = resultPage(await signedResult(made.authorized, id), { language: "fr", timeZone: "UTC" });
    expect(page).toContain("Recette de web");
    expect(page).toContain("&quot;total&quot;: 1");

    const next = await forUser("gil");
    await send({ event: "Paid", userId: "gil", properties: { total: 2 } });
    const { progress, run: going } = await followRun(made.authorized, next.id);
    const compared = await comparedWithLast(made.authorized, going, progress.items);
    expect(compared).toMatchObject({ run: id, lost: ["Seen"], gained: [] });
  });

  test("is of what its signer saw: what others decide meanwhile is looked at again first", async () => {
    const { id } = await forUser("ivy");
    await send({ event: "Seen", userId: "ivy" });
    const hold = new pg.Client({ connectionString: planDbUrl() });
    await hold.connect();
    await hold.query("begin");
    await hold.query(`select 1 from "AcceptanceRun" where id = $1 for update`, [id]);
    // Awaited for its refusal from the start: it may come while the lock's holder is still ending.
    const refused = expect(signRun(made.authorized, id, SIGNER)).rejects.toMatchObject({ code: "conflict" });
    const pause = `update "AcceptanceRun" set pauses = '[{"from":"2026-01-01T00:00:00.000Z"}]', state = 'paused' where id = $1`;
    await vi.waitUntil(async () => (await hold.query("select 1 from pg_locks where not granted")).rowCount !== 0);
    await hold.query(pause, [id]);
    await hold.query("commit");
    await hold.end();
    await refused;
    await resumeRun(made.authorized, id);
    expect(await signRun(made.authorized, id, SIGNER)).toMatchObject({ state: "signed" });
    const page = resultPage(await signedResult(made.authorized, id), { language: "en", timeZone: "UTC" });
    expect(page).toContain("Jan 1, 2026, 12:00:00");
    const { entries } = await listAudit(made.authorized, {});
    expect(entries[1]).toMatchObject({ action: "acceptance.resume", target: "web", detail: { id } });
  });

  test("of a run that misses something has not passed, unless that is set aside with a reason", async () => {
    const { id } = await forUser("hal");
    await send({ event: "Seen", userId: "hal" });
    const aside = (reason: string | null) => setAside(made.authorized, id, { eventId: "evt_paid", reason });
    await expect(aside(" ")).rejects.toMatchObject({ code: "invalid_input" });
    await aside("No shop in this release");
    expect((await followRun(made.authorized, id)).progress.passed).toBe(true);
    await aside(null);
    expect(await signRun(made.authorized, id, SIGNER)).toMatchObject({ passed: false, counts: { missing: 1 } });
    const { items, total } = await listRuns(made.authorized, { search: "ANA", state: "signed", sort: "release" });
    expect([items.some((one) => one.id === id), total]).toEqual([true, 3]);
  });
});

describe("before production", () => {
  test("a source needs a run passed at the latest version, or lately, where the project asks for it", async () => {
    const { authorized } = made;
    const gate = await made.source({ slug: "gate", environment: "staging" });
    const go = (override?: string) =>
      updateSource(authorized, "gate", { environment: "production" }, undefined, override);
    const passed = (version: number, endedAt: Date, scope = "planned") =>
      planDb().acceptanceRun.create({
        data: {
          ...{
            id: `acr_${version}${endedAt.getTime()}`,
            projectId: made.id,
            sourceId: gate.id,
            environment: "staging",
          },
          ...{ whoKind: "user", planVersion: version, scope, state: "signed", passed: true },
          ...{ startedByName: "Ana", endedAt },
        },
      });
    await updateAcceptanceRule(authorized, { acceptanceNeed: "version" });
    await expect(go()).rejects.toMatchObject({ code: "invalid_input", fields: [{ path: "environment" }] });
    const born = { name: "Born", platform: "ios", environment: "production" } as const;
    await expect(createSource(authorized, born)).rejects.toMatchObject({ data: { needs: "acceptance" } });
    // On a branch, and at a version before the latest.
    await passed(0, new Date());
    await made.publish({ ...plan, description: { en: "Next" } });
    await passed(1, new Date(Date.now() - 40 * 86_400_000));
    await expect(go()).rejects.toMatchObject({ code: "invalid_input" });
    await updateAcceptanceRule(authorized, { acceptanceNeed: "age", acceptanceDays: 30 });
    await expect(go()).rejects.toMatchObject({ code: "invalid_input" });
    // Of the critical events alone.
    await passed(2, new Date(), "critical");
    await expect(go()).rejects.toMatchObject({ code: "invalid_input" });
    await updateAcceptanceRule(authorized, { acceptanceDays: 60 });
    expect(await go()).toMatchObject({ environment: "production" });
    // Other settings of what is in production ask for nothing.
    await updateAcceptanceRule(authorized, { acceptanceNeed: "version" });
    expect(await updateSource(authorized, "gate", { name: "Gate" })).toMatchObject({ name: "Gate" });
  });

  test("an owner may go on without one for a reason that is written down; nobody else may", async () => {
    const { authorized } = made;
    expect(await getAcceptanceRule(authorized)).toMatchObject({ acceptanceNeed: "version" });
    await made.source({ slug: "late", environment: "staging" });
    const go = (role: "admin" | "owner") =>
      updateSource({ ...authorized, role }, "late", { environment: "production" }, undefined, "Launch tonight");
    await expect(go("admin")).rejects.toMatchObject({ code: "forbidden" });
    expect(await go("owner")).toMatchObject({ environment: "production" });
    const entries = await planDb().auditEntry.findMany({
      where: { projectId: made.id, action: "acceptance.override" },
    });
    expect(entries).toMatchObject([{ target: "late", detail: { reason: "Launch tonight" } }]);
  });
});
