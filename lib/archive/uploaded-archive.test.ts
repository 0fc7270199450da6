import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, expect, it } from "vitest";
import { asProject, asWorkspace, makeWorld, outcome } from "../access/testing.ts";
import { planDb } from "../store/plan-db.ts";
import { usePlanDb } from "../store/testing.ts";
import { exportToFile, importFromFile } from "./archive-file.ts";
import { workspaceArchive } from "./export-workspace.ts";
import { importUpload, takeUpload } from "./uploaded-archive.ts";

usePlanDb();

const dataDir = mkdtempSync(join(tmpdir(), "gabarit-uploads-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const sent = (bytes: Readable) => Readable.toWeb(bytes) as ReadableStream<Uint8Array>;
const kept = () => (existsSync(join(dataDir, "uploads")) ? readdirSync(join(dataDir, "uploads")) : []);

it("is told first and opened then, by an owner of the first workspace alone", async () => {
  const first = await makeWorld();
  const second = await makeWorld();
  const archive = (id: string) => sent(workspaceArchive(id, { product: "0.1.0" }));
  const { workspaceId } = await asWorkspace(second);
  const importer = async (world: typeof first, role: "owner" | "admin") => ({
    actor: (await asProject(world, role)).actor,
    dataDir,
  });
  for (const refused of [await importer(second, "owner"), await importer(first, "admin")]) {
    expect(await outcome(takeUpload(refused, archive(workspaceId)))).toBe("forbidden");
    expect(await outcome(importUpload(refused))).toBe("forbidden");
  }
  const owner = await importer(first, "owner");
  expect(await outcome(importUpload(owner))).toBe("not_found");
  expect(await outcome(takeUpload(owner, sent(Readable.from([Buffer.from("hello")]))))).toBe("invalid_input");
  expect(kept()).toEqual([]);
  const preview = await takeUpload(owner, archive(workspaceId));
  expect(preview.projects).toMatchObject([{ slug: second.project.slug, newSlug: `${second.project.slug}-2` }]);
  const before = await planDb().workspace.count();
  const made = await importUpload(owner);
  expect(await planDb().workspace.count()).toBe(before + 1);
  expect(made.owners).toContain(first.people.owner.email);
  expect(kept()).toEqual([]);
  expect(await outcome(importUpload(owner))).toBe("not_found");
});

it("goes to a file of the operator's and back, and never over another file", async () => {
  const world = await makeWorld();
  const given = { slug: world.workspace.slug, file: join(dataDir, "w.tar.gz"), product: "0.1.0" };
  const rows: number[] = [];
  await exportToFile(given, (done, total) => rows.push(done / total));
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
