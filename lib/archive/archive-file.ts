/** Archives as files on the machine that runs the installation: what the operator's commands do. */

import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { rename, rm, stat } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { SYSTEM_ACTOR } from "../access/audit.ts";
import { normalizeEmail } from "../access/person.ts";
import { StartRefusal } from "../base/start-refusal.ts";
import { createIngest } from "../ingest/ingest.ts";
import { runningIngest } from "../ingest/running-ingest.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import { workspaceArchive } from "./export-workspace.ts";
import { type ImportedWorkspace, importWorkspace } from "./import-workspace.ts";
import { endLeftOpenings } from "./openings.ts";

/** Of work that may take minutes. */
export interface FileWatch {
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ExportedFile {
  readonly file: string;
  readonly bytes: number;
  readonly workspace: string;
}

async function workspaceNamed(slug: string): Promise<{ readonly id: string; readonly name: string }> {
  const found = await planDb().workspace.findUnique({ where: { slug } });
  if (found !== null) return found;
  const all = await planDb().workspace.findMany({ select: { slug: true }, orderBy: { slug: "asc" }, take: 20 });
  const known = all.map((one) => one.slug).join(", ");
  throw new StartRefusal(`There is no workspace ${slug}.${known === "" ? "" : ` There are: ${known}.`}`);
}

/**
 * Writes a workspace's archive into a new file, which has its name only when it is whole.
 * @throws StartRefusal when there is no such workspace, or the file is there already.
 */
export async function exportToFile(
  given: { readonly slug: string; readonly file: string; readonly product: string; readonly events: boolean },
  { onProgress, signal }: FileWatch = {},
): Promise<ExportedFile> {
  const { slug, file, product, events } = given;
  const workspace = await workspaceNamed(slug);
  if (existsSync(file)) throw new StartRefusal(`${file} is there already.`);
  const draft = `${file}.${process.pid}.part`;
  try {
    const archive = await workspaceArchive(workspace.id, { product, events, signal, onProgress });
    await pipeline(archive, createWriteStream(draft, { flags: "wx", mode: 0o600 }), { signal });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await recordAudit(
    planDb(),
    { workspaceId: workspace.id, actor: SYSTEM_ACTOR },
    { action: "workspace.export", target: workspace.name, detail: { events } },
  );
  return { file, bytes: (await stat(file)).size, workspace: workspace.name };
}

/**
 * Opens an archive as a new workspace. With `owner` (an e-mail) that person owns it, and gets an account if they have none;
 * else the owners that the archive names may enter. Nobody has a password by it.
 * @throws StartRefusal when there is no such file; UserError `invalid_input` when it is no archive that can be opened.
 */
export async function importFromFile(
  given: { readonly file: string; readonly owner?: string | undefined; readonly dataDir: string },
  { onProgress, signal }: FileWatch = {},
): Promise<ImportedWorkspace> {
  const { file, owner, dataDir } = given;
  if (!existsSync(file)) throw new StartRefusal(`There is no file ${file}.`);
  const { size } = await stat(file);
  return importWorkspace(() => createReadStream(file), {
    actor: SYSTEM_ACTOR,
    dataDir,
    signal,
    // It is read twice.
    onProgress: (phase, bytes) => onProgress?.(phase === "checking" ? bytes : size + bytes, 2 * size),
    ...(owner === undefined ? {} : { ownerEmail: normalizeEmail(owner) }),
  });
}

/** With the journal and the numbers of people open, where no process receives: events go out and come in by them. */
export async function withIngest<T>(dataDir: string, work: () => Promise<T>): Promise<T> {
  if (runningIngest() !== undefined) return work();
  const ingest = createIngest({ dataDir, forwardIn: "thread" });
  try {
    await ingest.start();
    await endLeftOpenings(dataDir);
    return await work();
  } finally {
    await ingest.drain();
  }
}
