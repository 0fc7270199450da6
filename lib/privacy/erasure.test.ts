/** Somebody is erased from everything that was received of them, and nobody else is touched. */

import { setTimeout } from "node:timers/promises";
import { beforeAll, describe, expect, test } from "vitest";
import { answerQuestion } from "../analysis/answer.ts";
import { worldPlan } from "../analysis/naive/plan.ts";
import type { CohortResult } from "../analysis/question.ts";
import { newId } from "../base/id.ts";
import { releaseHeld } from "../ingest/reverdict.ts";
import { createTestProject, type TestProject } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { listPeople } from "../person/people.ts";
import { EVENT_TABLES, eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { type Erasure, EVENT_PLACES } from "./erasure.ts";
import { advanceErasures, startErasing } from "./erasure-worker.ts";
import { getErasure, listErasures, previewErasure, startErasure } from "./store.ts";

const server = useTestServer();
const never = new AbortController().signal;

const ANN = "ann-7731";
const PHONE = "dev-of-ann-1";
const TABLET = "dev-of-ann-2";
const BOB = "bob-5522";

let made: TestProject;
let key = "";

beforeAll(async () => {
  made = await createTestProject();
  await made.publish(worldPlan);
  key = (await made.source({ slug: "web" })).writeKey;
});

async function send(...calls: readonly unknown[]): Promise<void> {
  const answer = await server.post("/v1/batch", { batch: calls, writeKey: key });
  expect(answer.status).toBe(200);
}

const searched = (who: object, n: unknown, messageId?: string) => ({
  type: "track",
  event: "Searched",
  ...who,
  properties: { n },
  ...(messageId === undefined ? {} : { messageId }),
});

const identified = (who: object, plan: unknown) => ({ type: "identify", ...who, traits: { plan } });

async function onTrial(): Promise<readonly (string | null)[]> {
  const criterion = { kind: "property", filter: { userProperty: "plan", op: "=", value: "trial" } } as const;
  const { result } = await answerQuestion(made.authorized, { kind: "cohort", criterion });
  return (result as CohortResult).members.map(({ user }) => user).sort();
}

/** Everything that could say who somebody was, of one project. */
async function stored(): Promise<string> {
  const texts: string[] = [];
  for (const table of EVENT_TABLES) {
    const rows = await server.rows(sql`select * from ${sql.name(table)} where project = ${made.number}`);
    texts.push(JSON.stringify(rows));
  }
  return texts.join("\n");
}

/** As the process does it, without the minutes in which the event store clears former files away. */
async function erased(id: string): Promise<Erasure> {
  await advanceErasures(never);
  expect((await getErasure(made.authorized, id)).state).toBe("clearing");
  await planDb().erasure.update({ where: { id }, data: { left: [] } });
  await advanceErasures(never);
  return getErasure(made.authorized, id);
}

describe("a person is erased", () => {
  let receipt: Erasure;

  test("from every place, with all the ids that were linked to them", async () => {
    await send(
      searched({ anonymousId: PHONE }, 1),
      identified({ userId: ANN, anonymousId: PHONE }, "trial"),
      identified({ userId: ANN, anonymousId: TABLET }, "trial"),
      searched({ anonymousId: TABLET }, 2, "m-tablet"),
      searched({ anonymousId: TABLET }, 2, "m-tablet"),
      searched({ userId: ANN }, { said: "i am ann-7731" }, "m-held"),
      identified({ userId: ANN }, 42),
      { type: "group", userId: ANN, groupId: "acme", traits: { sector: "tools" } },
      ANN,
      searched({ userId: BOB, anonymousId: PHONE }, 3),
      identified({ userId: BOB }, "trial"),
    );
    await server.ingest.settled();
    expect(await onTrial()).toEqual([ANN, BOB]);
    const { items } = await listPeople(made.authorized, { search: ANN });
    expect(items).toHaveLength(1);
    const asked = { anonymousId: TABLET };
    expect(await previewErasure(made.authorized, asked)).toEqual({ users: 1, anonymous: 2, events: 7 });

    const started = await startErasure(made.authorized, asked);
    expect(started).toMatchObject({ state: "running", ids: 3, cleared: 0 });
    receipt = await erased(started.id);

    const left = await stored();
    for (const id of [ANN, TABLET]) expect(left).not.toContain(id);
    // The device was Ann's first: of what Bob sends from it, it stays what he sent.
    expect(left).toContain(BOB);
    expect(await onTrial()).toEqual([BOB]);
    expect((await listPeople(made.authorized, {})).items.map(({ identities }) => identities[0]?.id)).toEqual([BOB]);
  });

  test("and the receipt counts what went, and says neither who it was nor can", async () => {
    expect(receipt).toMatchObject({ state: "done", step: "", ids: 3, startedByName: "Tester" });
    expect(receipt.cleared).toBe(receipt.places);
    const counted = Object.fromEntries(receipt.removed.map(({ place, count }) => [place, count]));
    expect(counted).toMatchObject({
      received: 8,
      events: 2,
      people: 3,
      duplicates: 1,
      identity_links: 2,
      traits_held: 1,
    });
    const row = await planDb().erasure.findUniqueOrThrow({ where: { id: receipt.id } });
    expect(row.subject).toEqual({ ids: 3 });
    const [entry] = await planDb().auditEntry.findMany({ where: { action: "user.erase", target: receipt.id } });
    for (const kept of [row, entry, receipt]) {
      const text = JSON.stringify(kept, (_key, value) => (typeof value === "bigint" ? String(value) : value));
      for (const id of [ANN, PHONE, TABLET]) expect(text).not.toContain(id);
    }
    expect(entry?.detail).toMatchObject({ hash: row.digests[0] });
    // Whoever knows an id finds it again by that.
    expect((await listErasures(made.authorized, { userId: ANN })).map(({ id }) => id)).toEqual([receipt.id]);
    expect(await listErasures(made.authorized, { userId: BOB })).toEqual([]);
    expect(await server.rows(sql`select uid from erased_uids`)).toEqual([]);
  });

  test("what a client sends again stays erased; what it sends anew is somebody new", async () => {
    await send(searched({ anonymousId: TABLET }, 2, "m-tablet"), searched({ userId: ANN }, 1, "m-held"));
    await server.ingest.settled();
    expect((await stored()).includes(ANN)).toBe(false);
    await send(identified({ userId: ANN }, "trial"));
    await server.ingest.settled();
    expect(await onTrial()).toEqual([ANN, BOB]);
    const numbers = await server.rows<{ person: number }>(
      sql`select person from people where project = ${made.number} and id = ${ANN}`,
    );
    expect(numbers).toHaveLength(1);
    expect((await listPeople(made.authorized, { search: PHONE })).total).toBeLessThanOrEqual(1);
  });

  test("an answer that was computed before is not given again, even when as many rows are there", async () => {
    expect(await onTrial()).toEqual([ANN, BOB]);
    const { id } = await startErasure(made.authorized, { userId: ANN });
    await erased(id);
    await send(identified({ userId: "cyd-1" }, "trial"));
    await server.ingest.settled();
    expect(await onTrial()).toEqual([BOB, "cyd-1"]);
  });
});

describe("interrupted", () => {
  const run = async (asked: { userId: string }, failing: "before" | "within" | "after") => {
    await send(identified({ userId: asked.userId }, "trial"), searched({ userId: asked.userId }, 4));
    await server.ingest.settled();
    const { id } = await startErasure(made.authorized, asked);
    const db = eventDb();
    const { remove } = db;
    let removals = 0;
    db.remove = async (table, condition) => {
      removals += 1;
      if (removals === 2 && failing === "before") throw new Error("killed");
      await remove.call(db, table, condition);
      if (removals === 2 && failing === "within") throw new Error("killed");
    };
    try {
      await advanceErasures(never);
    } finally {
      db.remove = remove;
    }
    return getErasure(made.authorized, id);
  };

  for (const failing of ["before", "within"] as const)
    test(`${failing} a step, it goes on from there and counts nothing twice`, async () => {
      const asked = { userId: `dee-${failing}` };
      const stopped = await run(asked, failing);
      expect(stopped).toMatchObject({ state: "running", waits: "failed" });
      const done = await erased(stopped.id);
      expect(done.waits).toBeUndefined();
      const counted = Object.fromEntries(done.removed.map(({ place, count }) => [place, count]));
      expect(counted).toMatchObject({ received: 2, events: 1, traits: 1, people: 1 });
      expect(await stored()).not.toContain(asked.userId);
    });

  test("a release that had read their events brings none of them in", async () => {
    await send(searched({ userId: "eve-99" }, true));
    await server.ingest.settled();
    const anything = { kind: "union" as const, anyOf: [{ kind: "number" as const }, { kind: "boolean" as const }] };
    await made.publish({
      ...worldPlan,
      events: worldPlan.events.map((event) => ({
        ...event,
        properties: event.properties.map((one) => (one.name === "n" ? { ...one, type: anything } : one)),
      })),
    });
    const { id } = await startErasure(made.authorized, { userId: "eve-99" });
    const { ingest } = server;
    const { release } = ingest;
    let read = "";
    ingest.release = async (events, token) => {
      read += events.map(({ raw }) => raw).join();
      await advanceErasures(never);
      return release.call(ingest, events, token);
    };
    try {
      await releaseHeld(made.authorized);
    } finally {
      ingest.release = release;
    }
    expect(read).toContain("eve-99");
    expect((await erased(id)).state).toBe("done");
    expect(await stored()).not.toContain("eve-99");
  });
});

describe("texts of the plan store", () => {
  test("lose what named them, and keep the rest", async () => {
    const mail = "fay@mail.example";
    await send(identified({ userId: "fay-1234" }, mail));
    await server.ingest.settled();
    const db = planDb();
    const fingerprint = "0123456789abcdef";
    const own = { projectId: made.id };
    await db.violationTriage.create({
      data: { ...own, fingerprint, state: "open", note: "seen with fay-1234, not fay-12345" },
    });
    const told = (text: string) => ({ ...own, kind: "violation_new", payload: { subject: "Searched", text } });
    await db.happening.create({ data: { id: newId("hpn"), ...told("received from fay-1234") } });
    await db.happening.create({ data: { id: newId("hpn"), ...told(`plan must be one of three, not "${mail}"`) } });
    await db.happening.create({ data: { id: newId("hpn"), ...told("received from nobody") } });
    const { id } = await startErasure(made.authorized, { userId: "fay-1234" });
    await erased(id);
    const { note } = await db.violationTriage.findFirstOrThrow({ where: own });
    expect(note).toBe("seen with •••, not fay-12345");
    const happenings = await db.happening.findMany({ where: own, orderBy: { createdAt: "asc" } });
    expect(happenings.map(({ payload }) => payload)).toEqual([
      { subject: "Searched" },
      { subject: "Searched" },
      { subject: "Searched", text: "received from nobody" },
    ]);
  });
});

test("what erases stops in the middle of a look as it does between two", async () => {
  const looking = startErasing();
  await looking.stop();
  const between = startErasing();
  await setTimeout(50);
  await between.stop();
});

test("every table of the event store is cleared", () => {
  expect([...EVENT_PLACES].sort()).toEqual([...EVENT_TABLES].sort());
});

test("only admins and owners erase; one id at a time; nobody is found under another project's number", async () => {
  const editor = { ...made.authorized, role: "editor" } as typeof made.authorized;
  await expect(startErasure(editor, { userId: BOB })).rejects.toMatchObject({ code: "forbidden" });
  await expect(listErasures(editor)).rejects.toMatchObject({ code: "forbidden" });
  await expect(startErasure(made.authorized, {})).rejects.toMatchObject({ code: "invalid_input" });
  await expect(startErasure(made.authorized, { userId: "", person: 1 })).rejects.toMatchObject({
    code: "invalid_input",
  });
  await expect(startErasure(made.authorized, { person: 999_999 })).rejects.toMatchObject({ code: "not_found" });
});
