/** Tar archives (POSIX ustar) of small files, written from headers and bodies: the same bytes for the same files. */

import { gzipSync } from "node:zlib";
import { invariant } from "./error.ts";

export const TAR_BLOCK = 512;

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, "0")}\0`;
}

interface Split {
  readonly prefix: string;
  readonly name: string;
}

/** Long paths are split at a slash into prefix and name; undefined where they are too long for that. */
function splitPath(path: string): Split | undefined {
  if (Buffer.byteLength(path) <= 100) return { prefix: "", name: path };
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { prefix, name };
  }
  return undefined;
}

/** What the header of a file says of itself. */
export function tarSum(block: Uint8Array): number {
  let sum = 0;
  // The field of the sum itself counts as spaces.
  for (let at = 0; at < TAR_BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
  return sum;
}

function header({ prefix, name }: Split, size: number, kind: "file" | "extended"): Buffer {
  const block = Buffer.alloc(TAR_BLOCK);
  block.write(name, 0, 100);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  // 1985-10-26: npm's own date for reproducible packages.
  block.write(octal(499162500, 12), 136);
  block.write(kind === "file" ? "0" : "x", 156);
  block.write("ustar\0" + "00", 257);
  block.write(prefix, 345);
  block.write(`${tarSum(block).toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

function entry(split: Split, content: Uint8Array, kind: "file" | "extended"): Buffer {
  const rest = (TAR_BLOCK - (content.length % TAR_BLOCK)) % TAR_BLOCK;
  return Buffer.concat([header(split, content.length, kind), content, Buffer.alloc(rest)]);
}

/** A path that no header has room for, as POSIX writes it: before the file, behind its own length. */
function extendedPath(path: string): Buffer {
  const rest = ` path=${path}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes;
  // The number counts its own digits.
  while (length !== bytes + String(length).length) length = bytes + String(length).length;
  return entry({ prefix: "", name: "path" }, Buffer.from(`${length}${rest}`), "extended");
}

/** One file of an archive: its header, its bytes, and what fills the last block. Paths are relative and without dots. */
export function tarFile(path: string, content: Uint8Array): Buffer {
  invariant(!path.startsWith("/") && !path.split("/").includes(".."), "an archive holds relative paths only");
  const split = splitPath(path);
  if (split !== undefined) return entry(split, content, "file");
  return Buffer.concat([extendedPath(path), entry({ prefix: "", name: path }, content, "file")]);
}

/** What ends an archive. */
export const TAR_END = Buffer.alloc(2 * TAR_BLOCK);

/** A gzipped archive of text files below `root`. */
export function tgz(files: Iterable<readonly [path: string, text: string]>, root: string): Buffer {
  const parts = [...files].map(([path, text]) => {
    invariant(!path.startsWith("/"), "an archive holds relative paths only");
    return tarFile(`${root}/${path}`, Buffer.from(text, "utf8"));
  });
  return gzipSync(Buffer.concat([...parts, TAR_END]), { level: 9 });
}
