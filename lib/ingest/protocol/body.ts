/** A request's body: read within limits, unpacked by its first bytes, checked before it is parsed. */

import { isAscii, isUtf8, transcode } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { brotliDecompress, brotliDecompressSync, gunzip, gunzipSync, inflate, inflateSync } from "node:zlib";
import { firstErrorOffset } from "../json-scan.ts";
import type { Encoding } from "../note.ts";
import { NoTurnError, Turns } from "../turns.ts";

/** As sent. */
export const MAX_WIRE_BYTES = 1024 * 1024;
/** After unpacking. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** A body that takes longer to arrive is given up. */
export const BODY_TIMEOUT_MS = 30_000;
/** What is read on, unheeded, of a body that is too large, so that its sender reads the answer. */
const MAX_HEEDLESS_BYTES = 64 * 1024 * 1024;

export class BodyError extends Error {
  override readonly name = "BodyError";
  readonly reason: "too_large" | "timeout" | "aborted" | "unpacking" | "busy";
  constructor(reason: BodyError["reason"]) {
    super(reason);
    this.reason = reason;
  }
}

/** Lets the sender finish, so that the connection stays usable; cuts it off when there is no end to it. */
function swallow(request: IncomingMessage): void {
  let bytes = 0;
  request.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MAX_HEEDLESS_BYTES) request.destroy();
  });
  request.resume();
}

interface Reader {
  resolve(body: Buffer): void;
  reject(error: BodyError): void;
  /** Hears of every piece as it comes. */
  onBytes(bytes: number): void;
}

/** One body on its way in: settled once, deaf afterwards. */
class Reading {
  readonly #request: IncomingMessage;
  readonly #reader: Reader;
  readonly #timer: NodeJS.Timeout;
  readonly #pieces: Buffer[] = [];
  #bytes = 0;
  #settled = false;

  constructor(request: IncomingMessage, reader: Reader) {
    this.#request = request;
    this.#reader = reader;
    this.#timer = setTimeout(() => this.fail("timeout"), BODY_TIMEOUT_MS);
  }

  take(piece: Buffer): void {
    if (this.#settled) return;
    this.#bytes += piece.length;
    this.#reader.onBytes(piece.length);
    if (this.#bytes <= MAX_WIRE_BYTES) {
      this.#pieces.push(piece);
      return;
    }
    this.fail("too_large");
    swallow(this.#request);
  }

  end(): void {
    if (!this.#settle()) return;
    const [first] = this.#pieces;
    this.#reader.resolve(first !== undefined && this.#pieces.length === 1 ? first : Buffer.concat(this.#pieces));
  }

  fail(reason: BodyError["reason"]): void {
    if (this.#settle()) this.#reader.reject(new BodyError(reason));
  }

  /** False when it was settled before. */
  #settle(): boolean {
    if (this.#settled) return false;
    this.#settled = true;
    clearTimeout(this.#timer);
    return true;
  }
}

/** The body as sent. Rejects with a `BodyError`. `onBytes` hears of every piece as it comes. */
export function readBody(request: IncomingMessage, onBytes: (bytes: number) => void): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const declared = Number(request.headers["content-length"] ?? "0");
    if (declared > MAX_WIRE_BYTES) {
      swallow(request);
      reject(new BodyError("too_large"));
      return;
    }
    const reading = new Reading(request, { resolve, reject, onBytes });
    request
      .on("data", (piece: Buffer) => reading.take(piece))
      .on("end", () => reading.end())
      .on("close", () => reading.fail("aborted"))
      .on("error", () => reading.fail("aborted"));
  });
}

/** A zlib stream, which HTTP calls deflate: its first two bytes are its method and a multiple of 31 (RFC 1950, 2.2). */
function isZlib(body: Buffer): boolean {
  return body.length > 2 && ((body[0] ?? 0) & 0x0f) === 8 && body.readUInt16BE(0) % 31 === 0;
}

/** Gzip announces itself; the others do not, or not surely, so there the header is asked. */
export function encodingOf(body: Buffer, contentEncoding: string | undefined): Encoding {
  if (body.length > 2 && body[0] === 0x1f && body[1] === 0x8b) return "gzip";
  const said = contentEncoding?.trim().toLowerCase();
  if (said === "deflate" && isZlib(body)) return "deflate";
  return said === "br" ? "br" : "plain";
}

type Packed = Exclude<Encoding, "plain">;

const UNPACK = {
  gzip: promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
} as const satisfies Readonly<Record<Packed, unknown>>;
const UNPACK_SYNC = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
} as const satisfies Readonly<Record<Packed, unknown>>;
const LIMIT = { maxOutputLength: MAX_BODY_BYTES };

/** Whether a request names its key before its body is read. Nobody knows who the others are: they wait by themselves. */
export type Sender = "known" | "unknown";

/** Bodies unpacked at once: a few bytes may become a thousand times as many. The disk shares the threads that do it. */
const UNPACKING: Readonly<Record<Sender, Turns>> = { known: new Turns(2, 4_096), unknown: new Turns(1, 256) };

function unpackError(error: unknown): BodyError {
  if (error instanceof NoTurnError) return new BodyError("busy");
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return new BodyError(code === "ERR_BUFFER_TOO_LARGE" ? "too_large" : "unpacking");
}

/** The unpacked body. Rejects with a `BodyError` when it is too large, not what it seems, or too many wait before it. */
export async function unpack(body: Buffer, encoding: Encoding, sender: Sender): Promise<Buffer> {
  if (encoding === "plain") return body;
  try {
    return await UNPACKING[sender].take(() => UNPACK[encoding](body, LIMIT));
  } catch (error) {
    throw unpackError(error);
  }
}

/** The same at once, for a thread that has nothing else to do. */
export function unpackSync(body: Buffer, encoding: Encoding): Buffer {
  if (encoding === "plain") return body;
  try {
    return UNPACK_SYNC[encoding](body, LIMIT);
  } catch (error) {
    throw unpackError(error);
  }
}

export interface TextProblem {
  /** UTF-16 units from the start; line and column count from 1. */
  readonly offset: number;
  readonly line: number;
  readonly column: number;
  readonly expected: string;
}

function problemAt(text: string, offset: number, expected: string): TextProblem {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf("\n");
  return { offset, line: before.split("\n").length, column: offset - lastBreak, expected };
}

/** Below this, decoding takes no time to speak of. */
const LONG_TEXT_BYTES = 4_096;

/** Well-formed UTF-8 as text. A long one goes by the quickest of the ways that lead to the same text. */
function decode(bytes: Buffer): string {
  if (bytes.length < LONG_TEXT_BYTES) return bytes.toString("utf8");
  return isAscii(bytes) ? bytes.toString("latin1") : transcode(bytes, "utf8", "utf16le").toString("utf16le");
}

/** The text of a body, without a byte order mark; a problem when it is not UTF-8. */
export function bodyText(bytes: Buffer): string | TextProblem {
  if (!isUtf8(bytes)) {
    const text = bytes.toString("utf8");
    return problemAt(text, Math.max(0, text.indexOf("\ufffd")), "UTF-8");
  }
  const text = decode(bytes);
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/** The parsed text, or the place where it stops being JSON. */
export function parseBody(text: string): { readonly value: unknown } | TextProblem {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return problemAt(text, firstErrorOffset(text) ?? 0, "JSON");
  }
}
