import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { readDevelopmentVariable } from "../base/env.ts";
import { newId } from "../base/id.ts";
import { randomFrom, useKilledProcess } from "../ingest/testing/killed-process.ts";
import { paidEvent } from "../ingest/testing/paid-plan.ts";
import { createTestProject } from "../ingest/testing/project.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { closeEventDb, EVENT_TABLES, eventDb, openEventDb } from "../store/event-db.ts";
import { openPlanDb, planDb } from "../store/plan-db.ts";
import { sql } from "../store/sql.ts";
import { testDatabase } from "../store/testing.ts";

/** Few in every run; `npm run proof` asks for many. */
const asked = readDevelopmentVariable("TEST_KILL_CYCLES");
const CYCLES = Number(asked ?? 1);
const LIFE_MS = 400;
const EACH = 20;
const PEOPLE = CYCLES + 1;
const SEED = Date.now() % 1_000_000;

const server = useKilledProcess("erasure-kill", new URL("./testing/erasing-process.ts", import.meta.url));

/** No name is a part of another. */
const nameOf = (person: number): string => `person-${String(person).padStart(4, "0")}`;

it(
  `an erasure that is killed at random moments ends as one that was not (seed ${SEED})`,
  async () => {
    const random = randomFrom(SEED);
    const databaseUrl = await testDatabase("migrated");
    openPlanDb(databaseUrl);
    const project = await createTestProject();
    await project.publish({ ...referencePlan, events: [paidEvent({ type: { kind: "number" }, required: true })] });
    const source = await project.source();
    await server.start(databaseUrl);
    for (let person = 0; person < PEOPLE; person++) {
      const batch = Array.from({ length: EACH }, (_, index) => ({
        ...{ type: "track", event: "Paid", userId: nameOf(person), anonymousId: `device-of-${nameOf(person)}` },
        properties: { amount: index < EACH / 2 ? index : "wrong" },
      }));
      const body = JSON.stringify({ writeKey: source.writeKey, batch });
      expect((await fetch(`http://127.0.0.1:${server.port}/v1/batch`, { method: "POST", body })).status).toBe(200);
    }

    let kills = 0;
    for (let cycle = 0; cycle < CYCLES; cycle++) {
      await server.end("SIGKILL");
      // As somebody who asks by the device: the user is found with it.
      const subject = { users: [], anonymous: [`device-of-${nameOf(cycle)}`], numbers: [] };
      const id = newId("ers");
      await planDb().erasure.create({
        data: { id, projectId: project.id, state: "running", startedByName: "Tester", subject },
      });
      await server.start(databaseUrl);
      const isRunning = async () => (await planDb().erasure.findUniqueOrThrow({ where: { id } })).state === "running";
      do {
        await sleep(random() * LIFE_MS);
        await server.end("SIGKILL");
        kills += 1;
        await server.start(databaseUrl);
      } while (random() < 0.5 && (await isRunning()));
      await expect.poll(isRunning, { timeout: 60_000 }).toBe(false);
    }
    expect(await server.end("SIGTERM")).toBe(0);

    const receipts = await planDb().erasure.findMany({ where: { projectId: project.id } });
    expect(receipts).toHaveLength(CYCLES);
    for (const { places } of receipts)
      expect(places).toMatchObject({ received: { count: EACH, gone: true }, events: { count: EACH / 2, gone: true } });
    openEventDb({ dir: `${server.dataDir}/events` });
    const texts: string[] = [];
    for (const table of EVENT_TABLES) {
      const rows = await eventDb().query(
        "test",
        sql`select * from ${sql.name(table)} where project = ${project.number}`,
      );
      texts.push(JSON.stringify(rows));
    }
    const left = texts.join("\n");
    for (let person = 0; person < CYCLES; person++) expect(left).not.toContain(nameOf(person));
    const [kept] = await eventDb().query<{ n: string }>(
      "test",
      sql`select count() as n from received where project = ${project.number} and user_id = ${nameOf(CYCLES)}`,
    );
    expect(kept?.n).toBe(`${EACH}`);
    await closeEventDb();
    console.log(`seed ${SEED}: ${kills} kills of ${CYCLES} erasures`);
  },
  120_000 * (CYCLES + 1),
);
