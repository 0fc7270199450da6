/** Tar archives (POSIX ustar) of small files, written from headers and bodies: the same bytes for the same files. */

import { gzipSync } from "node:zlib";
import { invariant } from "./error.ts";

export const TAR_BLOCK = 512;

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, "0")}\0`;
}

/** Long paths are split at a slash into prefix and name; ours are generated and never need more. */
function splitPath(path: string): { readonly prefix: string; readonly name: string } {
  if (Buffer.byteLength(path) <= 100) return { prefix: "", name: path };
  for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
    const [prefix, name] = [path.slice(0, at), path.slice(at + 1)];
    if (Buffer.byteLength(prefix) <= 155 && Buffer.byteLength(name) <= 100) return { prefix, name };
  }
  throw new Error(`Invariant: the path ${JSON.stringify(path)} is too long for an archive`);
}

/** What the header of a file says of itself. */
export function tarSum(block: Uint8Array): number {
  let sum = 0;
  // The field of the sum itself counts as spaces.
  for (let at = 0; at < TAR_BLOCK; at++) sum += at >= 148 && at < 156 ? 32 : (block[at] ?? 0);
  return sum;
}

function header(path: string, size: number): Buffer {
  const { prefix, name } = splitPath(path);
  const block = Buffer.alloc(TAR_BLOCK);
  block.write(name, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  // 1985-10-26: npm's own date for reproducible packages.
  block.write(octal(499162500, 12), 136);
  block.write("0", 156);
  block.write("ustar\0" + "00", 257);
  block.write(prefix, 345);
  block.write(`${tarSum(block).toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** One file of an archive: its header, its bytes, and what fills the last block. Paths are relative and without dots. */
export function tarFile(path: string, content: Uint8Array): Buffer {
  invariant(!path.startsWith("/") && !path.split("/").includes(".."), "an archive holds relative paths only");
  const rest = (TAR_BLOCK - (content.length % TAR_BLOCK)) % TAR_BLOCK;
  return Buffer.concat([header(path, content.length), content, Buffer.alloc(rest)]);
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
