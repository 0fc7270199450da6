import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { eventDb } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { listViolations } from "../violation/store.ts";
import { insertRows } from "./insert-rows.ts";
import { packRows, storedInstant, uidOf } from "./row.ts";
import { createTestProject } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

usePlanDb();
useEventDb();

const good = (uid: number) =>
  JSON.stringify({
    project: 900,
    uid,
    source: 1,
    received_at: storedInstant(Date.now()),
    verdict: "conformant",
    raw: "{}",
  });

const count = async (project: number) =>
  Number(
    (
      await eventDb().query<{ n: string }>(
        "test",
        sql`select count() as n from received where project = ${sql.as("UInt32", project)}`,
      )
    )[0]?.n,
  );

describe("a poisoned batch", () => {
  it("stores every row but the poisoned one, in fewer than 20 tries, and the same again changes nothing", async () => {
    const lines = Array.from({ length: 1_000 }, (_, index) => good(uidOf(1, index)));
    lines[617] = lines[617]?.replace('"source":1', '"source":"many"') ?? "";
    const rows = packRows(
      "received",
      lines,
      lines.map((_, index) => uidOf(1, index)),
    );
    const first = await insertRows(eventDb(), rows, "test:poison");
    expect(first.refused.map(({ uid }) => uid)).toEqual([uidOf(1, 617)]);
    expect(first.refused[0]?.reason).not.toBe("");
    expect(first.tries).toBeLessThan(20);
    expect(await count(900)).toBe(999);
    const again = await insertRows(eventDb(), rows, "test:poison");
    expect(again.refused.map(({ uid }) => uid)).toEqual([uidOf(1, 617)]);
    expect(await count(900)).toBe(999);
  });

  it("finds several poisoned rows, wherever they stand", async () => {
    const lines = Array.from({ length: 64 }, (_, index) =>
      good(uidOf(2, index)).replace('"project":900', '"project":901'),
    );
    for (const bad of [0, 31, 32, 63]) lines[bad] = `{"project":`;
    const rows = packRows(
      "received",
      lines,
      lines.map((_, index) => uidOf(2, index)),
    );
    const { refused } = await insertRows(eventDb(), rows, "test:several");
    expect(refused.map(({ uid }) => uid)).toEqual([0, 31, 32, 63].map((index) => uidOf(2, index)));
    expect(await count(901)).toBe(60);
  });

  it("decides nothing when everything is refused: the fault is then not in the rows", async () => {
    const lines = Array.from({ length: 30 }, () => '{"project":"none"}');
    const rows = packRows(
      "received",
      lines,
      lines.map(() => 1),
    );
    await expect(insertRows(eventDb(), rows, "test:all")).rejects.toThrow(/every row/);
  });
});

describe("an event that the store refuses", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer();
  });
  afterAll(() => server.stop());

  it("is malformed with the store's reason, and every other one of its batch is stored", async () => {
    const project = await createTestProject();
    const source = await project.source();
    await project.publish(referencePlan);
    // A slot row that sends a text into a number column: the event table refuses what the plan accepts.
    const { planDb } = await import("../store/plan-db.ts");
    await planDb().propertySlot.updateMany({
      where: { projectId: project.id, eventId: "evt_search", propertyId: "prp_query" },
      data: { slot: "n15", storedAs: "string" },
    });
    const search = (query: string) => ({
      type: "track",
      event: "Product Searched",
      userId: "u",
      properties: { query },
    });
    await server.post("/v1/batch", {
      writeKey: source.writeKey,
      batch: [
        ...Array.from({ length: 30 }, () => ({ type: "page", userId: "u" })),
        search("not a number"),
        { type: "page", userId: "u" },
      ],
    });
    const rows = await server.rows<{ verdict: string; n: string }>(
      sql`select if(v.uid = 0, toString(r.verdict), v.last) as verdict, count() as n
        from received as r left join (select uid, argMax(toString(verdict), revision) as last from reverdicts group by uid) as v on v.uid = r.uid
        where r.project = ${sql.as("UInt32", project.number)} group by verdict order by verdict`,
    );
    expect(rows).toEqual([
      { verdict: "conformant", n: "31" },
      { verdict: "malformed", n: "1" },
    ]);
    const [why] = await server.rows<{ violations: string }>(
      sql`select violations from reverdicts where project = ${sql.as("UInt32", project.number)}`,
    );
    expect(JSON.parse(why?.violations ?? "[]")).toEqual([expect.objectContaining({ code: "store_refused" })]);
    const { items } = await listViolations(project.authorized, { codes: ["store_refused"] });
    expect(items.map(({ eventName, eventId, events: count }) => [eventName, eventId, count])).toEqual([
      ["Product Searched", "evt_search", 1],
    ]);
    const [events] = await server.rows<{ n: string }>(
      sql`select count() as n from events where project = ${sql.as("UInt32", project.number)}`,
    );
    expect(events?.n).toBe("31");
  });
});
