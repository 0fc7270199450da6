import { existsSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import pg from "pg";
import { expect, it, vi } from "vitest";
import { SYSTEM_ACTOR } from "../access/audit.ts";
import { asProject, asWorkspace, makeWorld, outcome } from "../access/testing.ts";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { webStream } from "../base/web-stream.ts";
import { connectPlanStore } from "../store/plan-connection.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { exportToFile, importFromFile } from "./archive-file.ts";
import { workspaceArchive } from "./export-workspace.ts";
import { importWorkspace } from "./import-workspace.ts";
import { OPENING_LOCK } from "./openings.ts";
import {
  checkUpload,
  dropLeftUploads,
  dropOldUploads,
  type Importer,
  importUpload,
  receiveUpload,
} from "./uploaded-archive.ts";

usePlanDb();

const dataDir = temporaryFolder("uploads");

const NONE = "0".repeat(64);
/** Sent, and looked into. */
const takeUpload = async (importer: Importer, body: ReadableStream<Uint8Array>) =>
  checkUpload(importer, await receiveUpload(importer, body));
const kept = () => (existsSync(join(dataDir, "uploads")) ? readdirSync(join(dataDir, "uploads")) : []);

it("is told first and opened then, by an owner of the first workspace alone", async () => {
  const first = await makeWorld();
  const second = await makeWorld();
  await planDb().workspace.update({ where: { id: first.workspace.id }, data: { createdAt: new Date(0) } });
  const archive = async (id: string) => webStream(await workspaceArchive(id, { product: "0.1.0", events: false }));
  const { workspaceId } = await asWorkspace(second);
  const importer = async (world: typeof first, role: "owner" | "admin") => ({
    actor: (await asProject(world, role)).actor,
    dataDir,
  });
  for (const refused of [await importer(second, "owner"), await importer(first, "admin")]) {
    expect(await outcome(takeUpload(refused, await archive(workspaceId)))).toBe("forbidden");
    expect(await outcome(importUpload(refused, NONE))).toBe("forbidden");
  }
  const owner = await importer(first, "owner");
  for (const upload of [NONE, "", "../../x"]) expect(await outcome(importUpload(owner, upload))).toBe("not_found");
  expect(await outcome(takeUpload(owner, webStream(Readable.from([Buffer.from("hello")]))))).toBe("invalid_input");
  expect(kept()).toEqual([]);
  const preview = await takeUpload(owner, await archive(workspaceId));
  expect(preview.projects).toMatchObject([{ slug: second.project.slug, newSlug: `${second.project.slug}-2` }]);
  const before = await planDb().workspace.count();
  expect(kept()).toHaveLength(1);
  // Another file than the one that was looked at is not opened, and two yeses open it once.
  expect(await outcome(importUpload(owner, NONE))).toBe("not_found");
  const { upload } = preview;
  const both = await Promise.allSettled([importUpload(owner, upload), importUpload(owner, upload)]);
  const [made, ...twice] = both.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  if (made === undefined) throw new Error("not opened");
  expect(twice).toEqual([]);
  expect(both.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []))).toEqual(["not_found"]);
  expect(await planDb().workspace.count()).toBe(before + 1);
  expect(made.owners).toContain(first.people.owner.email);
  // However old the archive says it is: the first workspace stays the first.
  const ageOf = async (id: string) => (await planDb().workspace.findUniqueOrThrow({ where: { id } })).createdAt;
  expect((await ageOf(made.workspaceId)) > (await ageOf(workspaceId))).toBe(true);
  expect(kept()).toEqual([]);
  expect(await outcome(importUpload(owner, upload))).toBe("not_found");
  const late = await takeUpload(owner, await archive(workspaceId));
  const [name = ""] = kept();
  utimesSync(join(dataDir, "uploads", name), 0, 0);
  expect(await outcome(importUpload(owner, late.upload))).toBe("not_found");
  // Nobody sends another: it goes by its age, and what the process before left goes at the start.
  await dropOldUploads(dataDir);
  expect(kept()).toEqual([]);
  expect((await takeUpload(owner, await archive(workspaceId))).upload).not.toBe(late.upload);
  writeFileSync(join(dataDir, "uploads", "left.opening"), "");
  await dropOldUploads(dataDir);
  expect(kept()).toHaveLength(2);
  await dropLeftUploads(dataDir);
  expect(kept()).toHaveLength(1);
});

it("is there again as soon as its opening is stopped, whatever that still waits for", async () => {
  const world = await makeWorld();
  await planDb().workspace.update({ where: { id: world.workspace.id }, data: { createdAt: new Date(-1) } });
  const { workspaceId } = await asWorkspace(world);
  const owner = { actor: (await asProject(world, "owner")).actor, dataDir };
  const bytes = webStream(await workspaceArchive(workspaceId, { product: "0.1.0", events: false }));
  const { upload } = await takeUpload(owner, bytes);
  const workspaces = await planDb().workspace.count();
  const other = await connectPlanStore();
  await other.query("begin");
  await other.query("select pg_advisory_xact_lock($1::bigint)", [OPENING_LOCK]);
  const stop = new AbortController();
  const stopped = outcome(importUpload(owner, upload, { signal: stop.signal }));
  const waiting = `select 1 from pg_locks where locktype = 'advisory' and not granted`;
  while ((await other.query(waiting)).rows.length === 0) await turn();
  expect(kept().filter((name) => name.includes(upload))).toEqual([]);
  stop.abort();
  while (!kept().some((name) => name.includes(upload))) await turn();
  await other.end();
  expect(await stopped).toBe("cancelled");
  expect(kept().filter((name) => name.includes(upload))).toHaveLength(1);
  expect(await planDb().workspace.count()).toBe(workspaces);
});

it("is there, and said to be, when the answer to its commit is lost", async () => {
  const { workspaceId } = await asWorkspace(await makeWorld());
  const bytes = await buffer(await workspaceArchive(workspaceId, { product: "0.1.0", events: false }));
  const { query } = pg.Client.prototype;
  const lost = vi.spyOn(pg.Client.prototype, "query").mockImplementation(function (
    this: pg.Client,
    ...given: unknown[]
  ) {
    const answer = Reflect.apply(query, this, given);
    return given[0] === "commit" ? answer.then(() => Promise.reject(new Error("Connection terminated"))) : answer;
  });
  const given = { actor: SYSTEM_ACTOR, dataDir, ownerEmail: "lost@example.test" };
  const imported = await importWorkspace(() => Readable.from([bytes]), given).finally(() => lost.mockRestore());
  expect(await planDb().workspace.count({ where: { id: imported.workspaceId } })).toBe(1);
});

it("goes to a file of the operator's and back, and never over another file", async () => {
  const world = await makeWorld();
  const given = { slug: world.workspace.slug, file: join(dataDir, "w.tar.gz"), product: "0.1.0", events: false };
  const rows: number[] = [];
  await exportToFile(given, { onProgress: (done, total) => rows.push(done / total) });
  expect(rows.at(-1)).toBe(1);
  await expect(exportToFile(given)).rejects.toThrow("is there already");
  await expect(exportToFile({ ...given, slug: "nowhere" })).rejects.toThrow(
    "There is no workspace nowhere. There are:",
  );
  await expect(importFromFile({ file: join(dataDir, "absent"), dataDir })).rejects.toThrow("There is no file");
  const made = await importFromFile({ file: given.file, owner: "New@Example.test", dataDir });
  expect(made.owners).toContain("new@example.test");
  const person = await planDb().person.findUniqueOrThrow({ where: { email: "new@example.test" } });
  expect([person.passwordHash, person.disabledAt]).toEqual(["", null]);
});
