/** The thread that makes code, so that the accepting one goes on: started by the first who asks, ended when nobody does. */

import { type ErrorCode, type FieldError, UserError } from "../../lib/base/error.ts";
import { startThread } from "../../lib/base/thread.ts";
import { type CodePlace, offerCodePlace } from "./code-place.ts";

type Call = { readonly [Name in keyof CodePlace]: { readonly [name in Name]: Parameters<CodePlace[Name]> } };

export type ToMaker = { readonly id: number } & Call[keyof CodePlace];

/** An error has another class on the other side. */
export type Refusal =
  | { readonly code: ErrorCode; readonly fields: readonly FieldError[]; readonly data: Record<string, unknown> }
  | { readonly message: string };

export interface FromMaker {
  readonly id: number;
  readonly made?: unknown;
  readonly refused?: Refusal;
}

/** What generators hold in memory is given back after this time. */
const IDLE_MS = 60_000;

interface Waiting {
  resolve(made: unknown): void;
  reject(error: Error): void;
}

function errorOf(refused: Refusal): Error {
  if ("message" in refused) return new Error(refused.message);
  const { code, fields, data } = refused;
  return new UserError(code, { fields, data });
}

/** One worker from its start to its end. */
class Maker {
  readonly #worker = startThread(import.meta.url, "code-worker");
  readonly #waiting = new Map<number, Waiting>();
  #calls = 0;
  #idle: NodeJS.Timeout | undefined;
  ended = false;

  constructor() {
    this.#worker.on("error", (error: Error) => this.#fail(error));
    this.#worker.on("exit", (code) => this.#fail(new Error(`The thread that makes code ended (${code}).`)));
    this.#worker.on("message", (answer: FromMaker) => this.#take(answer));
  }

  ask(call: Call[keyof CodePlace]): Promise<unknown> {
    clearTimeout(this.#idle);
    return new Promise((resolve, reject) => {
      const id = ++this.#calls;
      this.#waiting.set(id, { resolve, reject });
      this.#worker.postMessage({ id, ...call } satisfies ToMaker);
    });
  }

  async stop(): Promise<void> {
    clearTimeout(this.#idle);
    this.ended = true;
    await this.#worker.terminate();
  }

  #take({ id, made, refused }: FromMaker): void {
    const asked = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (refused === undefined) asked?.resolve(made);
    else asked?.reject(errorOf(refused));
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
  }

  /** Whoever asks next gets another worker. */
  #fail(error: Error): void {
    this.ended = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

export interface CodeThread extends CodePlace {
  stop(): Promise<void>;
}

export function codeThread(): CodeThread {
  let maker: Maker | undefined;
  const ask = <T>(call: Call[keyof CodePlace]): Promise<T> => {
    if (maker === undefined || maker.ended) maker = new Maker();
    return maker.ask(call) as Promise<T>;
  };
  return {
    frozen: (...frozen) => ask({ frozen }),
    files: (...files) => ask({ files }),
    archive: (...archive) => ask({ archive }),
    packed: (...packed) => ask({ packed }),
    stop: async () => maker?.stop(),
  };
}

/** From now on this process makes code in a thread of its own. */
export function offerCodeThread(): void {
  offerCodePlace(codeThread());
}
