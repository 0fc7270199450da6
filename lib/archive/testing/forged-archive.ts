/** An archive taken apart, changed by a test, and put together again with sums that fit. */

import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { gunzipSync, gzipSync } from "node:zlib";
import { TAR_END, tarFile } from "../../base/tar.ts";
import { HEADER, MANIFEST } from "../archive-format.ts";
import { tarEntries } from "../tar.ts";

interface ArchivedFile {
  readonly path: string;
  readonly content: Buffer;
}

export async function archiveFiles(bytes: Uint8Array): Promise<readonly ArchivedFile[]> {
  const found: ArchivedFile[] = [];
  for await (const { path, content } of tarEntries(Readable.from([gunzipSync(bytes)]), 1e9))
    found.push({ path, content: Buffer.from(content) });
  return found;
}

/** These files as an archive, every sum made to fit. */
export function sealed(files: readonly ArchivedFile[]): Buffer {
  const manifest = JSON.parse(files.at(-1)?.content.toString() ?? "");
  for (const { path, content } of files.slice(0, -1))
    manifest.files[path] = createHash("sha256").update(content).digest("hex");
  const last = { path: MANIFEST, content: Buffer.from(JSON.stringify(manifest)) };
  const all = [...files.slice(0, -1), last].map(({ path, content }) => tarFile(path, content));
  return gzipSync(Buffer.concat([...all, TAR_END]));
}

/** The first of them says that they were received between the first and that position of a journal. */
export function spanning(files: readonly ArchivedFile[], lastPosition: number): readonly ArchivedFile[] {
  const told = (text: string) => {
    const header = JSON.parse(text);
    Object.assign(header.eventStore, { firstPosition: 0, lastPosition });
    return Buffer.from(JSON.stringify(header));
  };
  return files.map(({ path, content }) => ({ path, content: path === HEADER ? told(String(content)) : content }));
}
