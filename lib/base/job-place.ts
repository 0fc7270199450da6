/** Long work, each piece with a job of its own: in a thread where this process offers one, else where it is asked for. */

import type { Worker } from "node:worker_threads";
import { AskedThread } from "./asked-thread.ts";
import { processState, setProcessState } from "./process-state.ts";

/** What a piece of work does, asked from elsewhere; to be stopped at its end. Bytes that it is given are its own from then on. */
export type Afar<Work> = {
  readonly [Name in keyof Work]: Work[Name] extends (...given: infer Given) => infer Made
    ? (...given: Given) => Promise<Awaited<Made>>
    : never;
} & { stop(): Promise<void> };

export interface JobPlace<Job, Work> {
  /** Where this process offers to do it. */
  open(job: Job): Afar<Work>;
  /** In this thread: where no other may be started, and for what is done before another one has begun. */
  here(job: Job): Afar<Work>;
  /** In a thread; what it is asked rejects once the thread has ended. */
  inThread(start: (job: Job) => Worker): (job: Job) => Afar<Work>;
  /** Called by the server: the pages are bundled apart and have no thread's file beside them. */
  offer(open: (job: Job) => Afar<Work>): void;
}

type Ask = (name: string, given: readonly unknown[]) => Promise<unknown>;

/** Bytes that share their memory with nobody, so that they can be handed over. */
function ownMemory(given: unknown): unknown {
  return given instanceof Uint8Array && given.byteLength !== given.buffer.byteLength ? new Uint8Array(given) : given;
}

/** `methods`: all that is asked of the work, by name. `make`: begins a piece of it. */
export function jobPlace<Job, Work extends object>(
  key: string,
  methods: readonly (keyof Work & string)[],
  make: (job: Job) => Work,
): JobPlace<Job, Work> {
  const place = (ask: Ask, stop: () => Promise<void>): Afar<Work> => {
    const asked = methods.map((name) => [name, (...given: unknown[]) => ask(name, given)] as const);
    return { ...Object.fromEntries(asked), stop } as unknown as Afar<Work>;
  };
  const here = (job: Job): Afar<Work> => {
    const work = make(job) as Readonly<Record<string, (...given: readonly unknown[]) => unknown>>;
    return place(
      async (name, given) => work[name]?.(...given),
      () => Promise.resolve(),
    );
  };
  const inThread = (start: (job: Job) => Worker) => (job: Job) => {
    const thread = new AskedThread(start(job));
    return place(
      (name, given) => {
        const own = given.map(ownMemory);
        const handed = own.flatMap((item) => (item instanceof Uint8Array ? [item.buffer as ArrayBuffer] : []));
        return thread.ask(name, own, handed);
      },
      () => thread.stop(),
    );
  };
  return {
    open: (job) => processState<(job: Job) => Afar<Work>>(key, () => here)(job),
    ...{ here, inThread },
    offer: (open) => setProcessState(key, open),
  };
}
