/** Published versions per project, compiled and in memory. A publish is picked up in slices, without stopping the process. */

import { createHmac } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { isUserError } from "../base/error.ts";
import { log } from "../base/log.ts";
import { onNotified } from "../base/notify.ts";
import type { PublishedPlan } from "../plan/plan.ts";
import { latestVersionNumber, loadVersion } from "../plan/store-version.ts";
import { pinnedVersion, type VersionRule } from "../plan/version-rule.ts";
import { installationKey } from "../store/installation-key.ts";
import type { CallKind, ReadCall } from "./call.ts";
import { FirstVersions } from "./first-versions.ts";
import { declaredVersions } from "./receive.ts";
import { PlanValidators, type PlanVersions } from "./validate.ts";

/** Whether a version above the latest is there is asked again after this long: another process may have published it. */
const MISSING_MS = 1_000;
/** The latest is looked up again after this long, for the same reason. */
const LATEST_MS = 30_000;
/** Events wait this long for a version that was just published to be compiled; then the one before judges them. */
const WAIT_MS = 3_000;
/** A version that nobody declares any more is given up after this long. */
const IDLE_MS = 600_000;

/** A published version of the project, or `undefined`. */
export async function findPublished(projectId: string, version: number): Promise<PublishedPlan | undefined> {
  return loadVersion(projectId, version).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") return undefined;
    throw error;
  });
}

/** The same value is another hash in another project. */
async function valueKey(projectId: string): Promise<Uint8Array> {
  return createHmac("sha256", await installationKey("values"))
    .update(projectId, "utf8")
    .digest();
}

interface Loaded {
  readonly validators: PlanValidators;
  usedAt: number;
}

/** The versions of one project that ingest has met. Never more than were published, whatever is declared. */
export class ProjectPlans implements PlanVersions {
  readonly projectId: string;
  latest: PlanValidators | undefined;
  valueKey: Uint8Array | undefined;
  /** Versions are numbered without gaps: above this one there was none when it was last looked. */
  #highest = 0;
  readonly #versions = new Map<number, Loaded>();
  /** Made for the first source whose events are judged by the oldest version. */
  readonly #first = new FirstVersions();
  /** At most `#highest`, and not there all the same. */
  readonly #absent = new Set<number>();
  #refreshing: Promise<void> | undefined;
  /** The refresh that events wait for. */
  #awaited: Promise<void> | undefined;
  #checkedOnce = false;
  #stale = true;
  #checkedAt = 0;

  constructor(projectId: string) {
    this.projectId = projectId;
  }

  find(version: number): PlanValidators | undefined {
    return this.#versions.get(version)?.validators;
  }

  firstPlanning(kind: CallKind, name: string): number | undefined {
    return this.#first.find(kind, name);
  }

  /** Something was published, here or perhaps elsewhere. */
  invalidate(): void {
    this.#stale = true;
    this.#absent.clear();
  }

  /** True when nothing need be asked to judge a call that declares this version. */
  #isSettled(version: number, now: number): boolean {
    if (version === 0 || version > this.#highest || this.#absent.has(version)) return true;
    const loaded = this.#versions.get(version);
    if (loaded !== undefined) loaded.usedAt = now;
    return loaded !== undefined;
  }

  /** Resolves, or is nothing, when a call declaring these versions can be judged. */
  prepare(declared: readonly number[]): Promise<void> | undefined {
    const now = Date.now();
    const above = declared.some((version) => version > this.#highest);
    if (this.#stale) this.#refresh(true);
    else if (now - this.#checkedAt > (above ? MISSING_MS : LATEST_MS)) this.#refresh(false);
    const refreshed = this.#awaited ?? (above ? this.#refreshing : undefined);
    if (refreshed === undefined && declared.every((version) => this.#isSettled(version, now))) return undefined;
    return this.#prepare(declared, refreshed);
  }

  /** As `prepare`, for what a source of this rule sent. */
  prepareFor(rule: VersionRule, calls: readonly ReadCall[]): Promise<void> | undefined {
    const declared = declaredVersions(calls);
    if (rule === "latest") return this.prepare(declared);
    const pinned = pinnedVersion(rule);
    if (pinned !== undefined) return this.prepare([...declared, pinned]);
    // Not the calls themselves: they are not to outlive the wait.
    const names = calls.flatMap((read) => ("call" in read ? [[read.call.kind, read.call.name] as const] : []));
    const firstOnes = (): number[] => names.flatMap(([kind, name]) => this.#first.find(kind, name) ?? []);
    const settled = this.prepare(declared);
    if (settled === undefined && this.#first.through >= this.#highest) {
      return this.prepare([...declared, ...new Set(firstOnes())]);
    }
    return Promise.resolve(settled)
      .then(() => this.#readFirst())
      .then(() => this.prepare([...declared, ...new Set(firstOnes())]));
  }

  async #readFirst(): Promise<void> {
    for (let version = this.#first.through + 1; version <= this.#highest; version += 1) {
      const published = await findPublished(this.projectId, version);
      this.#first.add(version, published?.plan);
      await nextTurn();
    }
  }

  async #prepare(declared: readonly number[], refreshed: Promise<void> | undefined): Promise<void> {
    if (refreshed !== undefined && this.#checkedOnce) {
      // With the plan store away, the plan that was there a moment ago judges on.
      const wait = sleep(WAIT_MS, undefined, { ref: false });
      await Promise.race([refreshed.catch(() => undefined), wait]);
    } else if (refreshed !== undefined) await refreshed;
    for (const version of declared) if (!this.#isSettled(version, Date.now())) await this.#load(version);
  }

  /** `awaited`: something was published, so events wait for it; else this is a look in passing. */
  #refresh(awaited: boolean): void {
    const before = this.#refreshing ?? Promise.resolve();
    this.#stale = false;
    this.#checkedAt = Date.now();
    const running = before
      .catch(() => undefined)
      .then(() => this.#takeLatest())
      .then(() => {
        this.#checkedOnce = true;
      })
      .catch((error: unknown) => {
        // A look in passing is repeated when its time comes; what was published is asked for until it is known.
        if (awaited || !this.#checkedOnce) this.#stale = true;
        log().error(
          { projectId: this.projectId, reason: error instanceof Error ? error.message : "" },
          "plan not read",
        );
        throw error;
      })
      .finally(() => {
        if (this.#refreshing === running) this.#refreshing = undefined;
        if (this.#awaited === running) this.#awaited = undefined;
      });
    this.#refreshing = running;
    if (awaited || !this.#checkedOnce) this.#awaited = running;
    running.catch(() => undefined);
  }

  async #takeLatest(): Promise<void> {
    const version = await latestVersionNumber(this.projectId);
    this.#highest = Math.max(this.#highest, version);
    this.#dropIdle();
    if (version === 0 || version === this.latest?.version) return;
    const validators = await this.#load(version);
    if (validators === undefined) return;
    for (const _ of validators.prepare()) await nextTurn();
    // Before the version is taken: it is not to judge a single event while its values cannot be handled.
    if (validators.places !== undefined) this.valueKey ??= await valueKey(this.projectId);
    this.latest = validators;
  }

  #dropIdle(): void {
    const oldest = Date.now() - IDLE_MS;
    for (const [version, { validators, usedAt }] of this.#versions) {
      if (validators !== this.latest && usedAt < oldest) this.#versions.delete(version);
    }
  }

  async #load(version: number): Promise<PlanValidators | undefined> {
    const known = this.#versions.get(version);
    if (known !== undefined) return known.validators;
    const found = await findPublished(this.projectId, version);
    if (found === undefined) {
      this.#absent.add(version);
      return undefined;
    }
    const validators = new PlanValidators(found);
    this.#versions.set(version, { validators, usedAt: Date.now() });
    return validators;
  }
}

export class PlanRegistry {
  readonly #projects = new Map<string, ProjectPlans>();
  readonly #stop: () => void;

  constructor() {
    this.#stop = onNotified("planPublished", ({ projectId }) => {
      const plans = this.#projects.get(projectId);
      plans?.invalidate();
      // Compiled at once, so that the next event need not wait.
      void plans?.prepare([])?.catch(() => undefined);
    });
  }

  of(projectId: string): ProjectPlans {
    const known = this.#projects.get(projectId);
    if (known !== undefined) return known;
    const plans = new ProjectPlans(projectId);
    this.#projects.set(projectId, plans);
    return plans;
  }

  close(): void {
    this.#stop();
  }
}
