import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { newEvent, newProperty } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { closeEventDb, openEventDb } from "../store/event-db.ts";
import { openJournal } from "../store/journal.ts";
import { PersonNumbers } from "../store/journal-people.ts";
import { JournalTail } from "../store/journal-tail.ts";
import { closePlanDb, openPlanDb, planDbUrl } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { encodeNote } from "./note.ts";
import { RowBuilder } from "./row-builder.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

usePlanDb();
const events = useEventDb();

const PATIENCE = { timeout: 60_000 };

const plan: Plan = {
  ...referencePlan,
  events: [
    newEvent({
      id: "evt_all",
      name: "All",
      identifier: "all",
      properties: [newProperty({ id: "prp_n", name: "n", type: { kind: "number" } })],
    }),
  ],
};

async function projectWithPlan(): Promise<{ project: TestProject; source: TestSource }> {
  const project = await createTestProject();
  const source = await project.source();
  await project.publish(plan);
  return { project, source };
}

let server: TestServer;
let known: Awaited<ReturnType<typeof projectWithPlan>>;

const send = (source: TestSource, n: number) =>
  server.post("/v1/track", { writeKey: source.writeKey, event: "All", userId: "u", properties: { n } });

async function sumOf({ number }: TestProject): Promise<{ events: string; total: number }> {
  const [row] = await server.rows<{ events: string; total: number }>(
    sql`select count() as events, sum(n0) as total from events where project = ${sql.as("UInt32", number)}`,
  );
  return row ?? { events: "", total: -1 };
}

beforeAll(async () => {
  known = await projectWithPlan();
});
afterEach(() => void vi.restoreAllMocks());

describe("forwarding goes on by itself", () => {
  afterEach(() => server.stop());

  it("after the plan store was away when it was first asked where a version keeps its properties", async () => {
    server = await startTestServer();
    await send(known.source, 1);
    await server.ingest.settled();
    const fresh = await projectWithPlan();
    // While the event store is away the forwarder stands before the known project's event, and the new one's waits.
    await closeEventDb();
    await send(known.source, 2);
    await vi.waitUntil(() => server.ingest.journal.pendingBatch() !== undefined, PATIENCE);
    expect((await send(fresh.source, 3)).status).toBe(200);
    const before = server.ingest.journal.floor;
    const url = planDbUrl();
    await closePlanDb();
    openEventDb({ dir: events.folder() });
    await vi.waitUntil(() => server.ingest.journal.floor > before, PATIENCE);
    await vi.waitUntil(() => server.ingest.forwardingFailedMs() > 0, PATIENCE);
    openPlanDb(url);
    expect(await sumOf(fresh.project)).toEqual({ events: "1", total: 3 });
    expect(server.ingest.forwardingFailedMs()).toBe(0);
  });

  it("after its thread has died", async () => {
    const posted = vi.spyOn(Worker.prototype, "postMessage");
    server = await startTestServer({ forwardIn: "worker" });
    const { project, source } = await projectWithPlan();
    await send(source, 1);
    expect(await sumOf(project)).toEqual({ events: "1", total: 1 });
    const threads = () => new Set(posted.mock.contexts as Worker[]);
    expect(threads().size).toBe(1);
    for (const thread of threads()) await thread.terminate();
    await send(source, 2);
    expect(await sumOf(project)).toEqual({ events: "2", total: 3 });
    expect(threads().size).toBe(2);
    // A stop that finds the thread dead does not wait for its answer.
    for (const thread of threads()) await thread.terminate();
  });
});

describe("building rows on a full disk", () => {
  it("fails, and begins the same run again once there is room", async () => {
    const at = temporaryFolder("rows");
    const people = Array.from({ length: 4_000 }, (_, index) => `${"u".repeat(200)}${index}`);
    const { journal } = openJournal(join(at, "journal"));
    const judged = people.map(() => ({ verdict: "conformant", violations: [], planVersion: 0 }) as const);
    const note = encodeNote(
      { encoding: "plain", environment: "production", mode: "quarantine", unplanned: "violation" },
      judged,
    );
    const batch = people.map((userId) => ({ type: "identify", userId }));
    await journal.append(journal.draft(1, Date.now()), 1, note, Buffer.from(JSON.stringify({ batch })));
    const builder = new RowBuilder({
      journalFolder: join(at, "journal"),
      peopleFolder: join(at, "people"),
      layouts: () => Promise.resolve(undefined),
    });
    // A disk that is really full ends a process that maps its files on some systems: what LMDB answers stands in for it.
    const full = new Error("MDB: No space left on device");
    vi.spyOn(JournalTail.prototype, "recordBatch").mockRejectedValueOnce(full);
    await expect(builder.next()).rejects.toThrow(full);
    vi.spyOn(PersonNumbers.prototype, "saveNumbers").mockRejectedValueOnce(full);
    await expect(builder.next()).rejects.toThrow(full);
    const run = await builder.next();
    expect([run?.from, run?.to, run?.events]).toEqual([1, 1, people.length]);
    vi.spyOn(JournalTail.prototype, "drop").mockRejectedValueOnce(full);
    await expect(builder.confirm({ from: 1, to: 1 })).rejects.toThrow(full);
    expect(await builder.confirm({ from: 1, to: 1 })).toBeGreaterThan(0);
    expect(await builder.next()).toBeUndefined();
    await builder.close();
    await journal.close();
    const kept = new PersonNumbers(join(at, "people"));
    expect(people.map((id) => kept.number({ project: 1, kind: "user", id }))).toEqual(people.map((_, n) => n + 1));
    await kept.close();
  });
});
