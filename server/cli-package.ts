/** `/cli/gabarit.tgz`: the command line as a package of its own, made by the build. */

import { createReadStream, existsSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { projectRoot } from "../lib/store/project-root.ts";

const ADDRESSES: ReadonlySet<string> = new Set(["/cli/gabarit.tgz", "/cli.tgz"]);

/** False when the path is another one, or nothing was built (`npm run dev`). */
export function answerCliPackage(path: string, request: IncomingMessage, response: ServerResponse): boolean {
  if (!ADDRESSES.has(path)) return false;
  const file = join(projectRoot(), "build", "cli", "gabarit.tgz");
  if (!existsSync(file)) return false;
  const { size, mtimeMs } = statSync(file);
  const etag = `"${size}-${Math.round(mtimeMs)}"`;
  const headers = { etag, "cache-control": "no-cache", "x-content-type-options": "nosniff" };
  if (request.headers["if-none-match"] === etag) {
    response.writeHead(304, headers).end();
    return true;
  }
  response.writeHead(200, { ...headers, "content-type": "application/gzip", "content-length": size });
  if (request.method === "HEAD") {
    response.end();
    return true;
  }
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
  return true;
}
