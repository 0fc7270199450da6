/** Heavy work done once for all who ask for the same: answers are kept for a while, and one piece is done at a time. */

import { UserError } from "../base/error.ts";

interface Options {
  /** How long an answer serves, in milliseconds. */
  readonly keptMs: number;
  /** Answers kept at most; the one asked for first goes first. */
  readonly keptMost: number;
  /** Pieces going on or waiting at most; one more is refused. */
  readonly goingMost: number;
}

interface Piece<T> {
  readonly answer: Promise<T>;
  readonly stop: AbortController;
  /** How many wait for it. */
  waiting: number;
  /** Epoch milliseconds of its end; absent while it goes on. */
  doneAt?: number;
}

export class SharedWork<T> {
  readonly #options: Options;
  readonly #pieces = new Map<string, Piece<T>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(options: Options) {
    this.#options = options;
  }

  /**
   * The answer of `work` under this key. Work that nobody waits for any more is stopped; what failed is not kept.
   * Rejects where too much else waits.
   */
  async get(key: string, work: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    signal?.throwIfAborted();
    const piece = this.#known(key) ?? this.#begin(key, work);
    piece.waiting += 1;
    try {
      return await (signal === undefined ? piece.answer : unlessAborted(piece.answer, signal));
    } finally {
      piece.waiting -= 1;
      if (piece.waiting === 0 && piece.doneAt === undefined) this.#abandon(key, piece);
    }
  }

  #known(key: string): Piece<T> | undefined {
    const piece = this.#pieces.get(key);
    if (piece?.doneAt === undefined || Date.now() - piece.doneAt < this.#options.keptMs) return piece;
    this.#pieces.delete(key);
    return undefined;
  }

  #begin(key: string, work: (signal: AbortSignal) => Promise<T>): Piece<T> {
    const going = [...this.#pieces.values()].filter(({ doneAt }) => doneAt === undefined).length;
    if (going >= this.#options.goingMost) throw new UserError("unavailable");
    const stop = new AbortController();
    const answer = this.#last.then(() => {
      stop.signal.throwIfAborted();
      return work(stop.signal);
    });
    this.#last = answer.catch(() => undefined);
    const piece: Piece<T> = { answer, stop, waiting: 0 };
    this.#pieces.set(key, piece);
    answer.then(
      () => {
        piece.doneAt = Date.now();
        this.#forgetOldest();
      },
      () => this.#abandon(key, piece),
    );
    return piece;
  }

  #abandon(key: string, piece: Piece<T>): void {
    piece.stop.abort();
    if (this.#pieces.get(key) === piece) this.#pieces.delete(key);
  }

  #forgetOldest(): void {
    for (const [key, { doneAt }] of this.#pieces) {
      if (this.#pieces.size <= this.#options.keptMost) return;
      if (doneAt !== undefined) this.#pieces.delete(key);
    }
  }
}

function unlessAborted<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = (): void => reject(signal.reason as Error);
    signal.addEventListener("abort", leave, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
  });
}
