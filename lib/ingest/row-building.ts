/** What is asked of whoever builds rows, in this thread or another. */

import type { PersonRef } from "../store/journal-people.ts";
import type { Batch } from "../store/journal-tail.ts";
import type { Arrived } from "./arrived.ts";
import type { CallKind } from "./call.ts";
import type { Disposition } from "./disposition.ts";
import type { Enforced } from "./enforce.ts";
import type { Layout } from "./layout.ts";
import type { TableRows } from "./row.ts";

export interface BuiltBatch extends Batch {
  /** Of the journal: part of every token. */
  readonly epoch: string;
  readonly events: number;
  readonly tables: readonly TableRows[];
}

/** A stored event that a later judgement lets into analysis. */
export interface Release extends Arrived {
  readonly kind: CallKind;
  readonly judgement: Enforced;
  readonly raw: string;
  /** Epoch milliseconds, as stored when it came in. */
  readonly instant: number;
  /** Of the re-judgement that lets it in. */
  readonly revision: number;
  /** What becomes of it should the event store refuse it. */
  readonly keptAs: Disposition;
  /** What analysis had of it is gone: everything is told anew, what is held as well. */
  readonly rewritten: boolean;
}

export type LayoutSource = (project: number, version: number) => Promise<Layout | undefined>;

/** What the forwarder asks of the thread that builds rows. */
export interface RowBuilding {
  /** The next run of entries as rows; recorded in the journal, so that a restart repeats it. Nothing when none waits. */
  next(): Promise<BuiltBatch | undefined>;
  /** The recorded run, when it is more than one insert takes: runs of an earlier release were cut by their packed size. */
  oversized(): Promise<Batch | undefined>;
  /** Gives the recorded run up, so that its entries are cut anew. Only when no row of it was ever inserted. */
  forget(): Promise<void>;
  /** The run is in the event store. Resolves to the bytes freed in the journal. */
  confirm(batch: Batch): Promise<number>;
  /** Rows that bring stored events into analysis. */
  release(events: readonly Release[]): Promise<readonly TableRows[]>;
  /** The rows of a release are in the event store. */
  confirmRelease(): Promise<void>;
  /** Takes person numbers back from the event store when the dictionary is new. */
  restorePeople(project: number, highest: number, people: readonly { ref: PersonRef; number: number }[]): Promise<void>;
  /** Forgets the people of a project whose events are gone again. */
  forgetPeople(project: number): Promise<void>;
  /** The numbers of those people who have one, in no order. */
  findPeople(refs: readonly PersonRef[]): Promise<readonly number[]>;
  /** Forgets some ids of a project, and the links of some numbers: whoever sends under one again is somebody new. */
  forgetIds(project: number, refs: readonly PersonRef[], numbers: readonly number[]): Promise<void>;
  /** False when the dictionary is new, or its restoring was interrupted. */
  hasPeople(): Promise<boolean>;
  /** Around the calls of `restorePeople`: a restoring that does not end begins again. */
  beginRestore(): Promise<void>;
  endRestore(): Promise<void>;
  close(): Promise<void>;
}

/** What an erasure asks of whoever numbers people. */
export type PeopleAsked = Pick<RowBuilding, "findPeople" | "forgetIds">;
