import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { eventDb } from "../store/event-db.ts";
import { openJournal } from "../store/journal.ts";
import { JournalTail } from "../store/journal-tail.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { insertRows } from "./insert-rows.ts";
import { encodeNote } from "./note.ts";
import { RowBuilder } from "./row-builder.ts";
import { createTestProject } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

usePlanDb();
useEventDb();

const MIB = 1024 ** 2;
const BODIES = 6;

let dataDir = "";
let server: TestServer | undefined;
afterEach(async () => {
  await server?.stop();
  server = undefined;
});

const message = (size: number) => ({
  type: "track",
  event: "Unplanned",
  userId: "u",
  properties: { p: "a".repeat(size) },
});

/** A journal with bodies that are small on disk and 3 MiB each when they are read. */
async function journalOf(project: number, noted: boolean): Promise<void> {
  dataDir = temporaryFolder("large");
  const { journal } = openJournal(join(dataDir, "journal"));
  const text = JSON.stringify({ batch: [message(3 * MIB)] });
  const size = noted ? { size: text.length } : {};
  const note = encodeNote(
    { encoding: "gzip", environment: "production", mode: "quarantine", unplanned: "violation", ...size },
    [{ verdict: "unplanned", violations: [], planVersion: 0 }],
  );
  for (let n = 0; n < BODIES; n++) await journal.append(journal.draft(project, Date.now()), 1, note, gzipSync(text));
  await journal.close();
}

function builderHere(): RowBuilder {
  return new RowBuilder({
    journalFolder: join(dataDir, "journal"),
    peopleFolder: join(dataDir, "people"),
    layouts: () => Promise.resolve(undefined),
  });
}

/** As an earlier release would have recorded it: by its size on disk. */
async function recordAll(): Promise<void> {
  const tail = new JournalTail(join(dataDir, "journal"));
  await tail.recordBatch({ from: 1, to: BODIES });
  await tail.close();
}

const stored = async (project: number) =>
  eventDb().query<{ n: string; distinct: string }>(
    "test",
    sql`select count() as n, uniqExact(uid) as distinct from received where project = ${sql.as("UInt32", project)}`,
  );

describe("bodies that unpack to much more than was sent", () => {
  it.each([
    ["said", true],
    ["measured", false],
  ])("are taken a few at a time, their size being %s", async (_, noted) => {
    await journalOf(950, noted);
    const builder = builderHere();
    const runs: [number, number][] = [];
    for (let run = await builder.next(); run !== undefined; run = await builder.next()) {
      runs.push([run.from, run.to]);
      await builder.confirm(run);
    }
    await builder.close();
    expect(runs).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it("are cut anew when an earlier release recorded them as one run that was never begun", async () => {
    await journalOf(951, false);
    await recordAll();
    const builder = builderHere();
    expect(await builder.oversized()).toEqual({ from: 1, to: BODIES });
    await builder.close();
    server = await startTestServer({ dataDir });
    await server.ingest.settled();
    expect(await stored(951)).toEqual([{ n: "6", distinct: "6" }]);
    await server.stop();
    server = undefined;
    const tail = new JournalTail(join(dataDir, "journal"));
    expect(tail.floor).toBe(BODIES);
    await tail.close();
  });

  it("keep their run when some of it is in the event store: nothing is stored twice", async () => {
    await journalOf(952, false);
    await recordAll();
    const builder = builderHere();
    const run = await builder.next();
    expect([run?.from, run?.to]).toEqual([1, BODIES]);
    const received = run?.tables.find(({ table }) => table === "received");
    if (received === undefined) throw new Error("No rows");
    // The process ends after the first table.
    await insertRows(eventDb(), received, `j:${run?.epoch}:1-${BODIES}:received`);
    await builder.close();
    server = await startTestServer({ dataDir });
    await server.ingest.settled();
    expect(await stored(952)).toEqual([{ n: "6", distinct: "6" }]);
  });
});

describe("what is unpacked", () => {
  it("counts among the bytes that are taken at once, and says how large the body is for the forwarder", async () => {
    const project = await createTestProject();
    const source = await project.source();
    server = await startTestServer({ inFlightBudgetBytes: MIB });
    dataDir = server.dataDir;
    const post = (size: number) =>
      server?.post("/v1/batch", gzipSync(JSON.stringify({ batch: [message(size)] })), {
        "x-write-key": source.writeKey,
      });
    const refused = await post(4 * MIB);
    expect(refused?.status).toBe(503);
    expect(refused?.headers.get("retry-after")).toBe("1");
    expect((await post(MIB / 2))?.status).toBe(200);
    expect(server.ingest.stats().inFlightBytes).toBe(0);
    await server.ingest.settled();
    expect((await stored(project.number))[0]?.n).toBe("1");
  });

  it("is refused when a context counted for each message is too much", async () => {
    const project = await createTestProject();
    const source = await project.source();
    server = await startTestServer();
    dataDir = server.dataDir;
    const batch = Array.from({ length: 4_000 }, () => ({ type: "page", userId: "u" }));
    const send = (size: number) =>
      server?.post("/v1/batch", { writeKey: source.writeKey, batch, context: { page: { title: "t".repeat(size) } } });
    expect((await send(20_000))?.status).toBe(413);
    expect((await send(200))?.status).toBe(200);
  });
});
