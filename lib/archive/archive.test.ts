/** A workspace out of one installation and into another, and twice into its own. */

import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { gunzipSync, gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "../access/audit.ts";
import { authorizeSystem, listVisibleProjects } from "../access/authorize.ts";
import { createSource } from "../access/source.ts";
import { createTeam } from "../access/team.ts";
import { asWorkspace, makePerson, makeToken } from "../access/testing.ts";
import { createCohort, listCohorts } from "../analysis/cohort/store.ts";
import { createReport, listReports } from "../analysis/report-store.ts";
import { isUserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { TAR_END, tarFile } from "../base/tar.ts";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { loadPlan } from "../plan/store.ts";
import { createBranch } from "../plan/store-branch.ts";
import { objectHistory } from "../plan/store-history.ts";
import { readImage, saveImage } from "../plan/store-image.ts";
import { publishPlan } from "../plan/store-publish.ts";
import { listVersions } from "../plan/store-version.ts";
import { writeVersionFiles } from "../plan/store-version-file.ts";
import { pngOf } from "../plan/testing/images.ts";
import { startThread } from "../review/comment.ts";
import { editEvent, makeReviewWorld, type ReviewWorld } from "../review/testing.ts";
import { closePlanDb, openPlanDb, planDb } from "../store/plan-db.ts";
import { testDatabase, usePlanDb } from "../store/testing.ts";
import { FORMAT_VERSION, HEADER, MANIFEST } from "./archive-format.ts";
import { CARRIED, LEFT_OUT } from "./archive-tables.ts";
import { workspaceArchive } from "./export-workspace.ts";
import { importWorkspace } from "./import-workspace.ts";
import { inspectArchive, previewArchive } from "./inspect-archive.ts";
import { withNewIds } from "./renamed-ids.ts";
import { tarEntries } from "./tar.ts";
import { FORGED_ROWS, LARGE_PARTS } from "./testing/forged-rows.ts";
import { REFERENCES } from "./write-rows.ts";

usePlanDb();

let review: ReviewWorld;
let image: string;
let archive: Buffer;
const dataDir = temporaryFolder("archive");

const open = (bytes: Uint8Array) => () => Readable.from([bytes]);
const system = { actor: SYSTEM_ACTOR, dataDir };

beforeAll(async () => {
  review = await makeReviewWorld();
  const { owner, editor } = review;
  image = (await saveImage(editor, pngOf(40, 30))).id;
  await publishPlan(owner, { notes: "First" });
  const event = (await loadPlan(owner)).plan.events[0]?.id ?? "";
  await editEvent(editor, "main", event, { owner: "Growth" });
  await publishPlan(owner, { notes: "Second" });
  await createBranch(editor, { name: "draft", title: "A draft" });
  await editEvent(editor, "draft", event, { owner: "Data" });
  await startThread(editor, { branch: "draft", path: `event/${event}`, text: "Why?" });
  await createCohort(editor, {
    name: "Buyers",
    criterion: { kind: "count", event: { any: true }, count: { op: ">=", value: 1 }, window: { lastDays: 7 } },
  });
  await createReport(editor, {
    name: "Active",
    question: { kind: "active_users", event: { any: true }, range: { lastDays: 7 } },
  });
  await createSource(owner, { name: "Web", platform: "web", environment: "production" });
  await createTeam(await asWorkspace(review.world), { name: "Growth" });
  await makeToken(owner.projectId, "owner");
  archive = await buffer(await workspaceArchive(owner.workspaceId, { product: "0.1.0", events: false }));
}, 120_000);

/** What must be the same in every copy of the workspace. */
async function told(slug: string) {
  const project = await authorizeSystem(slug);
  const [event] = (await loadPlan(project)).plan.events;
  const { id: _, ...picture } = await readImage(project, image);
  return {
    versions: (await listVersions(project)).map(({ version, hash, notes }) => ({ version, hash, notes })),
    main: { ...(await loadPlan(project)).plan, slug: "" },
    draft: { ...(await loadPlan(project, "draft")).plan, slug: "" },
    history: (await objectHistory(project, event?.id ?? "")).length,
    cohorts: (await listCohorts(project)).map(({ name, criterion }) => ({ name, criterion })),
    reports: (await listReports(project)).map(({ name }) => name),
    picture,
  };
}

async function countsOf(workspaceId: string): Promise<Readonly<Record<string, number | undefined>>> {
  const counts: Record<string, number> = {};
  for (const { name, where } of CARRIED) {
    const [row] = await planDb().$queryRawUnsafe<{ n: number }[]>(
      `select count(*)::int as n from "${name}" t where ${where}`,
      workspaceId,
    );
    counts[name] = row?.n ?? 0;
  }
  // The import itself stands in the log.
  return { ...counts, AuditEntry: undefined };
}

async function everything(): Promise<number> {
  let rows = 0;
  for (const { name } of [...CARRIED, { name: "Person" }, { name: "WriteKey" }]) {
    const [row] = await planDb().$queryRawUnsafe<{ n: number }[]>(`select count(*)::int as n from "${name}"`);
    rows += row?.n ?? 0;
  }
  return rows;
}

async function reason(bytes: Uint8Array): Promise<string> {
  const before = await everything();
  const error = await importWorkspace(open(bytes), system).catch((thrown: unknown) => thrown);
  expect(await everything(), "nothing is written").toBe(before);
  if (!isUserError(error)) throw error;
  expect(error.fields[0]?.fr).toBeTruthy();
  return error.message;
}

async function entriesOf(bytes: Uint8Array): Promise<{ path: string; content: Buffer }[]> {
  const found = [];
  for await (const entry of tarEntries(Readable.from([gunzipSync(bytes)]), 1e9)) found.push(entry);
  return found.map(({ path, content }) => ({ path, content: Buffer.from(content) }));
}

/** The archive with a file changed and the sums of the manifest made to fit. */
async function forged(path: RegExp, content: (text: string) => string): Promise<Buffer> {
  const changed = (await entriesOf(archive)).map((one) =>
    path.test(one.path) ? { ...one, content: Buffer.from(content(one.content.toString())) } : one,
  );
  const manifest = JSON.parse(changed.at(-1)?.content.toString() ?? "");
  for (const one of changed.slice(0, -1))
    manifest.files[one.path] = createHash("sha256").update(one.content).digest("hex");
  return packed([...changed.slice(0, -1), { path: MANIFEST, content: Buffer.from(JSON.stringify(manifest)) }]);
}

const packed = (entries: readonly { path: string; content: Uint8Array }[]) =>
  gzipSync(Buffer.concat([...entries.map(({ path, content }) => tarFile(path, content)), TAR_END]));

it("every table of the plan store is carried, or left out with a reason", async () => {
  const rows = await planDb().$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.tables
    where table_schema = current_schema() and table_name <> '_prisma_migrations'`;
  const listed = [...CARRIED.map(({ name }) => name), ...Object.keys(LEFT_OUT)];
  expect(rows.map(({ name }) => name).sort()).toEqual(listed.sort());
});

it("holds no secret: no hash of a password, session, token or key", async () => {
  const keys = await planDb().writeKey.findMany();
  expect(keys.length).toBeGreaterThan(0);
  const text = gunzipSync(archive).toString("latin1");
  for (const word of ["passwordHash", "tokenHash", "gbw_", "gbt_", ...keys.map(({ key }) => key)])
    expect(text.includes(word), word).toBe(false);
});

describe("in its own installation", () => {
  it("becomes another workspace, twice, with the same plans, pictures and cohorts, and is told before", async () => {
    const { owner } = review;
    const importer = await makePerson("importer");
    const preview = await previewArchive(await inspectArchive(open(archive)));
    expect(preview.projects).toEqual([{ name: owner.name, slug: owner.slug, newSlug: `${owner.slug}-2` }]);
    expect([preview.newPeople, preview.counts.PlanVersion]).toEqual([0, 2]);
    const before = await told(owner.slug);
    const here = await countsOf(owner.workspaceId);
    for (const number of [2, 3]) {
      const made = await importWorkspace(open(archive), { ...system, ownerId: importer.id });
      expect(made.projects).toEqual([`${owner.slug}-${number}`]);
      expect(await told(made.projects[0] ?? "")).toEqual(before);
      expect(await countsOf(made.workspaceId)).toEqual({ ...here, Membership: (here.Membership ?? 0) + 1 });
    }
    expect(await told(owner.slug)).toEqual(before);
    expect(await countsOf(owner.workspaceId)).toEqual(here);
    expect(await listVisibleProjects({ session: importer.session })).toHaveLength(2);
    // Members keep their roles, in the new place as well.
    expect(await listVisibleProjects({ session: review.world.people.viewer.session })).toHaveLength(3);
  });
});

describe("refused in plain words, with nothing written:", () => {
  it("what is no archive, or another's", async () => {
    expect(await reason(Buffer.from("hello"))).toMatch(/not an archive of a Gabarit/);
    expect(await reason(gzipSync(Buffer.alloc(4096, 7)))).toMatch(/not an archive of a Gabarit/);
    expect(await reason(packed([{ path: "package/package.json", content: Buffer.from("{}") }]))).toMatch(
      /not an archive/,
    );
  });

  it("a truncated one, wherever it ends", async () => {
    const cuts = [...[0.3, 0.8, 0.999].map((part) => Math.floor(archive.length * part)), archive.length - 4];
    for (const cut of cuts) expect(await reason(archive.subarray(0, cut))).toMatch(/not whole|no archive|changed/);
    const entries = await entriesOf(archive);
    expect(await reason(packed(entries.slice(0, -1)))).toMatch(/not whole/);
  });

  it("a newer one, and one whose store is newer", async () => {
    const entries = await entriesOf(archive);
    const [first, ...rest] = entries;
    const header = JSON.parse(first?.content.toString() ?? "");
    const withHeader = (change: object) =>
      packed([{ path: HEADER, content: Buffer.from(JSON.stringify({ ...header, ...change })) }, ...rest]);
    expect(await reason(withHeader({ version: FORMAT_VERSION + 1, product: "9.9.9" }))).toMatch(/newer.*9\.9\.9/);
    expect(await reason(withHeader({ migrations: ["29990101000000_future"] }))).toMatch(/newer/);
  });

  it("a changed one: a row, a file too many, one too few, one twice", async () => {
    const entries = await entriesOf(archive);
    const change = (path: RegExp, content: (before: Buffer) => Buffer) =>
      packed(entries.map((one) => (path.test(one.path) ? { ...one, content: content(one.content) } : one)));
    const viewer = (text: Buffer) => Buffer.from(text.toString().replace('"viewer"', '"owner"'));
    expect(await reason(change(/Membership/, viewer))).toMatch(/was changed.*Membership/);
    expect(await reason(packed(entries.filter(({ path }) => !path.startsWith("images/"))))).toMatch(/was changed/);
    const last = entries.at(-1);
    const more = (path: string) =>
      packed([...entries.slice(0, -1), { path, content: Buffer.from("x") }, ...(last ? [last] : [])]);
    expect(await reason(more("rows/Session/000000.ndjson"))).toMatch(/was changed/);
    expect(await reason(more("images/up/x"))).toMatch(/was changed/);
    expect(last?.path).toBe(MANIFEST);
  });

  it("one that was changed with its sums: rows of others, plans that are not what their hash says", async () => {
    const other = await planDb().project.findUniqueOrThrow({ where: { slug: review.world.otherProject.slug } });
    const elsewhere = (text: string) => text.replaceAll(review.owner.projectId, other.id);
    expect(await reason(await forged(/Cohort/, elsewhere))).toMatch(/contradicts itself.*Cohort/);
    expect(
      await reason(
        await forged(/PlanVersion/, (text) => text.replace('"First"', '"Else"').replaceAll('"Growth"', '"Sales"')),
      ),
    ).toMatch(/was changed/);
    expect(await reason(await forged(/PlanSnapshot/, (text) => text.replaceAll('"Growth"', '"Sales"')))).toMatch(
      /was changed/,
    );
    expect(await reason(await forged(/Project/, (text) => text.replace('"timeZone"', '"nothing"')))).toMatch(
      /contradicts itself/,
    );
  });

  it("a bomb, and paths that lead out", async () => {
    const entries = await entriesOf(archive);
    const bomb = packed([
      ...entries.slice(0, 2),
      { path: "rows/Cohort/000001.ndjson", content: Buffer.alloc(90e6, 10) },
    ]);
    expect(await reason(bomb)).toMatch(/unfolds to more/);
    const path = "rows/Cohort/../../x";
    const evil = tarFile("rows/Cohort/ab/ab/x", Buffer.from("x"));
    evil.write(path, 0);
    let sum = 0;
    for (let at = 0; at < 512; at++) sum += at >= 148 && at < 156 ? 32 : (evil[at] ?? 0);
    evil.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    const [first] = entries;
    const bytes = Buffer.concat([tarFile(HEADER, first?.content ?? Buffer.alloc(0)), evil, TAR_END]);
    expect(await reason(gzipSync(bytes))).toMatch(/was changed/);
  });
});

describe("refused though its sums fit:", () => {
  it.each(FORGED_ROWS)("%s", async (_, table, change) => {
    expect(await reason(await forged(new RegExp(`rows/${table}/`), change))).toMatch(/contradicts itself/);
  });

  it("and no folder of versions is named by anything but an id", async () => {
    await expect(writeVersionFiles(dataDir, "../../../x")).rejects.toThrow("Invariant");
  });

  it.each(LARGE_PARTS)("more %s than any workspace has", async (_, content) => {
    expect(await reason(await forged(/rows\/Cohort/, content))).toMatch(/unfolds to more|contradicts/);
    const [first] = await entriesOf(archive);
    const part = { path: "rows/PlanRead/000000.ndjson", content: Buffer.from(content()) };
    expect(await reason(packed([...(first ? [first] : []), part]))).toMatch(/unfolds to more/);
  });
});

it("says before its first byte that no events go out while held ones are released", async () => {
  const { projectId, workspaceId } = review.owner;
  const release = { id: "rev_running", projectId, planVersion: 2, state: "running" };
  await planDb().reverdict.create({ data: release });
  const asked = workspaceArchive(workspaceId, { product: "0.1.0", events: true });
  await expect(asked).rejects.toMatchObject({ code: "conflict" });
  await planDb().reverdict.delete({ where: { id: release.id } });
});

it("a slug that is taken while it is opened is another's: the next one is free", async () => {
  const slug = `${review.world.workspace.slug}-taken`;
  const bytes = await forged(/gabarit\.json/, (text) => text.replace(review.world.workspace.slug, slug));
  let opened = 0;
  async function* meanwhile() {
    opened++;
    if (opened === 2) await planDb().workspace.create({ data: { id: newId("wsp"), slug, name: "Other" } });
    yield bytes;
  }
  const made = await importWorkspace(() => Readable.from(meanwhile()), system);
  expect([made.slug, opened]).toEqual([`${slug}-2`, 3]);
});

it("is opened with its entry in the log, or not at all", async () => {
  const before = await everything();
  const actor = { kind: "person" as const, id: "per_0000000000000000", name: "\u0000" };
  await expect(importWorkspace(open(archive), { actor, dataDir })).rejects.toThrow();
  expect(await everything()).toBe(before);
});

it("ids change where they are named, and not in what a hash was taken of", () => {
  const row = { id: "a", projectId: "a", mentions: [{ personId: "a" }], document: { of: "a" }, hash: "a", origin: "a" };
  const changed = { ...row, id: "b", projectId: "b", mentions: [{ personId: "b" }] };
  expect(withNewIds(row, new Map([["a", "b"]]))).toEqual(changed);
});

it("every column that may name a row is held against the archive's own rows, or names none", async () => {
  const columns = await planDb().$queryRaw<{ table: string; column: string }[]>`
    select c.table_name as "table", c.column_name as "column" from information_schema.columns c
    where c.table_schema = current_schema() and c.column_name like '%Id' and not exists (
      select 1 from pg_constraint f join pg_attribute a on a.attrelid = f.conrelid and a.attnum = any(f.conkey)
      where f.contype = 'f' and f.conrelid = quote_ident(c.table_name)::regclass and a.attname = c.column_name)`;
  const carried = columns.filter(({ table }) => !(table in LEFT_OUT) && table !== "_prisma_migrations");
  const listed = Object.entries(REFERENCES).flatMap(([table, of]) => Object.keys(of).map((one) => `${table}.${one}`));
  expect(listed.sort()).toEqual(carried.map(({ table, column }) => `${table}.${column}`).sort());
});

it("into an empty installation: the same again, its owners may enter, everybody else is a locked name", async () => {
  const { owner, world } = review;
  const before = await told(owner.slug);
  const counts = await countsOf(owner.workspaceId);
  await closePlanDb();
  openPlanDb(await testDatabase("migrated"));
  const made = await importWorkspace(open(archive), system);
  expect(made).toMatchObject({ projects: [owner.slug], workspaceId: owner.workspaceId, slug: world.workspace.slug });
  expect(made.owners).toEqual([world.people.owner.email]);
  expect(await told(owner.slug)).toEqual(before);
  expect(await countsOf(owner.workspaceId)).toEqual(counts);
  const people = await planDb().person.findMany();
  expect(people.every(({ passwordHash }) => passwordHash === "")).toBe(true);
  expect(people.filter(({ disabledAt }) => disabledAt === null).map(({ email }) => email)).toEqual(made.owners);
  const [key] = await planDb().writeKey.findMany();
  expect(key?.key).toMatch(/^gbw_/);
});
