/** A gzipped tar archive (POSIX ustar) of text files: the same bytes for the same files. */

import { gzipSync } from "node:zlib";
import { invariant } from "../../../lib/base/error.ts";

const BLOCK = 512;

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

function header(path: string, size: number): Buffer {
  const { prefix, name } = splitPath(path);
  const block = Buffer.alloc(BLOCK);
  block.write(name, 0);
  block.write(octal(0o644, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  // 1985-10-26: npm's own date for reproducible packages.
  block.write(octal(499162500, 12), 136);
  block.write("        ", 148);
  block.write("0", 156);
  block.write("ustar\0" + "00", 257);
  block.write(prefix, 345);
  let sum = 0;
  for (const byte of block) sum += byte;
  block.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

/** Paths are below `root`, relative, with forward slashes and without dots. */
export function tgz(files: ReadonlyMap<string, string>, root: string): Uint8Array {
  const parts: Buffer[] = [];
  for (const [path, text] of files) {
    invariant(!path.startsWith("/") && !path.split("/").includes(".."), "an archive holds relative paths only");
    const content = Buffer.from(text, "utf8");
    parts.push(header(`${root}/${path}`, content.length), content);
    parts.push(Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK));
  }
  parts.push(Buffer.alloc(2 * BLOCK));
  return gzipSync(Buffer.concat(parts), { level: 9 });
}
