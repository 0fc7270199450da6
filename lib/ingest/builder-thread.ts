/** The thread that builds rows: started, asked and stopped from the accepting one. */

import type { Worker } from "node:worker_threads";
import { startThread } from "../base/thread.ts";
import type { LayoutSource, RowBuilding } from "./row-building.ts";

export interface BuilderFolders {
  readonly journalFolder: string;
  readonly peopleFolder: string;
}

type Method = keyof RowBuilding;

/** To the thread: a call, or a layout it asked for. */
export type ToThread =
  | { readonly kind: "call"; readonly id: number; readonly method: Method; readonly args: readonly unknown[] }
  | { readonly kind: "layout"; readonly id: number; readonly value?: unknown; readonly error?: string };

/** From the thread: an answer, or a question for a layout. */
export type FromThread =
  | { readonly kind: "ready" }
  | { readonly kind: "answer"; readonly id: number; readonly value?: unknown; readonly error?: string }
  | { readonly kind: "layout"; readonly id: number; readonly project: number; readonly version: number };

export interface BuilderThread {
  /** Its promises reject once the thread has ended. */
  readonly builder: RowBuilding;
  /** True once the thread is gone, whoever ended it. */
  readonly ended: boolean;
  stop(): Promise<void>;
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** Resolves once the thread has its files open. */
export async function startBuilderThread(folders: BuilderFolders, layouts: LayoutSource): Promise<BuilderThread> {
  const worker = startThread(import.meta.url, "forwarder-worker", { workerData: folders });
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  let ready: Waiting | undefined;
  const started = new Promise<unknown>((resolve, reject) => {
    ready = { resolve, reject };
  });
  let end: Error | undefined;
  const fail = (error: Error): void => {
    end ??= error;
    ready?.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on("error", fail);
  worker.on("exit", (code) => fail(new Error(`The forwarding thread ended (${code}).`)));
  worker.on("message", (message: FromThread) => {
    if (message.kind === "ready") ready?.resolve(undefined);
    else if (message.kind === "layout") void answerLayout(worker, message, layouts);
    else {
      const call = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.error === undefined) call?.resolve(message.value);
      else call?.reject(new Error(message.error));
    }
  });
  const ask = <T>(method: Method, ...args: readonly unknown[]): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (end !== undefined) {
        reject(end);
        return;
      }
      const id = ++calls;
      waiting.set(id, { resolve: (value) => resolve(value as T), reject });
      worker.postMessage({ kind: "call", id, method, args } satisfies ToThread);
    });
  const builder: RowBuilding = {
    next: () => ask("next"),
    oversized: () => ask("oversized"),
    forget: () => ask("forget"),
    confirm: (batch) => ask("confirm", batch),
    release: (events) => ask("release", events),
    confirmRelease: () => ask("confirmRelease"),
    restorePeople: (project, highest, people) => ask("restorePeople", project, highest, people),
    forgetPeople: (project) => ask("forgetPeople", project),
    findPeople: (refs) => ask("findPeople", refs),
    forgetIds: (project, refs, numbers) => ask("forgetIds", project, refs, numbers),
    hasPeople: () => ask("hasPeople"),
    beginRestore: () => ask("beginRestore"),
    endRestore: () => ask("endRestore"),
    close: () => ask("close"),
  };
  await started;
  return {
    builder,
    get ended() {
      return end !== undefined;
    },
    stop: async () => {
      // A thread that is gone has nothing left to close, and what it leaves open is taken up by the next start.
      await builder.close().catch(() => undefined);
      await worker.terminate();
    },
  };
}

async function answerLayout(
  worker: Worker,
  { id, project, version }: Extract<FromThread, { kind: "layout" }>,
  layouts: LayoutSource,
): Promise<void> {
  const answer = await layouts(project, version).then(
    (value): ToThread => ({ kind: "layout", id, value }),
    (error: unknown): ToThread => ({ kind: "layout", id, error: error instanceof Error ? error.message : "" }),
  );
  worker.postMessage(answer);
}
