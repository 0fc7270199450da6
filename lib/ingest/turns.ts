/** Costly work that comes from outside: a few at once, the others in their order, and not without end. */

/** Too many wait already. */
export class NoTurnError extends Error {
  override readonly name = "NoTurnError";
}

export class Turns {
  readonly #atOnce: number;
  readonly #mayWait: number;
  readonly #queue: (() => void)[] = [];
  #running = 0;

  constructor(atOnce: number, mayWait: number) {
    this.#atOnce = atOnce;
    this.#mayWait = mayWait;
  }

  /** Does the work when its turn comes. Rejects with `NoTurnError` when too many wait. */
  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#atOnce) this.#running += 1;
    else {
      if (this.#queue.length >= this.#mayWait) throw new NoTurnError();
      // Whoever ends hands its place on.
      await new Promise<void>((resolve) => this.#queue.push(resolve));
    }
    try {
      return await work();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#running -= 1;
      else next();
    }
  }
}
