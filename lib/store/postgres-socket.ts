/** The private folder of the embedded PostgreSQL's socket. */

import { createHash } from "node:crypto";
import { chmodSync, chownSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StartRefusal } from "../base/start-refusal.ts";
import type { Launch } from "./postgres-binaries.ts";

/** What a unix socket's address may hold is 108 bytes with its final zero on Linux, 104 on macOS. */
const MAX_BYTES = process.platform === "darwin" ? 103 : 107;
const SOCKET_NAME = "/.s.PGSQL.5432.lock";

function fits(folder: string): boolean {
  return Buffer.byteLength(folder + SOCKET_NAME) <= MAX_BYTES;
}

/** `<home>/socket`, or, when that path is too long for a socket, a folder of the temporary folder named after it. */
export function socketFolder(home: string, launch: Launch): string {
  const beside = join(home, "socket");
  const digest = createHash("sha256").update(home).digest("hex").slice(0, 16);
  const folder = fits(beside) ? beside : join(tmpdir(), `gabarit-${process.getuid?.() ?? 0}-${digest}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  claim(folder, launch);
  return folder;
}

/** In the shared temporary folder someone else may have made the name first: then it must not be used. */
function claim(folder: string, launch: Launch): void {
  const found = lstatSync(folder);
  const mine = found.uid === process.getuid?.() || found.uid === launch.uid;
  if (!found.isDirectory() || !mine) throw new StartRefusal(`${folder} belongs to someone else; remove it.`);
  chmodSync(folder, 0o700);
  if (launch.uid !== undefined) chownSync(folder, launch.uid, launch.gid ?? launch.uid);
}
