/** Where each event was called at the last run, in a small file, so that a call that went away is noticed. */

import { resolve } from "node:path";
import { z } from "zod";
import type { CliContext } from "../context.ts";
import { readTextIfThere, writeOutput } from "../output.ts";
import type { CodeSite } from "./scan.ts";

/** How many places of an event each file has, outside of tests. */
export type PlacesByFile = Readonly<Record<string, number>>;
export type KnownPlaces = Readonly<Record<string, PlacesByFile>>;

const stateSchema = z.object({
  version: z.literal(1),
  plan: z.string(),
  events: z.record(z.string(), z.record(z.string(), z.int().min(1))),
});

export function placesOf(sites: readonly CodeSite[]): KnownPlaces {
  const found = new Map<string, Map<string, number>>();
  for (const { event, path, isTest } of sites) {
    if (event === undefined || isTest) continue;
    const files = found.get(event) ?? new Map<string, number>();
    files.set(path, (files.get(path) ?? 0) + 1);
    found.set(event, files);
  }
  const sorted = [...found].sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([event, files]) => [event, Object.fromEntries(files)]));
}

/** Undefined where there was no run, or one of another plan. */
export async function readState(context: CliContext, file: string, plan: string): Promise<KnownPlaces | undefined> {
  const text = await readTextIfThere(context, file);
  if (text === undefined) return undefined;
  try {
    const state = stateSchema.safeParse(JSON.parse(text)).data;
    return state?.plan === plan ? state.events : undefined;
  } catch {
    return undefined;
  }
}

export async function writeState(context: CliContext, file: string, plan: string, events: KnownPlaces): Promise<void> {
  const text = `${JSON.stringify({ version: 1, plan, events }, undefined, 1)}\n`;
  if ((await readTextIfThere(context, file)) !== text) await writeOutput(context, resolve(context.io.cwd, file), text);
}
