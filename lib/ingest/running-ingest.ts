/** What the ingest of a process offers to its other parts, and where they find it. */

import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "../base/clock.ts";
import { processState, setProcessState } from "../base/process-state.ts";
import type { Journal } from "../store/journal.ts";
import type { PersonRef } from "../store/journal-people.ts";
import type { IngestStats } from "./ingest-stats.ts";
import type { PeopleAsked, Release } from "./row-building.ts";

export interface NumberedPerson {
  readonly ref: PersonRef;
  readonly number: number;
}

export interface IngestOptions {
  /** The data folder: the journal lies in `journal`, person numbers in `people` below it. */
  readonly dataDir: string;
  /** Waiting bytes above which bodies are refused with 503. Default 4 GiB. */
  readonly backlogBudgetBytes?: number;
  /** Free bytes of the disk below which bodies are refused with 503. Default 128 MiB. */
  readonly minFreeBytes?: number;
  /** Bytes of bodies being read at once. Default 64 MiB. */
  readonly inFlightBudgetBytes?: number;
  /** Days a message id is remembered. Default 7. */
  readonly windowDays?: number;
  /** Forwarder in a worker thread (default) or in this one. */
  readonly forwardIn?: "worker" | "thread";
  readonly clock?: Clock;
}

export interface Ingest {
  /** True when the request is for ingest: it is then answered here. */
  handle(request: IncomingMessage, response: ServerResponse): boolean;
  /** Starts forwarding; resolves when the first request may come. */
  start(): Promise<void>;
  /** Refuses new bodies, finishes those under way, forwards what can be, closes. */
  drain(): Promise<void>;
  stats(): IngestStats;
  /** For how long every attempt to move the journal into the event store has failed; 0 while it goes on. */
  forwardingFailedMs(): number;
  /** For reading what is not in the event store yet. */
  readonly journal: Journal;
  /** Resolves once everything acknowledged so far is in the event store. */
  settled(): Promise<void>;
  /**
   * Sets journal positions aside for events that were received elsewhere, none of them above `most`. Resolves to the first of
   * them, once everything before is in the event store; to undefined, and nothing is set aside, where there are too many.
   */
  reserve(count: number, most: number): Promise<number | undefined>;
  /** Takes over the numbers that people have elsewhere, for a project that has none; none up to `highest` is given again. */
  adoptPeople(project: number, highest: number, people: readonly NumberedPerson[]): Promise<void>;
  /** Forgets the people of a project whose events are gone again. */
  forgetPeople(project: number): Promise<void>;
  /**
   * Runs between two insertions, once everything acknowledged so far is in the event store: no event `below` is anywhere
   * else, and none from there on has been read. For erasures.
   */
  atCut<T>(project: number, work: (people: PeopleAsked, below: number) => Promise<T>): Promise<T>;
  /** From now on these anonymous people are linked to nobody, so that the next call of theirs that says to whom tells it. */
  forgetLinks(project: number, anonymous: readonly number[]): Promise<void>;
  /** Brings stored events into analysis; the same token again changes nothing. For releases. */
  release(events: readonly Release[], token: string): Promise<{ readonly refused: number }>;
}

const KEY = "ingest";

/** The ingest of this process, where one runs. */
export function runningIngest(): Ingest | undefined {
  return processState<Ingest | undefined>(KEY, () => undefined);
}

export function setRunningIngest(ingest: Ingest | undefined): void {
  setProcessState<Ingest | undefined>(KEY, ingest);
}
