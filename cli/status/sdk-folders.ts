/** The generated SDKs that stand in an application, by their lock files. */

import { readFile } from "node:fs/promises";
import { posix } from "node:path";
import { z } from "zod";

const lockSchema = z.object({
  planId: z.string(),
  version: z.int(),
  events: z.record(z.string(), z.object({ version: z.int(), identifier: z.string() })),
});

export interface LockedSdk {
  /** Absolute, with `/`. */
  readonly folder: string;
  /** The slug of the plan it was generated from. */
  readonly plan: string;
  readonly version: number;
  /** Names in its language, with the id of their event. */
  readonly names: ReadonlyMap<string, string>;
}

/** What is no lock file of ours is left out. */
export async function lockedSdks(folders: readonly string[]): Promise<LockedSdk[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const text = await readFile(posix.join(folder, "plan.lock.json"), "utf8");
      const lock = lockSchema.safeParse(parsed(text)).data;
      if (lock === undefined) return [];
      const names = new Map(Object.entries(lock.events).map(([id, { identifier }]) => [identifier, id]));
      return [{ folder, plan: lock.planId, version: lock.version, names }];
    }),
  );
  return found.flat();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
