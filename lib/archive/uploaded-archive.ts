/** An archive that was sent to the installation and waits for a yes: one per person, for a day. */

import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Actor } from "../access/authorized.ts";
import { ownsInstallation } from "../access/installation.ts";
import { UserError } from "../base/error.ts";
import { type ImportedWorkspace, importWorkspace } from "./import-workspace.ts";
import { type ArchivePreview, inspectArchive, previewArchive } from "./inspect-archive.ts";

const BYTES_MAX = 4 * 1024 ** 3;
const KEPT_MS = 86_400_000;

export interface Importer {
  readonly actor: Actor;
  readonly dataDir: string;
}

async function requireInstallationOwner(actor: Actor): Promise<void> {
  if (await ownsInstallation(actor)) return;
  throw new UserError("forbidden", {
    fields: [
      {
        path: "",
        en: "Only owners of this installation’s first workspace open archives.",
        fr: "Seuls les propriétaires du premier espace de travail de cette installation ouvrent des archives.",
      },
    ],
  });
}

function folderOf(dataDir: string): string {
  return join(dataDir, "uploads");
}

function fileOf({ actor, dataDir }: Importer): string {
  return join(folderOf(dataDir), `archive-${actor.id.replace(/\W/g, "")}.tar.gz`);
}

/** What nobody said yes to within a day. */
async function dropOld(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const found = await stat(file).catch(() => undefined);
    if (found !== undefined && Date.now() - found.mtimeMs > KEPT_MS) await rm(file, { force: true });
  }
}

function atMost(maxBytes: number): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > maxBytes) done(new UserError("payload_too_large", { data: { maxBytes } }));
      else done(null, chunk);
    },
  });
}

/** Keeps what is sent and says what it holds. Throws `forbidden`, `payload_too_large`, or why it is no archive. */
export async function takeUpload(importer: Importer, body: ReadableStream<Uint8Array> | null): Promise<ArchivePreview> {
  await requireInstallationOwner(importer.actor);
  const folder = folderOf(importer.dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await dropOld(folder);
  const file = fileOf(importer);
  try {
    const bytes = body === null ? Readable.from([]) : Readable.from(body as unknown as AsyncIterable<Uint8Array>);
    await pipeline(bytes, atMost(BYTES_MAX), createWriteStream(file, { mode: 0o600 }));
    return await previewArchive(await inspectArchive(() => createReadStream(file)));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}

/** Opens what was sent last as a new workspace of whoever sent it. Throws `not_found` when it is not here any more. */
export async function importUpload(importer: Importer): Promise<ImportedWorkspace> {
  await requireInstallationOwner(importer.actor);
  const file = fileOf(importer);
  if ((await stat(file).catch(() => undefined)) === undefined) throw new UserError("not_found");
  const { actor, dataDir } = importer;
  const imported = await importWorkspace(() => createReadStream(file), { actor, ownerId: actor.id, dataDir });
  await rm(file, { force: true });
  return imported;
}
