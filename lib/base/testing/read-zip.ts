/** Reads a zip archive from its directory, as unpackers do. */

import { crc32, inflateRawSync } from "node:zlib";
import { invariant } from "../error.ts";

const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;

/** Paths in the order of the directory, each with its content, whose checksum is right. */
export function readZip(archive: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(archive);
  const end = bytes.length - END_BYTES;
  const files = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  while (at < end) {
    const [method, crc, packed] = [
      bytes.readUInt16LE(at + 10),
      bytes.readUInt32LE(at + 16),
      bytes.readUInt32LE(at + 20),
    ];
    const [name, extra, comment] = [28, 30, 32].map((place) => bytes.readUInt16LE(at + place)) as [
      number,
      number,
      number,
    ];
    const local = bytes.readUInt32LE(at + 42);
    const path = bytes.toString("utf8", at + CENTRAL_BYTES, at + CENTRAL_BYTES + name);
    const start = local + LOCAL_BYTES + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const content = bytes.subarray(start, start + packed);
    const text = method === 0 ? content : inflateRawSync(content);
    invariant(crc32(text) === crc, `${path} was damaged`);
    files.set(path, text);
    at += CENTRAL_BYTES + name + extra + comment;
  }
  invariant(files.size === bytes.readUInt16LE(end + 10), "the directory does not hold as many files as it says");
  return files;
}
