/** A gzipped tar archive (POSIX ustar) of text files: the same bytes for the same files. */

import { gzipSync } from "node:zlib";
import { TAR_END, tarFile } from "../../../lib/archive/tar.ts";
import { invariant } from "../../../lib/base/error.ts";

/** Paths are below `root`, relative, with forward slashes and without dots. */
export function tgz(files: ReadonlyMap<string, string>, root: string): Uint8Array {
  const parts = [...files].map(([path, text]) => {
    invariant(!path.startsWith("/"), "an archive holds relative paths only");
    return tarFile(`${root}/${path}`, Buffer.from(text, "utf8"));
  });
  return gzipSync(Buffer.concat([...parts, TAR_END]), { level: 9 });
}
