import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../base/env.ts";
import { newEvent, newProperty } from "../plan/new-object.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { eventDb, openEventDb } from "../store/event-db.ts";
import { JournalTail } from "../store/journal-tail.ts";
import { openPlanDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { testDatabase } from "../store/testing.ts";
import { randomFrom, useKilledProcess } from "./testing/killed-process.ts";
import { createTestProject } from "./testing/project.ts";

/** Few in every run; `npm run proof` asks for many. */
const asked = readDevelopmentVariable("TEST_KILL_CYCLES");
const CYCLES = Number(asked ?? 2);
/** A life ends within so much time; what is sent in it all has to be forwarded after. */
const LIFE_MS = asked === undefined ? 600 : 2_000;
const SENDERS = 4;
const BATCH = 50;
const SEED = Date.now() % 1_000_000;

const server = useKilledProcess("kill");
const { dataDir, start, end } = server;

/** Asked while no process runs. */
async function hasWaiting(): Promise<boolean> {
  const tail = new JournalTail(join(dataDir, "journal"));
  const waiting = tail.last > tail.floor;
  await tail.close();
  return waiting;
}

describe(`killing the process at random moments (seed ${SEED})`, () => {
  it(
    "loses nothing that was acknowledged and counts nothing twice, whatever is sent again",
    async () => {
      const random = randomFrom(SEED);
      const databaseUrl = await testDatabase("migrated");
      openPlanDb(databaseUrl);
      const project = await createTestProject();
      const source = await project.source();
      const value = newProperty({ id: "prp_v", name: "v", type: { kind: "number" } });
      await project.publish({
        ...referencePlan,
        events: [newEvent({ id: "evt_k", name: "K", identifier: "k", properties: [value] })],
      });

      const sent = new Set<string>();
      const acknowledged = new Set<string>();
      let next = 0;
      let stopping = false;
      const acknowledgedBeyond = async (size: number): Promise<void> => {
        while (acknowledged.size < size) await sleep(10);
      };
      /** Sends batches; one that is not acknowledged is sent again, as a client does, until it is. */
      const sender = async (): Promise<void> => {
        while (!stopping) {
          const ids = Array.from({ length: BATCH }, () => `m${next++}`);
          for (const id of ids) sent.add(id);
          const batch = ids.map((messageId, index) => ({
            type: "track",
            event: index % 10 === 9 ? "Unplanned" : "K",
            userId: `u${index}`,
            anonymousId: `a${index}`,
            messageId,
            properties: { v: index % 10 === 8 ? "wrong" : index },
          }));
          const body = JSON.stringify({ writeKey: source.writeKey, batch });
          for (let done = false; !done; ) {
            try {
              const answer = await fetch(`http://127.0.0.1:${server.port}/v1/batch`, { method: "POST", body });
              await answer.arrayBuffer();
              done = answer.status === 200;
            } catch {
              // The process is gone: the answer is unknown.
            }
            if (!done) await sleep(20);
            // Now and then an acknowledged batch is sent again too.
            if (done && random() < 0.1) done = random() < 0.5;
          }
          for (const id of ids) acknowledged.add(id);
        }
      };

      const boots = [await start(databaseUrl)];
      const senders = Array.from({ length: SENDERS }, sender);
      for (let cycle = 0; cycle < CYCLES; cycle++) {
        // However fast the machine: each life acknowledges something before its random moment comes.
        await acknowledgedBeyond(acknowledged.size + 2 * BATCH);
        await sleep(random() * LIFE_MS);
        await end("SIGKILL");
        boots.push(await start(databaseUrl));
      }
      // Once more, at the worst place: everything is inserted and nothing is dropped from the journal yet.
      await end("SIGKILL");
      const doomed = start(databaseUrl, { GABARIT_FAIL_AT: "after_insert" }).catch(() => 0);
      await doomed;
      await server.gone();
      boots.push(await start(databaseUrl));
      await acknowledgedBeyond(acknowledged.size + 2 * BATCH);
      stopping = true;
      await Promise.all(senders);
      expect(await end("SIGTERM")).toBe(0);
      // Every life forwards some of what waits; what a stop leaves is for the next one.
      for (let life = 1; await hasWaiting(); life++) {
        boots.push(await start(databaseUrl));
        await sleep(life * 500);
        expect(await end("SIGTERM")).toBe(0);
      }

      openEventDb({ dir: join(dataDir, "events") });
      const received = await eventDb().query<{ message_id: string; n: string }>(
        "test",
        sql`select message_id, count() as n from received where project = ${sql.as("UInt32", project.number)} group by message_id`,
      );
      const stored = new Set(received.map(({ message_id }) => message_id));
      expect([...acknowledged].filter((id) => !stored.has(id))).toEqual([]);
      expect([...stored].filter((id) => !sent.has(id))).toEqual([]);
      expect(received.filter(({ n }) => n !== "1")).toEqual([]);
      const [sums] = await eventDb().query<Record<string, string>>(
        "test",
        sql`select count() as received, countIf(verdict = 'conformant') as conformant, countIf(verdict = 'violating') as violating,
          countIf(verdict = 'unplanned') as unplanned from received where project = ${sql.as("UInt32", project.number)}`,
      );
      const [events] = await eventDb().query<Record<string, string>>(
        "test",
        sql`select count() as n, uniqExact(uid) as uids, uniqExact(person) as people from events where project = ${sql.as("UInt32", project.number)}`,
      );
      expect(Number(sums?.received)).toBe(Number(sums?.conformant) + Number(sums?.violating) + Number(sums?.unplanned));
      expect([events?.n, events?.uids]).toEqual([sums?.conformant, sums?.conformant]);
      const people = await eventDb().query<{ kind: string; id: string; n: string; numbers: string }>(
        "test",
        sql`select kind, id, uniqExact(person) as numbers from people where project = ${sql.as("UInt32", project.number)} group by kind, id`,
      );
      expect(people.filter(({ numbers }) => numbers !== "1")).toEqual([]);
      expect(Number(events?.people)).toBe(people.filter(({ kind }) => kind === "user").length);
      console.log(
        `seed ${SEED}: ${CYCLES + 1} kills, ${acknowledged.size} events acknowledged, ${stored.size} stored, boots ${boots.map((ms) => Math.round(ms)).join(" ")} ms`,
      );
    },
    120_000 * (CYCLES + 2),
  );
});
