/** Reads an archive file by file, and believes nothing of it that it has not checked. */

import { createHash } from "node:crypto";
import { Transform } from "node:stream";
import { createGunzip } from "node:zlib";
import { isUserError, UserError } from "../base/error.ts";
import { readDdl } from "../store/ddl.ts";
import type { EventTable } from "../store/event-db.ts";
import { readMigrations } from "../store/migration-files.ts";
import {
  type ArchiveHeader,
  type ArchiveManifest,
  type ArchivePart,
  ENTRY_BYTES_MAX,
  ENTRY_LINES_MAX,
  EVENT_BYTES_MAX,
  eventCount,
  FORMAT_VERSION,
  HEADER,
  headerSchema,
  manifestSchema,
  partOf,
  REFUSALS,
  ROW_DEPTH_MAX,
  ROW_VALUES_MAX,
  TOTAL_BYTES_MAX,
  TOTAL_LINES_MAX,
} from "./archive-format.ts";
import { countLines, linesOf } from "./lines.ts";
import { proveRow, type Row } from "./row-schemas.ts";
import { TarFault, tarEntries } from "./tar.ts";

/** Opens the archive's bytes anew; it is read twice. */
export type OpenArchive = () => NodeJS.ReadableStream;

export type ArchiveFile =
  | { readonly kind: "header"; readonly header: ArchiveHeader }
  | { readonly kind: "rows"; readonly table: string; readonly rows: readonly Row[] }
  | { readonly kind: "image"; readonly projectId: string; readonly hash: string; readonly bytes: Buffer }
  | EventPart
  | { readonly kind: "manifest"; readonly manifest: ArchiveManifest };

/** Lines of a table of the event store, as they are: whoever takes them proves them. */
export interface EventPart {
  readonly kind: "events";
  readonly projectId: string;
  readonly table: EventTable;
  readonly part: number;
  readonly lines: Buffer;
}

/** Of reading an archive. */
export interface Watch {
  readonly signal?: AbortSignal | undefined;
  /** Bytes of the file that were read, since the last time. */
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Text and pictures of a plan shrink 30 times at most; a bomb shrinks a thousand times. */
const RATIO_MAX = 150;
const RATIO_FROM_BYTES = 64 * 1024 * 1024;
/** Rows of about so many bytes are handed on together. */
const BATCH_BYTES = 1024 * 1024;

const [QUOTE, COMMA, BACKSLASH] = [0x22, 0x2c, 0x5c];
const [BRACE, BRACE_END, BRACKET, BRACKET_END] = [0x7b, 0x7d, 0x5b, 0x5d];

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

function unfolded(open: OpenArchive, { signal, onBytes }: Watch): NodeJS.ReadableStream {
  let packed = 0;
  let unpacked = 0;
  const before = counted((bytes) => {
    packed += bytes;
    onBytes?.(bytes);
    if (signal?.aborted) throw new UserError("cancelled");
  });
  const after = counted((bytes) => {
    unpacked += bytes;
    const bomb = unpacked > RATIO_FROM_BYTES && unpacked > packed * RATIO_MAX;
    if (bomb || unpacked > TOTAL_BYTES_MAX + EVENT_BYTES_MAX) throw new TarFault("too_large");
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

/** Refuses text that would unfold to more values, or deeper, than a row of ours, before anything is made of it. */
export function requireSmall(text: Uint8Array): void {
  let values = 0;
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const byte = text[at];
    if (quoted) {
      if (byte === BACKSLASH) at++;
      else if (byte === QUOTE) quoted = false;
    } else if (byte === QUOTE) quoted = true;
    else if (byte === COMMA) values++;
    else if (byte === BRACE || byte === BRACKET) {
      values++;
      if (++depth > ROW_DEPTH_MAX) throw REFUSALS.tooLarge();
    } else if (byte === BRACE_END || byte === BRACKET_END) depth--;
    if (values > ROW_VALUES_MAX) throw REFUSALS.tooLarge();
  }
}

function parsed(text: Buffer): unknown {
  requireSmall(text);
  try {
    return JSON.parse(text.toString("utf8"));
  } catch {
    return undefined;
  }
}

function isRow(value: unknown): value is Row {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Its rows, a few at a time, each proved. */
function* rowsOf(table: string, content: Buffer, path: string): Generator<Row[]> {
  let rows: Row[] = [];
  let lines = 0;
  let batch = 0;
  for (const line of linesOf(content)) {
    if (++lines > ENTRY_LINES_MAX) throw REFUSALS.tooLarge();
    const row = parsed(line);
    if (!isRow(row)) throw REFUSALS.contradicts(path);
    proveRow(table, row, path);
    rows.push(row);
    batch += line.length;
    if (batch < BATCH_BYTES) continue;
    yield rows;
    rows = [];
    batch = 0;
  }
  if (rows.length > 0) yield rows;
}

/** Refuses what is no archive of ours, and one of a newer product. */
function headerOf(content: Buffer): ArchiveHeader {
  const value = headerSchema.safeParse(parsed(content));
  if (!value.success) throw REFUSALS.foreign();
  const known = new Set(readMigrations().map(({ name }) => name));
  const { version, product, migrations, events, eventStore } = value.data;
  if (version > FORMAT_VERSION || migrations.some((name) => !known.has(name))) throw REFUSALS.newer(product);
  if (events !== (eventStore !== undefined)) throw REFUSALS.contradicts(HEADER);
  const layout = new Set(readDdl().map(({ name, checksum }) => `${name} ${checksum}`));
  if (eventStore?.layout.some(({ name, checksum }) => !layout.has(`${name} ${checksum}`)))
    throw REFUSALS.newer(product);
  return value.data;
}

/** What was read so far, against which the manifest is held. */
class Seen {
  readonly #files = new Map<string, string>();
  readonly #counts = new Map<string, number>();
  #rows = 0;
  #bytes = 0;

  note(path: string, { kind }: ArchivePart, content: Buffer): void {
    if (this.#files.has(path)) throw REFUSALS.contradicts(path);
    if (kind !== "events") this.#bytes += content.length;
    if (this.#bytes > TOTAL_BYTES_MAX) throw REFUSALS.tooLarge();
    this.#files.set(path, createHash("sha256").update(content).digest("hex"));
  }

  noteRows(table: string, rows: number): void {
    this.#rows += rows;
    if (this.#rows > TOTAL_LINES_MAX) throw REFUSALS.tooLarge();
    this.#count(table, rows);
  }

  noteEvents(table: string, rows: number): void {
    this.#count(eventCount(table), rows);
  }

  #count(name: string, rows: number): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + rows);
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
  const value = manifestSchema.safeParse(parsed(content));
  if (!value.success) throw REFUSALS.contradicts("manifest.json");
  return value.data;
}

function* opened(part: ArchivePart, path: string, content: Buffer, seen: Seen): Generator<ArchiveFile> {
  switch (part.kind) {
    case "header":
      yield { kind: "header", header: headerOf(content) };
      return;
    case "manifest": {
      const manifest = manifestOf(content);
      seen.hold(manifest);
      yield { kind: "manifest", manifest };
      return;
    }
    case "image":
      yield { ...part, bytes: content };
      return;
    case "events":
      seen.noteEvents(part.table, countLines(content));
      yield { ...part, lines: content };
      return;
    default:
      for (const rows of rowsOf(part.table, content, path)) {
        seen.noteRows(part.table, rows.length);
        yield { ...part, rows };
      }
  }
}

async function* files(open: OpenArchive, watch: Watch): AsyncGenerator<ArchiveFile> {
  const seen = new Seen();
  let first = true;
  let ended = false;
  for await (const { path, content } of tarEntries(
    unfolded(open, watch) as AsyncIterable<Uint8Array>,
    ENTRY_BYTES_MAX,
  )) {
    const part = partOf(path);
    if (part === undefined || first !== (part.kind === "header"))
      throw first ? REFUSALS.foreign() : REFUSALS.changed(path);
    if (ended) throw REFUSALS.changed(path);
    first = false;
    if (part.kind === "manifest") ended = true;
    else seen.note(path, part, content);
    yield* opened(part, path, content, seen);
  }
  if (!ended) throw first ? REFUSALS.foreign() : REFUSALS.truncated();
}

/**
 * The files of an archive: the header first, the manifest last, by which time every file before it is proved to be the one
 * that was written. Throws `invalid_input` with the reason.
 */
export async function* readArchive(open: OpenArchive, watch: Watch = {}): AsyncGenerator<ArchiveFile> {
  try {
    yield* files(open, watch);
  } catch (error) {
    throw said(error);
  }
}
