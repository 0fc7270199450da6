/** `/cli/gabarit.tgz`: the command line as a package of its own, made by the build. */

import { createReadStream, existsSync, statSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { join } from "node:path";
import { projectRoot } from "../lib/store/project-root.ts";

/** False when the path is another one, or nothing was built (`npm run dev`). */
export function answerCliPackage(path: string, response: ServerResponse): boolean {
  if (path !== "/cli/gabarit.tgz") return false;
  const file = join(projectRoot(), "build", "cli", "gabarit.tgz");
  if (!existsSync(file)) return false;
  response.writeHead(200, {
    "content-type": "application/gzip",
    "content-length": statSync(file).size,
    "cache-control": "no-cache",
    "x-content-type-options": "nosniff",
  });
  createReadStream(file)
    .on("error", () => response.destroy())
    .pipe(response);
  return true;
}
