/** Sends events to a receiver until it has taken them, refused some of them for good, or asks to wait. */

import { z } from "zod";
import { type Posted, postJson } from "../notify/post.ts";
import type { PassedEvent } from "./passed-event.ts";
import { firstBatch, type Item, itemsOf, type Receiver, requestOf } from "./shape.ts";

/** An answer that names each event it refuses is read whole, within reason. */
const ANSWER_BYTES = 256 * 1024;
const EXCERPT_MAX = 500;
/** A receiver that was never heard to take anything may be the wrong one: it is asked with little at a time. */
const UNPROVEN_EVENTS = 8;

export interface Refused {
  readonly event: PassedEvent;
  readonly status: number | undefined;
  readonly reason: string;
}

export interface Delivered {
  /** How many of the first events are settled: taken or refused. */
  readonly settled: number;
  readonly taken: number;
  readonly refused: readonly Refused[];
  /** The last answer. Where it is why not all was settled, it is tried again. */
  readonly answer: Posted | undefined;
  readonly waits: boolean;
}

export interface Delivery {
  readonly receiver: Receiver;
  /** It has taken something before, so that what it refuses is refused for what it is. */
  readonly proven: boolean;
  readonly now: number;
  readonly stopping?: AbortSignal | undefined;
  /** No request begins after it. */
  readonly until: number;
}

const ImportAnswer = z.object({
  failed_records: z.array(z.object({ index: z.number().int(), field: z.string().optional(), message: z.string() })),
});

/** What Mixpanel refused of a batch whose rest it took; undefined where it does not say. */
function failedOf(posted: Posted, items: readonly Item[]): Refused[] | undefined {
  if (posted.status !== 400) return undefined;
  let answer: unknown;
  try {
    answer = JSON.parse(posted.excerpt);
  } catch {
    return undefined;
  }
  const read = ImportAnswer.safeParse(answer);
  if (!read.success || read.data.failed_records.length === 0) return undefined;
  const refused = new Map<number, Refused>();
  for (const { index, message } of read.data.failed_records) {
    const item = items[index];
    if (item === undefined) return undefined;
    refused.set(index, { event: item.event, status: 400, reason: message.slice(0, EXCERPT_MAX) });
  }
  return [...refused.values()];
}

function isTaken({ status }: Posted): boolean {
  return status !== undefined && status >= 200 && status < 300;
}

/** The receiver finds fault with what was sent, not with who sent it or when. */
function isRefusal({ status }: Posted): boolean {
  return status === 400 || status === 413 || status === 415 || status === 422;
}

class Attempt {
  settled = 0;
  taken = 0;
  readonly refused: Refused[] = [];
  answer: Posted | undefined;
  waits = false;
  readonly #delivery: Delivery;

  constructor(delivery: Delivery) {
    this.#delivery = delivery;
  }

  /** Settles a batch, by halves where the receiver refuses it; false once it is to wait. */
  async send(items: readonly Item[]): Promise<boolean> {
    const { receiver, now, stopping, until } = this.#delivery;
    if (stopping?.aborted || Date.now() > until) return false;
    const { url, body, headers } = requestOf(receiver, items, now);
    const posted = await postJson(url, body, headers, { now, stopping, answerBytes: ANSWER_BYTES });
    if (stopping?.aborted && posted.status === undefined) return false;
    this.answer = { ...posted, excerpt: posted.excerpt.slice(0, EXCERPT_MAX) };
    if (isTaken(posted)) return this.#settle(items.length, []);
    const failed = receiver.kind === "mixpanel" ? failedOf(posted, items) : undefined;
    if (failed !== undefined) return this.#settle(items.length, failed);
    const [only] = items;
    if (!isRefusal(posted) || only === undefined) {
      this.waits = true;
      return false;
    }
    if (items.length === 1) {
      const { status, excerpt } = this.answer;
      return this.#settle(1, [{ event: only.event, status, reason: excerpt }]);
    }
    const half = Math.ceil(items.length / 2);
    return (await this.send(items.slice(0, half))) && (await this.send(items.slice(half)));
  }

  #settle(count: number, refused: readonly Refused[]): true {
    this.settled += count;
    this.taken += count - refused.length;
    this.refused.push(...refused);
    return true;
  }
}

/**
 * Sends one batch of the first of these events. Never throws for what a receiver does. A receiver that refuses everything
 * and has never taken anything is waited for: its address or key is wrong rather than each event.
 */
export async function deliver(events: readonly PassedEvent[], delivery: Delivery): Promise<Delivered> {
  const { receiver, proven } = delivery;
  const items = firstBatch(receiver.kind, itemsOf(receiver.kind, events), proven ? undefined : UNPROVEN_EVENTS);
  const attempt = new Attempt(delivery);
  await attempt.send(items);
  const { settled, taken, refused, answer, waits } = attempt;
  if (!proven && taken === 0 && refused.length > 0) return { settled: 0, taken: 0, refused: [], answer, waits: true };
  return { settled, taken, refused, answer, waits };
}
