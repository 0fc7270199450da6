/** Heavy work of one kind, one piece at a time, however many ask for it. */

import { UserError } from "../base/error.ts";

export class Line {
  readonly #asking = new Set<string>();
  #last: Promise<unknown> = Promise.resolve();

  /** `most`: so many at work and waiting; whoever comes after is asked to come again. */
  constructor(private readonly most: number) {}

  /** `unavailable`, before any work, when the line is full or the asker stands in it already. */
  async run<T>(asker: string, work: () => Promise<T>): Promise<T> {
    if (this.#asking.size >= this.most || this.#asking.has(asker)) throw new UserError("unavailable");
    this.#asking.add(asker);
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    try {
      return await done;
    } finally {
      this.#asking.delete(asker);
    }
  }
}
