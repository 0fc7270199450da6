/** Write key to source, in memory: looked up in the plan store once, and again when something about sources changed. */

import { onNotified } from "../base/notify.ts";
import type { EnforcementRule, Mode, Strip } from "../plan/enforcement.ts";
import type { VersionRule } from "../plan/version-rule.ts";
import { planDb } from "../store/plan-db.ts";
import type { Environment } from "./disposition.ts";
import type { UnplannedRule } from "./validate.ts";

/** What ingest needs to know about a source. */
export interface IngestSource {
  readonly projectId: string;
  /** Keys in the event store. */
  readonly projectNumber: number;
  readonly number: number;
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly environment: Environment;
  readonly mode: Mode;
  readonly strip: Strip;
  readonly rules: readonly EnforcementRule[];
  readonly unplanned: UnplannedRule;
  readonly versionRule: VersionRule;
  /** By each of its keys; 0: as many as come. */
  readonly eventsPerSecond: number;
  /** By all of its keys, days in UTC; 0: as many as come. */
  readonly eventsPerDay: number;
}

/** Another process may have changed something: no entry is believed for longer. */
const BELIEVED_MS = 30_000;
/** Wrong keys are remembered too, so that a misconfigured client does not reach the database with every call. */
const WRONG_MS = 2_000;
const LIMIT = 20_000;

interface Cached {
  readonly source: IngestSource | undefined;
  readonly until: number;
}

async function findSource(key: string): Promise<IngestSource | undefined> {
  const row = await planDb().writeKey.findUnique({
    where: { key },
    select: {
      revokedAt: true,
      source: {
        select: {
          id: true,
          number: true,
          slug: true,
          name: true,
          environment: true,
          mode: true,
          strip: true,
          rules: true,
          unplanned: true,
          versionRule: true,
          eventsPerSecond: true,
          eventsPerDay: true,
          archivedAt: true,
          projectId: true,
          project: { select: { number: true } },
        },
      },
    },
  });
  if (row === null || row.revokedAt !== null || row.source.archivedAt !== null) return undefined;
  const {
    project,
    environment,
    mode,
    strip,
    rules,
    unplanned,
    versionRule,
    archivedAt: _archived,
    ...source
  } = row.source;
  return {
    ...source,
    projectNumber: project.number,
    environment: environment as Environment,
    mode: mode as Mode,
    strip: strip as Strip,
    rules: rules as unknown as EnforcementRule[],
    unplanned: unplanned as UnplannedRule,
    versionRule: versionRule as VersionRule,
  };
}

export class SourceRegistry {
  readonly #cached = new Map<string, Cached>();
  readonly #loading = new Map<string, Promise<IngestSource | undefined>>();
  readonly #stop: () => void;

  constructor() {
    this.#stop = onNotified("sourcesChanged", () => this.#forget());
  }

  /** The source of a write key; `undefined` when no source takes it. */
  find(key: string): IngestSource | undefined | Promise<IngestSource | undefined> {
    const cached = this.#cached.get(key);
    if (cached !== undefined && cached.until > Date.now()) return cached.source;
    const running = this.#loading.get(key);
    if (running !== undefined) return running;
    const loading = this.#load(key);
    this.#loading.set(key, loading);
    return loading;
  }

  async #load(key: string): Promise<IngestSource | undefined> {
    try {
      const source = await findSource(key);
      if (this.#cached.size >= LIMIT) this.#cached.clear();
      this.#cached.set(key, { source, until: Date.now() + (source === undefined ? WRONG_MS : BELIEVED_MS) });
      return source;
    } catch (error) {
      // The plan store is away: a source that was there a moment ago is taken to be there still.
      const before = this.#cached.get(key)?.source;
      if (before === undefined) throw error;
      this.#cached.set(key, { source: before, until: Date.now() + WRONG_MS });
      return before;
    } finally {
      this.#loading.delete(key);
    }
  }

  /** A load under way may have read what was there before the change: its answer is not kept. */
  #forget(): void {
    this.#cached.clear();
    for (const [key, loading] of this.#loading) void loading.finally(() => this.#cached.delete(key)).catch(() => {});
    this.#loading.clear();
  }

  close(): void {
    this.#stop();
  }
}
