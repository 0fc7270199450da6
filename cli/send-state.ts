/** How far a file was sent, kept beside it while sending, so that an interrupted `send` goes on where it stopped. */

import { createHash } from "node:crypto";
import { open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { z } from "zod";
import type { CliContext } from "./context.ts";
import { naming } from "./output.ts";

const stateSchema = z.object({ version: z.literal(1), fingerprint: z.string(), line: z.int().min(0) });

export interface SendState {
  /** The last line acknowledged before; 0 at the beginning. */
  readonly resumedAt: number;
  /** Size of the file; 0 when it is a stream. */
  readonly bytes: number;
  reached(line: number): Promise<void>;
  /** Everything was acknowledged: the state file goes away. */
  done(): Promise<void>;
}

const HEAD_BYTES = 64 * 1024;

/** What ties a state to its file and destination: how the file begins, the address, the key (hashed). */
async function fingerprintOf(path: string, url: string, writeKey: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await naming(path, file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0));
    const hash = createHash("sha256").update(buffer.subarray(0, bytesRead));
    return hash.update(`\n${url}\n${writeKey}`).digest("hex");
  } finally {
    await file.close();
  }
}

async function lineIn(stateFile: string, fingerprint: string): Promise<number> {
  const text = await readFile(stateFile, "utf8").catch(() => undefined);
  if (text === undefined) return 0;
  try {
    const parsed = stateSchema.safeParse(JSON.parse(text));
    return parsed.success && parsed.data.fingerprint === fingerprint ? parsed.data.line : 0;
  } catch {
    return 0;
  }
}

export interface SendDestination {
  readonly url: string;
  readonly writeKey: string;
  readonly file: string | undefined;
  readonly restart: boolean;
}

export async function openSendState(
  context: CliContext,
  path: string,
  destination: SendDestination,
): Promise<SendState> {
  if (path === "-") return { resumedAt: 0, bytes: 0, reached: async () => {}, done: async () => {} };
  const source = resolve(context.io.cwd, path);
  const { size } = await stat(source);
  const stateFile = resolve(context.io.cwd, destination.file ?? `${path}.gabarit-send.json`);
  const fingerprint = await fingerprintOf(source, destination.url, destination.writeKey);
  const resumedAt = destination.restart ? 0 : await lineIn(stateFile, fingerprint);
  return {
    resumedAt,
    bytes: size,
    async reached(line) {
      // Written aside and renamed: an interruption leaves the state before or the state after.
      await writeFile(`${stateFile}.tmp`, `${JSON.stringify({ version: 1, fingerprint, line })}\n`);
      await rename(`${stateFile}.tmp`, stateFile);
    },
    async done() {
      await rm(stateFile, { force: true });
    },
  };
}
