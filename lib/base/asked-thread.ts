/** A thread that is asked by name for what a place in it does, and answers each call in turn or as it is done. */

import type { Worker } from "node:worker_threads";
import { type ErrorCode, type FieldError, UserError } from "./error.ts";

/** What crosses to the thread: which method of the place is called, with what. */
export interface ThreadCall {
  readonly id: number;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** An error has another class on the other side. */
export type Refusal =
  | { readonly code: ErrorCode; readonly fields: readonly FieldError[]; readonly data: Record<string, unknown> }
  | { readonly message: string; readonly stack?: string | undefined };

/** What comes back. */
export interface ThreadAnswer {
  readonly id: number;
  readonly made?: unknown;
  readonly refused?: Refusal;
}

interface Waiting {
  resolve(made: unknown): void;
  reject(error: Error): void;
}

function errorOf(refused: Refusal): Error {
  if ("message" in refused) return Object.assign(new Error(refused.message), refused);
  const { code, fields, data } = refused;
  return new UserError(code, { fields, data });
}

/** One thread from its start to its end; its entry answers with `answerCalls`. What it is asked rejects once it has ended. */
export class AskedThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #end: Error | undefined;

  constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("error", (error: Error) => this.#fail(error));
    worker.on("exit", (code) => this.#fail(new Error(`The thread that was asked ended (${code}).`)));
    worker.on("message", (answer: ThreadAnswer) => this.#take(answer));
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  /** True when nobody waits for an answer. */
  get isIdle(): boolean {
    return this.#waiting.size === 0;
  }

  /** `handed` is memory that is given away, not copied. */
  ask(name: string, args: readonly unknown[], handed: readonly ArrayBuffer[] = []): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#end !== undefined) {
        reject(this.#end);
        return;
      }
      const id = ++this.#calls;
      // What cannot cross rejects here: nobody then waits for an answer.
      this.#worker.postMessage({ id, name, args } satisfies ThreadCall, [...handed]);
      this.#waiting.set(id, { resolve, reject });
    });
  }

  async stop(): Promise<void> {
    this.#fail(new Error("The thread that was asked was stopped."));
    await this.#worker.terminate();
  }

  #take({ id, made, refused }: ThreadAnswer): void {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (refused === undefined) asked?.resolve(made);
    else asked?.reject(errorOf(refused));
  }

  #fail(error: Error): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.values()) reject(this.#end);
    this.#waiting.clear();
  }
}

/** What a thread holds in memory is given back when nobody has asked it for so long. */
const IDLE_MS = 60_000;

export interface ThreadedPlace<Place> {
  readonly place: Place;
  stop(): Promise<void>;
}

/** A place whose methods run in a thread: started by the first who asks, ended when nobody does, replaced when it fails. */
export function threadedPlace<Place extends object>(
  methods: readonly (keyof Place & string)[],
  start: () => Worker,
): ThreadedPlace<Place> {
  let thread: AskedThread | undefined;
  let idle: NodeJS.Timeout | undefined;
  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    await thread?.stop();
  };
  const ask = async (name: string, args: readonly unknown[]): Promise<unknown> => {
    clearTimeout(idle);
    if (thread === undefined || thread.hasEnded) thread = new AskedThread(start());
    const asked = thread;
    try {
      return await asked.ask(name, args);
    } finally {
      if (asked.isIdle && !asked.hasEnded) {
        clearTimeout(idle);
        idle = setTimeout(() => void asked.stop(), IDLE_MS).unref();
      }
    }
  };
  const place = Object.fromEntries(methods.map((name) => [name, (...args: unknown[]) => ask(name, args)]));
  return { place: place as unknown as Place, stop };
}
