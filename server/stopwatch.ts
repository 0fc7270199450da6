/** How long each part of the start took, for the log. */

export class Stopwatch {
  readonly #parts: Record<string, number> = {};
  #last = performance.now();

  /** Books the time since the last call, milliseconds, under a name. */
  lap(name: string): void {
    const now = performance.now();
    this.#parts[name] = Math.round(now - this.#last);
    this.#last = now;
  }

  get parts(): Readonly<Record<string, number>> {
    return this.#parts;
  }
}
