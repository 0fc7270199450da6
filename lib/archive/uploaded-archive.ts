/** An archive that was sent to the installation and waits for a yes: one per person, for a day, named by what it holds. */

import { createHash, type Hash, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Actor } from "../access/authorized.ts";
import { ownsInstallation } from "../access/installation.ts";
import { UserError } from "../base/error.ts";
import type { Waiting } from "../base/waiting.ts";
import { type ImportedWorkspace, importWorkspace } from "./import-workspace.ts";
import { type ArchivePreview, inspectArchive, previewArchive } from "./inspect-archive.ts";

/** What a line of 20 Mbit/s brings in the two minutes after which the server ends a request. */
export const UPLOAD_MB_MAX = 256;
const BYTES_MAX = UPLOAD_MB_MAX * 1024 * 1024;
const KEPT_MS = 86_400_000;

const GONE = {
  path: "upload",
  en: "This archive is not here any more: it was opened, dropped after a day or replaced by another one. Send it again.",
  fr: "Cette archive n’est plus ici : elle a été ouverte, supprimée au bout d’un jour ou remplacée par une autre. Envoyez-la de nouveau.",
};

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

function ownPrefix(actor: Actor): string {
  return `archive-${actor.id.replace(/\W/g, "")}-`;
}

function fileOf({ actor, dataDir }: Importer, id: string): string {
  return join(folderOf(dataDir), `${ownPrefix(actor)}${id}.tar.gz`);
}

async function isFresh(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs <= KEPT_MS;
}

async function dropWhere(folder: string, isOver: (name: string) => boolean | Promise<boolean>): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) if (await isOver(name)) await rm(join(folder, name), { force: true });
}

/** Drops what nobody said yes to within a day. */
export async function dropOldUploads(dataDir: string): Promise<void> {
  const folder = folderOf(dataDir);
  await dropWhere(folder, async (name) => !(await isFresh(join(folder, name))));
}

/** At a start also what was on its way in when the process before ended. */
export async function dropLeftUploads(dataDir: string): Promise<void> {
  await dropWhere(folderOf(dataDir), (name) => !name.endsWith(".tar.gz"));
  await dropOldUploads(dataDir);
}

function atMost(maxBytes: number, hash: Hash): Transform {
  let size = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      hash.update(chunk);
      if (size > maxBytes) done(new UserError("payload_too_large", { data: { maxBytes } }));
      else done(null, chunk);
    },
  });
}

export interface UploadedArchive extends ArchivePreview {
  /** SHA-256 of the bytes: whoever opens it says by it which one was looked at. */
  readonly upload: string;
}

/** What was sent, before anybody looked into it. */
export interface SentArchive {
  readonly draft: string;
  readonly upload: string;
}

/** Keeps what is sent. Throws `forbidden` or `payload_too_large`. */
export async function receiveUpload(importer: Importer, body: ReadableStream<Uint8Array> | null): Promise<SentArchive> {
  await requireInstallationOwner(importer.actor);
  const folder = folderOf(importer.dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await dropOldUploads(importer.dataDir);
  await dropWhere(folder, (name) => name.startsWith(ownPrefix(importer.actor)) && name.endsWith(".tar.gz"));
  const draft = join(folder, `${randomUUID()}.part`);
  try {
    const hash = createHash("sha256");
    const bytes = body === null ? Readable.from([]) : Readable.from(body as unknown as AsyncIterable<Uint8Array>);
    await pipeline(bytes, atMost(BYTES_MAX, hash), createWriteStream(draft, { flags: "wx", mode: 0o600 }));
    return { draft, upload: hash.digest("hex") };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Says what was sent holds. Throws why it is no archive; it is then gone. */
export async function checkUpload(
  importer: Importer,
  { draft, upload }: SentArchive,
  { onShare, signal }: Waiting = {},
): Promise<UploadedArchive> {
  try {
    const { size } = await stat(draft);
    let read = 0;
    const onBytes = (bytes: number) => {
      read += bytes;
      onShare?.(read / size);
    };
    const preview = await previewArchive(await inspectArchive(() => createReadStream(draft), { onBytes, signal }));
    await rename(draft, fileOf(importer, upload));
    return { ...preview, upload };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * Opens an archive that was sent as a new workspace of whoever sent it, once. Throws `not_found` when it is not here any more;
 * when it is refused it waits on.
 */
export async function importUpload(
  importer: Importer,
  upload: string,
  { onShare, signal }: Waiting = {},
): Promise<ImportedWorkspace> {
  await requireInstallationOwner(importer.actor);
  const file = fileOf(importer, upload);
  if (!/^[0-9a-f]{64}$/.test(upload) || !(await isFresh(file))) throw new UserError("not_found", { fields: [GONE] });
  // Whoever moves it away opens it; a second yes finds nothing.
  const claimed = join(folderOf(importer.dataDir), `${randomUUID()}.opening`);
  await rename(file, claimed).catch((cause: unknown) => {
    throw new UserError("not_found", { fields: [GONE], cause });
  });
  // Whoever stopped may say yes again at once, while what was begun is still cleared away.
  const giveBack = () => rename(claimed, file).catch(() => undefined);
  signal?.addEventListener("abort", () => void giveBack(), { once: true });
  try {
    const { actor, dataDir } = importer;
    // Its day begins anew, so that nobody drops it meanwhile.
    const now = new Date();
    await utimes(claimed, now, now);
    const { size } = await stat(claimed);
    const imported = await importWorkspace(() => createReadStream(claimed), {
      actor,
      ownerId: actor.id,
      dataDir,
      signal,
      // It is read twice.
      onProgress: (phase, bytes) => onShare?.((phase === "checking" ? bytes : size + bytes) / (2 * size)),
    });
    await rm(claimed, { force: true });
    // It had come to be before it was stopped.
    if (signal?.aborted) await rm(file, { force: true });
    return imported;
  } catch (error) {
    await giveBack();
    if (signal?.aborted) throw new UserError("cancelled", { cause: error });
    throw error;
  }
}
