/** The events of a workspace go out and come in elsewhere: every number is the same, and what fails leaves nothing. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import { beforeAll, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "../access/audit.ts";
import type { AuthorizedProject } from "../access/authorized.ts";
import { answerQuestion } from "../analysis/answer.ts";
import { worldPlan } from "../analysis/naive/plan.ts";
import type { Question } from "../analysis/question.ts";
import type { UserError } from "../base/error.ts";
import { releaseHeld } from "../ingest/reverdict.ts";
import { createTestProject, type TestProject, type TestSource } from "../ingest/testing/project.ts";
import { useTestServer } from "../ingest/testing/server.ts";
import { newEvent } from "../plan/new-object.ts";
import { eventDb } from "../store/event-db.ts";
import { connectPlanStore } from "../store/plan-connection.ts";
import { planDb } from "../store/plan-db.ts";
import { type Sql, sql } from "../store/sql.ts";
import { SPAN_MAX } from "./archive-format.ts";
import { ARCHIVED, rowsOf } from "./event-tables.ts";
import { estimateEvents } from "./export-events.ts";
import { workspaceArchive } from "./export-workspace.ts";
import { type ImportOptions, importWorkspace } from "./import-workspace.ts";
import { endLeftOpenings, noteOpening, OPENING_LOCK } from "./openings.ts";
import { archiveFiles, sealed, spanning } from "./testing/forged-archive.ts";

const server = useTestServer();

let made: TestProject;
let archive: Buffer;
const sources: TestSource[] = [];

const DAY = 86_400_000;
const START = Date.UTC(2026, 1, 27, 22);
const PEOPLE = 30;
const at = (milliseconds: number) => new Date(START + milliseconds).toISOString();

/** What each event's properties say; every seventh breaks the plan. */
const PROPERTIES: Readonly<Record<string, (person: number, broken: boolean) => object>> = {
  "Signed Up": (person) => ({ channel: `tab\tand "quotes" é ${person}` }),
  Searched: (person, broken) => ({ n: person % 2 === 0 ? person : "many", flag: broken ? "no" : true, tags: ["a"] }),
  "Added To Cart": (person, broken) => ({ cart_id: `c${person}`, amount: broken ? "much" : person + 0.1 }),
  Ordered: (person) => ({ cart_id: `c${person}`, amount: person + 0.1, box: person % 5 === 0 ? null : { weight: 2 } }),
};

/** Some weeks of people who sign up, search, put into carts and order. */
function calls(): object[] {
  const sent: object[] = [];
  for (let person = 0; person < PEOPLE; person++) {
    const who = person % 3 === 0 ? { anonymousId: `a${person}` } : { userId: `u${person}` };
    for (const [step, [event, properties]] of Object.entries(PROPERTIES).entries()) {
      if (step > person % 5) continue;
      const said = { type: "track", event, properties: properties(person, (person + step) % 7 === 0) };
      for (const week of [0, 1 + (person % 3)])
        sent.push({ ...said, ...who, timestamp: at(person * 3_600_000 + step * DAY + week * 7 * DAY) });
    }
    if (person % 3 === 0)
      sent.push({ type: "identify", userId: `u${person}`, ...who, traits: { plan: person === 3 ? 7 : "pro" } });
    if (person === 4) sent.push({ type: "group", ...who, groupId: "acme", traits: { sector: "health" } });
  }
  sent.push({ type: "track", event: "Never planned", userId: "u1" }, { type: "track", event: 7, userId: "u2" });
  return sent.map((call, index) => ({ messageId: `m${index}`, ...call }));
}

async function receive(batch: readonly object[], { writeKey }: TestSource): Promise<void> {
  const answer = await server.post("/v1/batch", { batch, writeKey });
  expect(answer.status).toBe(200);
  await server.ingest.settled();
}

beforeAll(async () => {
  made = await createTestProject();
  await made.publish(worldPlan);
  sources.push(await made.source(), await made.source());
  const [web, app] = sources;
  if (web === undefined || app === undefined) throw new Error("no sources");
  const all = calls();
  await receive(all.slice(0, 70), web);
  await receive(all.slice(70), app);
  // Once more: counted apart.
  await receive(all.slice(0, 10), web);
  archive = await taken();
}, 120_000);

const taken = async (events = true) =>
  buffer(await workspaceArchive(made.authorized.workspaceId, { product: "0.1.0", events }));

function opened(bytes: Uint8Array, options: Partial<ImportOptions> = {}) {
  const given = { actor: SYSTEM_ACTOR, dataDir: server.dataDir, ownerEmail: "o@example.test", ...options };
  return importWorkspace(() => Readable.from([bytes]), given);
}

/** The copy as the original's own tests would ask it. */
async function copyOf(projectId: string): Promise<AuthorizedProject> {
  const { id, number, slug, workspaceId } = await planDb().project.findUniqueOrThrow({ where: { id: projectId } });
  return { ...made.authorized, projectId: id, number, slug, workspaceId } as AuthorizedProject;
}

const ask = <T>(statement: Sql) => eventDb().query<T>("archive.test", statement);
const of = (project: AuthorizedProject) => sql`project = ${sql.as("UInt32", project.number)}`;

/** Events by hour, verdict (as last decided) and source: what health and the statement count. */
async function verdicts(project: AuthorizedProject) {
  const slug = sources[0]?.slug ?? "";
  const { number } = await planDb().source.findFirstOrThrow({ where: { projectId: project.projectId, slug } });
  const numbers = sql.as("Array(UInt32)", [number]);
  return ask(sql`select toStartOfHour(received_at) as hour, if(source in ${numbers}, 'web', 'app') as place,
      if(v.last_revision > 0, v.last_verdict, toString(r.verdict)) as last, count() as n
    from (select * from received where ${of(project)}) as r
    left join (select uid, max(revision) as last_revision, argMax(verdict, revision) as last_verdict from reverdicts
      where ${of(project)} group by uid) as v on v.uid = r.uid
    group by hour, place, last order by hour, place, last`);
}

async function rows(project: AuthorizedProject) {
  const counts: Record<string, unknown> = {};
  for (const table of ARCHIVED) {
    const all = rowsOf(table, { project: project.number, beforeUid: "18446744073709551615" });
    const [row] = await ask<{ n: string }>(sql`select count() as n from ${all}`);
    counts[table.name] = row?.n;
  }
  return counts;
}

const base = { asOf: "2026-06-01T00:00:00Z" } as const;
const range = { ever: true } as const;
const any = { any: true } as const;
const steps = [{ event: "Signed Up" }, { event: "Searched" }, { event: "Added To Cart" }] as const;
const QUESTIONS: readonly Question[] = [
  {
    ...base,
    kind: "cohort",
    members: 100,
    criterion: { kind: "count", event: { event: "Searched" }, count: { op: ">=", value: 1 }, window: range },
  },
  {
    ...base,
    kind: "cohort",
    members: 100,
    criterion: { kind: "property", filter: { userProperty: "plan", op: "=", value: "pro" } },
  },
  { ...base, kind: "funnel", steps, within: { value: 60, unit: "day" }, range, timeToConvert: true },
  { ...base, kind: "retention", start: any, return: any, unit: "week", periods: 6, range },
  {
    ...base,
    kind: "metric",
    event: { event: "Ordered" },
    measure: { kind: "sum", property: { property: "amount" } },
    interval: "week",
    range,
  },
];

async function answers(project: AuthorizedProject) {
  const found = [];
  for (const question of QUESTIONS) found.push(await answerQuestion(project, question));
  return found.map(({ result, statement }) => ({ result, statement }));
}

async function whole() {
  const [{ n } = { n: "0" }] = await ask<{ n: string }>(
    sql`select sum(n) as n from (${sql.join(
      ARCHIVED.map(({ name }) => sql`select count() as n from ${sql.name(name)}`),
      sql` union all `,
    )})`,
  );
  return { events: n, projects: await planDb().project.count(), notes: notes() };
}

function notes(): string[] {
  try {
    return readdirSync(join(server.dataDir, "openings"));
  } catch {
    return [];
  }
}

/** The archive with lines of a table changed, which says that it spans as much as one may. */
async function forged(table: string, change: (row: Record<string, unknown>) => object): Promise<Buffer> {
  const line = (text: string) => JSON.stringify({ ...JSON.parse(text), ...change(JSON.parse(text)) });
  const files = spanning(await archiveFiles(archive), SPAN_MAX - 1).map(({ path, content }) => {
    const isOf = path.startsWith("events/") && path.includes(`/${table}/`);
    return { path, content: isOf ? Buffer.from(content.toString().replaceAll(/^.+$/gm, line)) : content };
  });
  return sealed(files);
}

it("every number is the same in the copy: by source and hour, cohorts, funnels, retention, sums, statements", async () => {
  const before = { verdicts: await verdicts(made.authorized), rows: await rows(made.authorized) };
  expect(before.rows).toMatchObject({ received: String(calls().length), duplicates: "10" });
  for (const table of ["events", "violations", "traits", "traits_held", "identity_links", "people"])
    expect(Number(before.rows[table]), table).toBeGreaterThan(0);
  const asked = await answers(made.authorized);
  const imported = await opened(archive);
  const copy = await copyOf(imported.projectIds[0] ?? "");
  expect(copy.number).not.toBe(made.authorized.number);
  expect({ verdicts: await verdicts(copy), rows: await rows(copy) }).toEqual(before);
  expect(await answers(copy)).toEqual(asked);
  expect(JSON.stringify(asked)).toContain("u1");
  expect(notes()).toEqual([]);
  // The original is as it was.
  expect({ verdicts: await verdicts(made.authorized), rows: await rows(made.authorized) }).toEqual(before);
  // What comes in afterwards has numbers of its own: people who are known stay who they are, no event meets another.
  const source = await planDb().source.findFirstOrThrow({
    where: { projectId: copy.projectId },
    include: { writeKeys: true },
  });
  const key = { writeKey: source.writeKeys[0]?.key ?? "" } as TestSource;
  const known = (await rows(copy)).people;
  await receive([{ type: "track", event: "Searched", userId: "u1", properties: {} }], key);
  expect(await rows(copy)).toMatchObject({ people: known, received: String(calls().length + 1) });
  const [twice] = await ask<{ n: string }>(sql`select count() - uniqExact(project, uid) as n from received`);
  expect(twice?.n).toBe("0");
  await receive(calls().slice(5, 9), key);
  expect(await rows(copy)).toMatchObject({ received: String(calls().length + 1), duplicates: "14" });
  await receive([{ type: "track", event: "Searched", userId: "nobody", properties: {} }], key);
  const [shared] = await ask<{ n: string }>(
    sql`select count() - uniqExact(person) as n from people final where ${of(copy)}`,
  );
  expect(shared?.n).toBe("0");
}, 60_000);

it("releases go with it, and what they released is released in the copy", async () => {
  const released = { ...made.authorized, actor: SYSTEM_ACTOR } as AuthorizedProject;
  const planned = newEvent({ id: "evt_np", name: "Never planned", identifier: "neverPlanned" });
  await made.publish({ ...worldPlan, events: [...worldPlan.events, planned] });
  expect((await releaseHeld(released)).released).toBeGreaterThan(0);
  const before = { verdicts: await verdicts(made.authorized), rows: await rows(made.authorized) };
  expect(before.rows.reverdicts).not.toBe("0");
  const imported = await opened(await taken());
  const copy = await copyOf(imported.projectIds[0] ?? "");
  expect({ verdicts: await verdicts(copy), rows: await rows(copy) }).toEqual(before);
  expect(await answers(copy)).toEqual(await answers(made.authorized));
  expect((await releaseHeld({ ...copy, actor: SYSTEM_ACTOR } as AuthorizedProject)).released).toBe(0);
}, 60_000);

it("says beforehand how many events there are and about how large they are, and can leave them behind", async () => {
  const estimate = await estimateEvents(made.authorized.workspaceId);
  expect(estimate.events).toBe(calls().length);
  expect(estimate.bytes).toBeGreaterThan(1000);
  const without = await taken(false);
  expect((await archiveFiles(without)).filter(({ path }) => path.startsWith("events/"))).toEqual([]);
  const imported = await opened(without);
  expect((await rows(await copyOf(imported.projectIds[0] ?? ""))).received).toBe("0");
});

describe("leaves nothing behind:", () => {
  it("an opening that is cancelled, while it checks and while it puts events in", async () => {
    const before = await whole();
    for (const phase of ["checking", "opening"] as const) {
      const stop = new AbortController();
      const bytes = archive;
      async function* slowly() {
        for (let from = 0; from < bytes.length; from += 1000) yield bytes.subarray(from, from + 1000);
      }
      const onProgress = (now: string, read: number) => {
        if (now === phase && read > bytes.length * 0.9) stop.abort();
      };
      const given = { actor: SYSTEM_ACTOR, dataDir: server.dataDir, ownerEmail: "o@example.test" };
      const opening = importWorkspace(() => Readable.from(slowly()), { ...given, signal: stop.signal, onProgress });
      await expect(opening).rejects.toMatchObject({ code: "cancelled" } satisfies Partial<UserError>);
    }
    expect(await whole()).toEqual(before);
  });

  it.each<[string, string, (row: Record<string, unknown>) => object]>([
    ["a row that no Gabarit wrote", "events", () => ({ nothing: 1 })],
    ["one that the event store refuses", "people", () => ({ id: "\ud800" })],
  ])("%s", async (_, table, change) => {
    const [before, { floor }] = [await whole(), server.ingest.journal];
    await expect(opened(await forged(table, change))).rejects.toMatchObject({ code: "invalid_input" });
    expect(await whole()).toEqual(before);
    // However many it says it spans, it used those of its rows.
    expect(server.ingest.journal.floor - floor).toBeLessThan(calls().length * 64);
  });

  it.each([2 ** 33, 2 ** 38])("one that says it was received between %d places of a journal", async (lastPosition) => {
    const { journal } = server.ingest;
    const before = [await whole(), journal.floor, journal.last];
    const file = sealed(spanning(await archiveFiles(archive), lastPosition));
    await expect(opened(file)).rejects.toMatchObject({ code: "invalid_input" });
    expect([await whole(), journal.floor, journal.last]).toEqual(before);
  });

  it("nothing of an opening whose change still ends while it is cleared away", async () => {
    const number = 4_000_001;
    const client = await connectPlanStore();
    await noteOpening(server.dataDir, [number]);
    const row = Buffer.from(`${JSON.stringify({ project: number, uid: 4096, person: 1, anonymous: 2 })}\n`);
    await eventDb().insert("identity_links", row, { token: "late" });
    try {
      await client.query(`begin; select pg_advisory_xact_lock(${OPENING_LOCK})`);
      await client.query(
        `insert into "Project" select (jsonb_populate_record(p, '{"id":"prj_late","slug":"late","number":${number}}')).*
         from "Project" p where p."id" = $1`,
        [made.authorized.projectId],
      );
      const ending = endLeftOpenings(server.dataDir);
      const waiting = `select from pg_locks where locktype = 'advisory' and not granted`;
      while ((await client.query(waiting)).rowCount === 0) await turn();
      await client.query("commit");
      await ending;
      const links = sql`select uid from identity_links where project = ${sql.as("UInt32", number)}`;
      expect(await ask(links)).toHaveLength(1);
    } finally {
      await client.end();
      await planDb().project.deleteMany({ where: { number } });
      await eventDb().forget(number);
    }
    expect(notes()).toEqual([]);
  });

  it("what a crash left of an opening, at the next start", async () => {
    const before = await whole();
    const uid = 4096;
    await noteOpening(server.dataDir, [4_000_000, made.number]);
    const rows = Buffer.from(`${JSON.stringify({ project: 4_000_000, uid, person: 1, anonymous: 2 })}\n`);
    for (const table of ["received", "identity_links"] as const)
      await eventDb().insert(table, rows, { token: `left-${table}` });
    await endLeftOpenings(server.dataDir);
    // The project that is there keeps what it has.
    expect(await whole()).toEqual(before);
  });
});
