/** Reads an archive file by file, and believes nothing of it that it has not checked. */

import { createHash } from "node:crypto";
import { Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { isUserError } from "../base/error.ts";
import { readMigrations } from "../store/migration-files.ts";
import {
  type ArchiveHeader,
  type ArchiveManifest,
  type ArchivePart,
  ENTRY_BYTES_MAX,
  FORMAT_VERSION,
  headerSchema,
  manifestSchema,
  partOf,
  REFUSALS,
} from "./archive-format.ts";
import { TarFault, tarEntries } from "./tar.ts";

/** Opens the archive's bytes anew; it is read twice. */
export type OpenArchive = () => NodeJS.ReadableStream;

export type ArchiveFile =
  | { readonly kind: "header"; readonly header: ArchiveHeader }
  | { readonly kind: "rows"; readonly table: string; readonly rows: readonly Record<string, unknown>[] }
  | { readonly kind: "image"; readonly projectId: string; readonly hash: string; readonly bytes: Buffer }
  | { readonly kind: "manifest"; readonly manifest: ArchiveManifest };

/** Text and pictures of a plan shrink 30 times at most; a bomb shrinks a thousand times. */
const RATIO_MAX = 150;
const RATIO_FROM_BYTES = 64 * 1024 * 1024;

/** Lets bytes through and counts them. */
function counted(note: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      try {
        note(chunk.length);
        done(null, chunk);
      } catch (error) {
        done(error instanceof Error ? error : new Error(String(error)));
      }
    },
  });
}

function unfolded(open: OpenArchive): NodeJS.ReadableStream {
  let packed = 0;
  let unpacked = 0;
  const before = counted((bytes) => {
    packed += bytes;
  });
  const after = counted((bytes) => {
    unpacked += bytes;
    if (unpacked > RATIO_FROM_BYTES && unpacked > packed * RATIO_MAX) throw new TarFault("too_large");
  });
  const source = open();
  const gunzip = createGunzip();
  const failed = (error: Error) => after.destroy(error);
  source.on("error", failed);
  before.on("error", failed);
  gunzip.on("error", failed);
  after.on("close", () => {
    gunzip.destroy();
    if ("destroy" in source && typeof source.destroy === "function") source.destroy();
  });
  return source.pipe(before).pipe(gunzip).pipe(after);
}

/** A fault of the bytes in the words of whoever brought the file. */
function said(error: unknown): unknown {
  if (isUserError(error)) return error;
  if (error instanceof TarFault) return error.fault === "too_large" ? REFUSALS.tooLarge() : REFUSALS[error.fault]();
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "Z_BUF_ERROR") return REFUSALS.truncated();
  return typeof code === "string" && code.startsWith("Z_") ? REFUSALS.foreign() : error;
}

function parsed(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw REFUSALS.contradicts(path);
  }
}

function isRow(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function rowsOf(content: Buffer, path: string): Record<string, unknown>[] {
  const lines = content.toString("utf8").split("\n");
  return lines
    .filter((line) => line !== "")
    .map((line) => {
      const row = parsed(line, path);
      if (!isRow(row)) throw REFUSALS.contradicts(path);
      return row;
    });
}

/** Refuses what is no archive of ours, and one of a newer product. */
function headerOf(content: Buffer): ArchiveHeader {
  const value = headerSchema.safeParse(parsedHeader(content));
  if (!value.success) throw REFUSALS.foreign();
  const known = new Set(readMigrations().map(({ name }) => name));
  const { version, product, migrations } = value.data;
  if (version > FORMAT_VERSION || migrations.some((name) => !known.has(name))) throw REFUSALS.newer(product);
  return value.data;
}

function parsedHeader(content: Buffer): unknown {
  try {
    return JSON.parse(content.toString("utf8"));
  } catch {
    throw REFUSALS.foreign();
  }
}

/** What was read so far, against which the manifest is held. */
class Seen {
  readonly #files = new Map<string, string>();
  readonly #counts = new Map<string, number>();

  note(path: string, content: Buffer): void {
    if (this.#files.has(path)) throw REFUSALS.contradicts(path);
    this.#files.set(path, createHash("sha256").update(content).digest("hex"));
  }

  noteRows(table: string, rows: number): void {
    this.#counts.set(table, (this.#counts.get(table) ?? 0) + rows);
  }

  /** Refuses unless every file is the one the manifest names, and none is missing. */
  hold(manifest: ArchiveManifest): void {
    for (const [path, hash] of this.#files) if (manifest.files[path] !== hash) throw REFUSALS.changed(path);
    for (const path of Object.keys(manifest.files)) if (!this.#files.has(path)) throw REFUSALS.changed(path);
    for (const [table, count] of Object.entries(manifest.counts))
      if ((this.#counts.get(table) ?? 0) !== count) throw REFUSALS.changed(table);
  }
}

function manifestOf(content: Buffer): ArchiveManifest {
  const value = manifestSchema.safeParse(parsed(content.toString("utf8"), "manifest.json"));
  if (!value.success) throw REFUSALS.contradicts("manifest.json");
  return value.data;
}

function opened(part: ArchivePart, path: string, content: Buffer, seen: Seen): ArchiveFile {
  switch (part.kind) {
    case "header":
      return { kind: "header", header: headerOf(content) };
    case "manifest":
      return { kind: "manifest", manifest: manifestOf(content) };
    case "image":
      return { ...part, bytes: content };
    default: {
      const rows = rowsOf(content, path);
      seen.noteRows(part.table, rows.length);
      return { ...part, rows };
    }
  }
}

async function* files(open: OpenArchive): AsyncGenerator<ArchiveFile> {
  const seen = new Seen();
  let first = true;
  let ended = false;
  for await (const { path, content } of tarEntries(unfolded(open) as AsyncIterable<Uint8Array>, ENTRY_BYTES_MAX)) {
    const part = partOf(path);
    if (part === undefined || first !== (part.kind === "header"))
      throw first ? REFUSALS.foreign() : REFUSALS.changed(path);
    if (ended) throw REFUSALS.changed(path);
    first = false;
    const file = opened(part, path, content, seen);
    if (file.kind === "manifest") {
      seen.hold(file.manifest);
      ended = true;
    } else seen.note(path, content);
    yield file;
  }
  if (!ended) throw first ? REFUSALS.foreign() : REFUSALS.truncated();
}

/**
 * The files of an archive: the header first, the manifest last, by which time every file before it is proved to be the one
 * that was written. Throws `invalid_input` with the reason.
 */
export async function* readArchive(open: OpenArchive): AsyncGenerator<ArchiveFile> {
  try {
    yield* files(open);
  } catch (error) {
    throw said(error);
  }
}
