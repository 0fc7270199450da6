/**
 * From journal entries to rows of the event store. Everything that takes time and no database: it runs in a thread of its
 * own beside the accepting one, and is the only owner of the person numbers.
 */

import { isUtf8 } from "node:buffer";
import { PeopleFacts, PersonNumbers, type PersonRef } from "../store/journal-people.ts";
import type { JournalEntry } from "../store/journal-record.ts";
import { type Batch, JournalTail } from "../store/journal-tail.ts";
import type { Judgement } from "../violation/violation.ts";
import type { Arrived } from "./arrived.ts";
import { appVersionOf, type UnreadableCall } from "./call.ts";
import { outcomeOf } from "./disposition.ts";
import {
  addAnalysisRows,
  addCallRows,
  addViolationRows,
  type JudgedCall,
  personRef,
  type RowContext,
} from "./event-rows.ts";
import { eventTime } from "./event-time.ts";
import { withoutIp, withoutIpText } from "./ip-address.ts";
import type { Layout } from "./layout.ts";
import { messageTexts } from "./message-text.ts";
import { decodeNote, type Note } from "./note.ts";
import { unpackSync } from "./protocol/body.ts";
import { type Envelope, readEnvelope, sentAtOf } from "./protocol/segment.ts";
import { readCall } from "./read-call.ts";
import { RowSink, storedInstant, type TableRows, uidOf } from "./row.ts";
import type { BuiltBatch, LayoutSource, Release, RowBuilding } from "./row-building.ts";
import { BATCH_BYTES, BATCH_EVENTS, cut, type Noted } from "./run-cut.ts";

export interface RowBuilderOptions {
  readonly journalFolder: string;
  readonly peopleFolder: string;
  readonly layouts: LayoutSource;
}

/** A body as text; what is not UTF-8 is kept as base64, since the event store keeps texts. */
function recordedText(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString("utf8") : `data:application/octet-stream;base64,${bytes.toString("base64")}`;
}

interface EntryContext {
  readonly entry: JournalEntry;
  readonly note: Note;
  readonly sink: RowSink;
  readonly facts: PeopleFacts;
  readonly layouts: ReadonlyMap<number, Layout | undefined>;
}

export class RowBuilder implements RowBuilding {
  readonly #tail: JournalTail;
  readonly #people: PersonNumbers;
  readonly #source: LayoutSource;
  readonly #layouts = new Map<string, Layout>();
  #facts = new PeopleFacts();
  #releaseFacts = new PeopleFacts();

  constructor({ journalFolder, peopleFolder, layouts }: RowBuilderOptions) {
    this.#tail = new JournalTail(journalFolder);
    this.#people = new PersonNumbers(peopleFolder);
    this.#source = layouts;
  }

  async next(): Promise<BuiltBatch | undefined> {
    const noted = await this.#take();
    const first = noted[0]?.entry;
    const last = noted.at(-1)?.entry;
    if (first === undefined || last === undefined) return undefined;
    const batch: Batch = { from: first.position, to: last.position };
    await this.#tail.recordBatch(batch);
    const sink = new RowSink();
    const facts = new PeopleFacts();
    let events = 0;
    for (const { entry, note } of noted) {
      const versions = new Set(note.judged.flatMap((item) => (item === "duplicate" ? [] : [item.planVersion])));
      const layouts = await this.#layoutsOf(entry.project, versions);
      events += this.#addEntry({ entry, note, sink, facts, layouts });
    }
    await this.#people.saveNumbers();
    this.#facts = facts;
    return { ...batch, epoch: this.#tail.epoch, events, tables: sink.tables() };
  }

  /** The run that was being inserted when the process ended, exactly; else the next one. */
  async #take(): Promise<readonly Noted[]> {
    const pending = this.#tail.pendingBatch();
    if (pending === undefined) return this.#cutNext();
    const noted = this.#readRun(pending);
    if (noted.length > 0) return noted;
    await this.#tail.drop(pending);
    return this.#cutNext();
  }

  #cutNext(): readonly Noted[] {
    return cut(this.#read(this.#tail.floor + 1, { maxEntries: BATCH_EVENTS, maxBytes: BATCH_BYTES }));
  }

  /** What is left to insert of a recorded run. */
  #readRun({ from, to }: Batch): Noted[] {
    // Once dropping has begun, every row of the run is stored: only the rest of the dropping is left to do.
    if (this.#tail.floor >= from) return [];
    return this.#read(from, { maxEntries: Number.POSITIVE_INFINITY, maxBytes: Number.POSITIVE_INFINITY, to });
  }

  #read(from: number, limits: Parameters<JournalTail["read"]>[1]): Noted[] {
    return this.#tail.read(from, limits).map((entry) => ({ entry, note: decodeNote(Buffer.from(entry.note)) }));
  }

  oversized(): Promise<Batch | undefined> {
    const pending = this.#tail.pendingBatch();
    const noted = pending === undefined ? [] : this.#readRun(pending);
    return Promise.resolve(cut(noted).length < noted.length ? pending : undefined);
  }

  forget(): Promise<void> {
    return this.#tail.forgetBatch();
  }

  async #layoutsOf(project: number, versions: Iterable<number>): Promise<Map<number, Layout | undefined>> {
    const layouts = new Map<number, Layout | undefined>();
    for (const version of versions) {
      if (version === 0) continue;
      const key = `${project} ${version}`;
      const layout = this.#layouts.get(key) ?? (await this.#source(project, version));
      if (layout !== undefined) this.#layouts.set(key, layout);
      layouts.set(version, layout);
    }
    return layouts;
  }

  /** Adds the rows of one body; returns how many events it held. */
  #addEntry(context: EntryContext): number {
    const { entry, note } = context;
    const bytes = note.unreadable === undefined ? unpackSync(Buffer.from(entry.body), note.encoding) : undefined;
    if (bytes === undefined) {
      this.#addUnreadableBody(context);
      return 1;
    }
    const text = bytes.toString("utf8").replace(/^\uFEFF/, "");
    const envelope = readEnvelope(JSON.parse(text) as unknown, note.route);
    if (!("messages" in envelope)) throw new Error("Invariant: a journaled body is readable");
    const texts = messageTexts(text, envelope, note);
    for (const index of note.judged.keys()) this.#addMessage(context, envelope, index, withoutIp(texts[index] ?? ""));
    return note.judged.length;
  }

  #arrived({ entry, note }: EntryContext, index: number): Arrived {
    return {
      uid: uidOf(entry.position, index),
      project: entry.project,
      source: entry.source,
      environment: note.environment,
      mode: note.mode,
      receivedAt: entry.receivedAt,
      ...(note.versionRule === undefined ? {} : { versionRule: note.versionRule }),
    };
  }

  #addMessage(context: EntryContext, envelope: Envelope, index: number, raw: string): void {
    const { entry, note, sink, facts, layouts } = context;
    const judged = note.judged[index];
    if (judged === undefined) return;
    const message = envelope.messages[index];
    const read = readCall(message, note.route);
    const own = this.#arrived(context, index);
    const mode = judged === "duplicate" ? undefined : judged.mode;
    const arrived = mode === undefined ? own : { ...own, mode };
    if (judged === "duplicate") {
      this.#addDuplicate(sink, arrived, "call" in read ? read.call : read.unreadable);
      return;
    }
    if ("unreadable" in read) {
      this.#addUnreadable(sink, arrived, read.unreadable, judged, raw);
      return;
    }
    const rowContext: RowContext = {
      sink,
      facts,
      people: this.#people,
      layout: layouts.get(judged.planVersion),
      released: false,
    };
    const call: JudgedCall = {
      ...arrived,
      call: read.call,
      judgement: judged,
      instant: eventTime(read.call.sentTimestamp, sentAtOf(envelope, message), entry.receivedAt),
      raw,
      userAgent: note.userAgent ?? "",
    };
    addCallRows(call, rowContext);
  }

  #addDuplicate(
    sink: RowSink,
    arrived: Arrived,
    known: {
      readonly messageId: string;
      readonly kind: string;
      readonly name: string;
      readonly sentTimestamp?: number | undefined;
    },
  ): void {
    sink.add("duplicates", arrived.uid, {
      project: arrived.project,
      uid: arrived.uid,
      source: arrived.source,
      received_at: storedInstant(arrived.receivedAt),
      message_id: known.messageId,
      call_type: known.kind,
      event_name: known.name,
      ts: storedInstant(known.sentTimestamp ?? arrived.receivedAt),
      environment: arrived.environment,
    });
  }

  #addUnreadable(sink: RowSink, arrived: Arrived, known: UnreadableCall, judgement: Judgement, raw: string): void {
    sink.add("received", arrived.uid, {
      project: arrived.project,
      uid: arrived.uid,
      source: arrived.source,
      environment: arrived.environment,
      received_at: storedInstant(arrived.receivedAt),
      ts: storedInstant(arrived.receivedAt),
      call_type: known.kind,
      event_name: known.name,
      message_id: known.messageId,
      verdict: judgement.verdict,
      disposition: outcomeOf(arrived.mode, judgement.verdict, arrived.environment).disposition,
      violations: JSON.stringify(judgement.violations),
      raw,
    });
    addViolationRows(sink, {
      ...arrived,
      callKind: known.kind,
      eventName: known.name,
      judgement,
      appVersion: "",
      person: 0,
    });
  }

  /** A body that is no envelope counts as one malformed event. */
  #addUnreadableBody(context: EntryContext): void {
    const { entry, note, sink } = context;
    const judgement = note.judged[0];
    if (judgement === undefined || judgement === "duplicate") return;
    const none: UnreadableCall = {
      problem: judgement.violations[0] ?? { code: "malformed", path: "" },
      kind: "",
      name: "",
      messageId: "",
    };
    this.#addUnreadable(
      sink,
      this.#arrived(context, 0),
      none,
      judgement,
      withoutIpText(recordedText(Buffer.from(entry.body))),
    );
  }

  async confirm(batch: Batch): Promise<number> {
    await this.#people.saveFacts(this.#facts);
    this.#facts = new PeopleFacts();
    return this.#tail.drop(batch);
  }

  async release(events: readonly Release[]): Promise<readonly TableRows[]> {
    const sink = new RowSink();
    const facts = new PeopleFacts();
    for (const event of events) {
      const read = readCall(JSON.parse(event.raw) as unknown, event.kind);
      if (!("call" in read)) continue;
      const layouts = await this.#layoutsOf(event.project, [event.judgement.planVersion]);
      const context: RowContext = {
        sink,
        facts,
        people: this.#people,
        layout: layouts.get(event.judgement.planVersion),
        // Nothing of a call that conforms is held.
        released: !event.rewritten || event.judgement.verdict === "conformant",
      };
      const judged: JudgedCall = { ...event, call: read.call, userAgent: "" };
      if (event.rewritten) this.#addWithdrawn(sink, judged);
      addAnalysisRows(judged, context);
    }
    await this.#people.saveNumbers();
    this.#releaseFacts = facts;
    return sink.tables();
  }

  /** What an event that leaves analysis breaks, where people look for it. */
  #addWithdrawn(sink: RowSink, judged: JudgedCall): void {
    const { call, judgement } = judged;
    if (judgement.violations.length === 0) return;
    const person = call.userId + call.anonymousId === "" ? 0 : this.#people.number(personRef(judged));
    const named = { callKind: call.kind, eventName: call.name, appVersion: appVersionOf(call) };
    addViolationRows(sink, { ...judged, ...named, person });
  }

  async confirmRelease(): Promise<void> {
    await this.#people.saveFacts(this.#releaseFacts);
    this.#releaseFacts = new PeopleFacts();
  }

  restorePeople(
    project: number,
    highest: number,
    people: readonly { ref: PersonRef; number: number }[],
  ): Promise<void> {
    return this.#people.restore(project, highest, people);
  }

  forgetPeople(project: number): Promise<void> {
    return this.#people.forget(project);
  }

  findPeople(refs: readonly PersonRef[]): Promise<readonly number[]> {
    return Promise.resolve(refs.flatMap((ref) => this.#people.find(ref) ?? []));
  }

  forgetIds(project: number, refs: readonly PersonRef[], numbers: readonly number[]): Promise<void> {
    return this.#people.forgetIds(project, refs, numbers);
  }

  hasPeople(): Promise<boolean> {
    return Promise.resolve(this.#people.isWhole);
  }

  beginRestore(): Promise<void> {
    return this.#people.beginRestore();
  }

  endRestore(): Promise<void> {
    return this.#people.endRestore();
  }

  async close(): Promise<void> {
    await this.#tail.close();
    await this.#people.close();
  }
}
