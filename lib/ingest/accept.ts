/** One delivery from body to journal: whose it is, what it says, what the plan says of it, on disk. */

import type { Clock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { type Journal, JournalUnavailableError } from "../store/journal.ts";
import type { Violation } from "../violation/violation.ts";
import type { CallKind } from "./call.ts";
import type { IngestCounters } from "./ingest-stats.ts";
import { isBottomless, MAX_BODY_DEPTH } from "./json-limits.ts";
import { type Arrival, type Encoding, encodeNote, type Judged } from "./note.ts";
import type { PlanRegistry } from "./plan-registry.ts";
import { REFUSALS, type Refusal } from "./protocol/answer.ts";
import { BodyError, bodyText, encodingOf, parseBody, type TextProblem, unpack } from "./protocol/body.ts";
import { type Envelope, type EnvelopeProblem, readEnvelope } from "./protocol/segment.ts";
import { type Body, declaredVersions, judgeBody, MAX_MESSAGES, readCalls } from "./receive.ts";
import type { IngestSource, SourceRegistry } from "./source-registry.ts";
import type { PlanVersions } from "./validate.ts";

/** What a request brought. */
export interface Delivery {
  /** As sent. */
  readonly wire: Buffer;
  readonly contentEncoding: string | undefined;
  /** The kind of call its address names. */
  readonly call: CallKind | undefined;
  /** The write key of its headers or query; else the body's own counts. */
  readonly writeKey: string | undefined;
  /** Of a browser that sends no context. */
  readonly userAgent?: string;
}

export interface AcceptorParts {
  readonly journal: Journal;
  readonly sources: SourceRegistry;
  readonly plans: PlanRegistry;
  readonly counters: IngestCounters;
  readonly clock: Clock;
}

/** A body that is not its protocol's envelope: the answer, and what is recorded of it. */
class Unreadable extends Error {
  readonly refusal: Refusal;
  readonly violation: Violation;
  constructor(violation: Violation, place: Readonly<Record<string, string | number>>) {
    super("unreadable");
    this.violation = violation;
    this.refusal = { status: 400, code: "malformed", message: "The body cannot be read.", place };
  }
}

class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

function unreadableText({ offset, line, column, expected }: TextProblem): Unreadable {
  return new Unreadable(
    { code: "malformed", path: "", expected, received: `line ${line}, column ${column}` },
    { expected, offset, line, column },
  );
}

function unreadableEnvelope({ path, expected }: EnvelopeProblem): Unreadable {
  return new Unreadable({ code: "malformed", path, expected }, { expected, path });
}

interface Opened {
  readonly text: string;
  readonly envelope: Envelope;
}

async function open(delivery: Delivery, encoding: Encoding): Promise<Opened> {
  const bytes = await unpack(delivery.wire, encoding).catch((error: unknown) => {
    if (error instanceof BodyError && error.reason === "too_large") throw new Refused(REFUSALS.tooLarge);
    throw new Unreadable({ code: "malformed", path: "", expected: encoding }, { expected: encoding });
  });
  if (isBottomless(bytes)) {
    const expected = `at most ${MAX_BODY_DEPTH} levels`;
    throw new Unreadable({ code: "malformed", path: "", expected }, { expected });
  }
  const text = bodyText(bytes);
  if (typeof text !== "string") throw unreadableText(text);
  const parsed = parseBody(text);
  if (!("value" in parsed)) throw unreadableText(parsed);
  const envelope = readEnvelope(parsed.value, delivery.call);
  if (!("messages" in envelope)) throw unreadableEnvelope(envelope);
  return { text, envelope };
}

export class Acceptor {
  readonly #parts: AcceptorParts;

  constructor(parts: AcceptorParts) {
    this.#parts = parts;
  }

  /** Resolves to nothing once the delivery is on disk, else to why it was not taken. Never rejects. */
  async accept(delivery: Delivery): Promise<Refusal | undefined> {
    try {
      await this.#accept(delivery);
      return undefined;
    } catch (error) {
      if (error instanceof Refused || error instanceof Unreadable) return error.refusal;
      if (!(error instanceof JournalUnavailableError)) {
        log().error({ reason: error instanceof Error ? error.message : "" }, "a delivery could not be taken");
      }
      return REFUSALS.unavailable;
    }
  }

  async #source(key: string | undefined): Promise<IngestSource> {
    if (key === undefined) throw new Refused(REFUSALS.noKey);
    const found = this.#parts.sources.find(key);
    const source = found instanceof Promise ? await found : found;
    if (source === undefined) throw new Refused(REFUSALS.wrongKey);
    return source;
  }

  async #accept(delivery: Delivery): Promise<void> {
    const prepared = await this.#prepare(delivery);
    // Nothing of the parsed body is held any more while the disk is waited for.
    if (prepared !== undefined) await prepared.written;
  }

  /** Judges the delivery and hands it to the journal; nothing when it holds no message. */
  async #prepare(delivery: Delivery): Promise<{ readonly written: Promise<number> } | undefined> {
    const receivedAt = this.#parts.clock.now();
    const encoding = encodingOf(delivery.wire, delivery.contentEncoding);
    const known = delivery.writeKey === undefined ? undefined : await this.#source(delivery.writeKey);
    let opened: Opened;
    try {
      opened = await open(delivery, encoding);
    } catch (error) {
      // Without a key nobody knows whose unreadable body it is; with one it is recorded.
      if (error instanceof Unreadable && known !== undefined) {
        await this.#record(delivery, known, arrivalOf(delivery, known, encoding), receivedAt, error.violation);
      }
      throw error;
    }
    const source = known ?? (await this.#source(opened.envelope.writeKey));
    if (opened.envelope.messages.length > MAX_MESSAGES) throw new Refused(REFUSALS.tooLarge);
    if (opened.envelope.messages.length === 0) return undefined;
    const calls = readCalls(opened.envelope.messages, delivery.call);
    const plans = this.#parts.plans.of(source.projectId);
    const preparing = plans.prepare(declaredVersions(calls));
    if (preparing !== undefined) await preparing;
    const body: Body = { calls, text: opened.text, batched: opened.envelope.batched };
    return {
      written: this.#judgeAndAppend(delivery, source, arrivalOf(delivery, source, encoding), receivedAt, body, plans),
    };
  }

  /** Runs without giving way up to the append: ids are claimed in the order in which bodies are written. */
  #judgeAndAppend(
    delivery: Delivery,
    source: IngestSource,
    arrival: Arrival,
    receivedAt: number,
    body: Body,
    plans: PlanVersions,
  ): Promise<number> {
    const { journal, counters } = this.#parts;
    const draft = journal.draft(source.projectNumber, receivedAt);
    let judged: Judged[];
    try {
      judged = judgeBody(body, source, plans, (id) => journal.admit(draft, id));
    } catch (error) {
      journal.discard(draft);
      throw error;
    }
    const written = journal.append(draft, source.number, encodeNote({ ...arrival, judged }), delivery.wire);
    counters.judgedWhen(written, judged);
    return written;
  }

  async #record(
    delivery: Delivery,
    source: IngestSource,
    arrival: Arrival,
    receivedAt: number,
    unreadable: Violation,
  ): Promise<void> {
    const { journal, counters } = this.#parts;
    const judged: Judged[] = [{ verdict: "malformed", violations: [unreadable], planVersion: 0 }];
    const draft = journal.draft(source.projectNumber, receivedAt);
    await journal.append(draft, source.number, encodeNote({ ...arrival, judged, unreadable }), delivery.wire);
    counters.judged(judged);
  }
}

function arrivalOf({ call, userAgent }: Delivery, source: IngestSource, encoding: Encoding): Arrival {
  return {
    encoding,
    environment: source.environment,
    mode: source.mode,
    unplanned: source.unplanned,
    ...(call === undefined ? {} : { route: call }),
    ...(userAgent === undefined ? {} : { userAgent }),
  };
}
