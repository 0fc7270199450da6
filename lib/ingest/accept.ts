/** One delivery from body to journal: whose it is, what it says, what the plan says of it, on disk. */

import type { Clock } from "../base/clock.ts";
import { log } from "../base/log.ts";
import { type Journal, JournalUnavailableError } from "../store/journal.ts";
import type { Violation } from "../violation/violation.ts";
import type { CallKind } from "./call.ts";
import { handleBody } from "./handle-values.ts";
import type { IngestCounters } from "./ingest-stats.ts";
import { isBottomless, MAX_BODY_DEPTH } from "./json-limits.ts";
import { MAX_SHARED_BYTES, sharedBytes } from "./message-text.ts";
import { type Arrival, type Encoding, encodeNote, type Judged, keepText } from "./note.ts";
import type { PlanRegistry } from "./plan-registry.ts";
import { REFUSALS, type Refusal } from "./protocol/answer.ts";
import { BodyError, bodyText, encodingOf, parseBody, type TextProblem, unpack } from "./protocol/body.ts";
import { batchText, type Exchange } from "./protocol/exchange.ts";
import { type Envelope, type EnvelopeProblem, readEnvelope } from "./protocol/segment.ts";
import { type Body, judgeBody, MAX_MESSAGES, readCalls } from "./receive.ts";
import { refusalOfKey } from "./secret-as-key.ts";
import type { SourceLimits } from "./source-limits.ts";
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
  /** Of another vendor's protocol: reads the body, which is Segment's without one. */
  readonly exchange?: Exchange;
  /** Hears the verdicts on the calls, in order, before they are on disk. */
  readonly onJudged?: (judged: readonly Judged[]) => void;
  /** Told of the bytes that the body takes in memory besides those that were sent; false when they are too many now. */
  readonly hold?: (bytes: number) => boolean;
}

export interface AcceptorParts {
  readonly journal: Journal;
  readonly sources: SourceRegistry;
  readonly plans: PlanRegistry;
  readonly counters: IngestCounters;
  readonly limits: SourceLimits;
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
  /** As `Arrival` has it. */
  readonly size: number;
  /** What goes into the journal in the place of what was sent. */
  readonly body?: Buffer;
}

/** Goes on at once with a value that is there: most deliveries then run through without a pause up to the disk. */
function whenReady<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

function unpacked({ wire, writeKey, hold }: Delivery, encoding: Encoding): Buffer | Promise<Buffer> {
  if (encoding === "plain") return wire;
  const ready = unpack(wire, encoding, writeKey === undefined ? "unknown" : "known").then((bytes) => {
    if (hold?.(bytes.length) === false) throw new BodyError("busy");
    return bytes;
  });
  return ready.catch((error: unknown) => {
    if (error instanceof BodyError && error.reason === "too_large") throw new Refused(REFUSALS.tooLarge);
    if (error instanceof BodyError && error.reason === "busy") throw new Refused(REFUSALS.busy);
    throw new Unreadable({ code: "malformed", path: "", expected: encoding }, { expected: encoding });
  });
}

function open(bytes: Buffer, { call, exchange, hold }: Delivery): Opened {
  if (isBottomless(bytes)) {
    const expected = `at most ${MAX_BODY_DEPTH} levels`;
    throw new Unreadable({ code: "malformed", path: "", expected }, { expected });
  }
  const text = bodyText(bytes);
  if (typeof text !== "string") throw unreadableText(text);
  return exchange === undefined ? openText(text, call, bytes.length) : openTranslated(text, exchange, hold);
}

function openText(text: string, call: CallKind | undefined, bytes: number): Opened {
  const parsed = parseBody(text);
  if (!("value" in parsed)) throw unreadableText(parsed);
  const envelope = readEnvelope(parsed.value, call);
  if (!("messages" in envelope)) throw unreadableEnvelope(envelope);
  const shared = sharedBytes(text, envelope);
  if (shared > MAX_SHARED_BYTES) throw new Refused(REFUSALS.tooLarge);
  return { text, envelope, size: bytes + shared };
}

/** A body of another vendor's as the batch that it makes, read as any batch is: so it is read whenever it is read again. */
function openTranslated(sent: string, exchange: Exchange, hold: Delivery["hold"]): Opened {
  const read = exchange.read(sent);
  if (read === "too_large") throw new Refused(REFUSALS.tooLarge);
  if (!("calls" in read)) throw "path" in read ? unreadableEnvelope(read) : unreadableText(read);
  const body = Buffer.from(batchText(read));
  if (body.length > MAX_SHARED_BYTES) throw new Refused(REFUSALS.tooLarge);
  if (hold?.(body.length) === false) throw new Refused(REFUSALS.busy);
  const opened = openText(body.toString("utf8"), undefined, body.length);
  return { ...opened, envelope: { ...opened.envelope, writeKey: read.writeKey }, body };
}

/** A delivery on its way, and what is known of it so far. */
interface Taking {
  readonly delivery: Delivery;
  readonly encoding: Encoding;
  readonly receivedAt: number;
  /** Known once the body is open. */
  readonly size?: number;
}

/** A judged body as it may be kept, where the latest version handles values. */
function handledBody(body: Body, judged: readonly Judged[], { latest, valueKey }: PlanVersions) {
  const places = latest?.places;
  if (places === undefined) return undefined;
  if (valueKey === undefined) throw new Error("Invariant: the key is there before the version is");
  return handleBody(body, judged, places, valueKey);
}

/** A delivery with another text in the place of its own. */
function withText(taking: Taking, before: string, text: string): Taking {
  const wire = Buffer.from(text);
  if (wire.length > MAX_SHARED_BYTES) throw new Refused(REFUSALS.tooLarge);
  const size = Math.max(wire.length, (taking.size ?? 0) + wire.length - Buffer.byteLength(before));
  return { ...taking, size, encoding: "plain", delivery: { ...taking.delivery, wire } };
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

  #source(key: string | undefined): IngestSource | Promise<IngestSource> {
    if (key === undefined) throw new Refused(REFUSALS.noKey);
    return whenReady(this.#parts.sources.find(key), (source) => {
      if (source === undefined) throw new Refused(refusalOfKey(key));
      return source;
    });
  }

  /** Resolves once the delivery is on disk. What is parsed of it is given up before that. */
  #accept(delivery: Delivery): unknown {
    const encoding = encodingOf(delivery.wire, delivery.contentEncoding);
    const taking: Taking = { delivery, encoding, receivedAt: this.#parts.clock.now() };
    const named = delivery.writeKey === undefined ? undefined : this.#source(delivery.writeKey);
    return whenReady(named, (known) => {
      const bytes = unpacked(delivery, encoding);
      if (!(bytes instanceof Promise)) return this.#take(taking, known, bytes);
      return bytes.then(
        (ready) => this.#take(taking, known, ready),
        (error: unknown) => this.#unreadable(taking, known, error),
      );
    });
  }

  #take(arrived: Taking, known: IngestSource | undefined, bytes: Buffer): unknown {
    let opened: Opened;
    try {
      opened = open(bytes, arrived.delivery);
    } catch (error) {
      return this.#unreadable(arrived, known, error);
    }
    const { envelope, text, size, body } = opened;
    const taking: Taking =
      body === undefined
        ? { ...arrived, size }
        : { ...arrived, size, encoding: "plain", delivery: { ...arrived.delivery, wire: body } };
    return whenReady(known ?? this.#source(envelope.writeKey), (source) => {
      const { messages, batched } = envelope;
      if (messages.length > MAX_MESSAGES) throw new Refused(REFUSALS.tooLarge);
      if (messages.length === 0) return undefined;
      const isTrial = taking.delivery.exchange?.isTrial === true;
      const key = arrived.delivery.writeKey ?? envelope.writeKey ?? "";
      const limited = isTrial ? undefined : this.#parts.limits.take(source, key, messages.length);
      return whenReady(limited, (refusal) => {
        if (refusal !== undefined) throw new Refused(refusal);
        const plans = this.#parts.plans.of(source.projectId);
        const read = () => readCalls(messages, taking.delivery.call);
        const calls = read();
        const preparing = plans.prepareFor(source.versionRule, calls);
        if (preparing === undefined) return this.#judgeAndAppend(taking, source, { calls, text, batched }, plans);
        // Read again afterwards: calls that outlive a collection teach the engine to take all of them for long-lived, and
        // from then on none is collected cheaply.
        return preparing.then(() => this.#judgeAndAppend(taking, source, { calls: read(), text, batched }, plans));
      });
    });
  }

  /** Without a key nobody knows whose unreadable body it is; with one it is recorded. */
  async #unreadable(taking: Taking, known: IngestSource | undefined, error: unknown): Promise<never> {
    const isTrial = taking.delivery.exchange?.isTrial === true;
    if (error instanceof Unreadable && known !== undefined && !isTrial)
      await this.#record(taking, known, error.violation);
    throw error;
  }

  /** Runs without giving way up to the append: ids are claimed in the order in which bodies are written. */
  #judgeAndAppend(taking: Taking, source: IngestSource, body: Body, plans: PlanVersions): Promise<number> {
    const { journal, counters } = this.#parts;
    const { delivery, receivedAt } = taking;
    if (delivery.exchange?.isTrial === true) {
      delivery.onJudged?.(judgeBody(body, source, plans, (ids) => ids.map(() => true)));
      return Promise.resolve(0);
    }
    const draft = journal.draft(source.projectNumber, receivedAt);
    let judged: Judged[];
    let kept = taking;
    try {
      judged = judgeBody(body, source, plans, (ids) => journal.admitAll(draft, ids));
      const handled = handledBody(body, judged, plans);
      if (handled !== undefined) {
        judged = handled.judged;
        kept = withText(taking, body.text, handled.text);
      }
    } catch (error) {
      journal.discard(draft);
      throw error;
    }
    delivery.onJudged?.(judged);
    const note = encodeNote(arrivalOf(kept, source), judged);
    const written = journal.append(draft, source.number, note, kept.delivery.wire);
    counters.judgedWhen(written, judged);
    return written;
  }

  async #record(taking: Taking, source: IngestSource, unreadable: Violation): Promise<void> {
    const { journal, counters } = this.#parts;
    const { delivery, receivedAt } = taking;
    const judged: Judged[] = [{ verdict: "malformed", violations: [unreadable], planVersion: 0 }];
    const draft = journal.draft(source.projectNumber, receivedAt);
    const note = encodeNote(arrivalOf(taking, source), judged, unreadable);
    await journal.append(draft, source.number, note, delivery.wire);
    counters.judged(judged);
  }
}

/** How most bodies of a source come: uncompressed, nothing shared, nothing of the request's own to remember. */
const usualArrivals = new WeakMap<IngestSource, Map<CallKind | undefined, Arrival>>();

function usualArrival(source: IngestSource, call: CallKind | undefined): Arrival {
  let byCall = usualArrivals.get(source);
  if (byCall === undefined) {
    byCall = new Map();
    usualArrivals.set(source, byCall);
  }
  let arrival = byCall.get(call);
  if (arrival === undefined) {
    const { environment, mode, unplanned, versionRule } = source;
    const rule = versionRule === "latest" ? {} : { versionRule };
    const route = call === undefined ? {} : { route: call };
    arrival = keepText({ encoding: "plain", environment, mode, unplanned, ...rule, ...route });
    byCall.set(call, arrival);
  }
  return arrival;
}

function arrivalOf({ delivery, encoding, size }: Taking, source: IngestSource): Arrival {
  const { call, userAgent, wire } = delivery;
  const usual = usualArrival(source, call);
  const isSized = size !== undefined && size !== wire.length;
  if (encoding === "plain" && userAgent === undefined && !isSized) return usual;
  return { ...usual, encoding, ...(userAgent === undefined ? {} : { userAgent }), ...(isSized ? { size } : {}) };
}
