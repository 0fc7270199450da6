/** What was read of a project's events for its screens: kept for some minutes, for as many projects as are looked at. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { systemClock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { processState } from "../base/process-state.ts";

const PROJECTS_MAX = 64;

interface Kept<T> {
  /** When it was last tried. */
  readonly at: number;
  /** The last that succeeded. */
  readonly reading: Promise<T | undefined>;
}

interface Reader<T> {
  /** Under which it is kept, and what the log calls it. */
  readonly key: string;
  readonly freshMs: number;
  read(project: AuthorizedProject, before: T | undefined, now: number): Promise<T>;
}

async function tried<T>(
  { key, read }: Reader<T>,
  project: AuthorizedProject,
  before: Kept<T> | undefined,
  now: number,
): Promise<T | undefined> {
  const known = await before?.reading;
  try {
    return await read(project, known, now);
  } catch (error) {
    log().warn(
      { reason: error instanceof Error ? error.message : "", reading: key },
      "received events could not be read",
    );
    return known;
  }
}

/** Undefined when nothing could be read yet; the same value until it is read anew. */
export async function keptReading<T>(reader: Reader<T>, project: AuthorizedProject): Promise<T | undefined> {
  const projects = processState(reader.key, () => new Map<string, Kept<T>>());
  const before = projects.get(project.projectId);
  const at = systemClock.now();
  if (before !== undefined && at - before.at < reader.freshMs) return before.reading;
  const reading = tried(reader, project, before, at);
  projects.delete(project.projectId);
  projects.set(project.projectId, { at, reading });
  for (const oldest of projects.keys()) {
    if (projects.size <= PROJECTS_MAX) break;
    projects.delete(oldest);
  }
  return reading;
}
