/** Entry of the thread that builds rows; `builder-thread.ts` talks to it. */

import { parentPort, workerData } from "node:worker_threads";
import type { BuilderFolders, FromThread, ToThread } from "./builder-thread.ts";
import type { Layout } from "./layout.ts";
import { RowBuilder } from "./row-builder.ts";
import type { RowBuilding } from "./row-building.ts";

const port = parentPort;
if (port === null) throw new Error("Invariant: this file is the entry of a worker thread");

const layouts = new Map<number, { resolve(value: Layout | undefined): void; reject(error: Error): void }>();
let questions = 0;

function send(message: FromThread, transfer: readonly ArrayBuffer[] = []): void {
  port?.postMessage(message, [...transfer]);
}

const builder = new RowBuilder({
  ...(workerData as BuilderFolders),
  layouts: (project, version) =>
    new Promise((resolve, reject) => {
      const id = ++questions;
      layouts.set(id, { resolve, reject });
      send({ kind: "layout", id, project, version });
    }),
});

/** Rows are handed over rather than copied. */
function buffersOf(value: unknown): ArrayBuffer[] {
  if (value instanceof Uint8Array || value instanceof Float64Array) {
    return value.buffer instanceof ArrayBuffer && value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
  }
  if (Array.isArray(value)) return value.flatMap(buffersOf);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(buffersOf) : [];
}

async function answer({ id, method, args }: Extract<ToThread, { kind: "call" }>): Promise<void> {
  try {
    const call = builder[method] as (...given: readonly unknown[]) => ReturnType<RowBuilding[typeof method]>;
    const value: unknown = await call.apply(builder, [...args]);
    send({ kind: "answer", id, value }, buffersOf(value));
  } catch (error) {
    send({ kind: "answer", id, error: error instanceof Error ? error.message : String(error) });
  }
}

port.on("message", (message: ToThread) => {
  if (message.kind === "call") {
    void answer(message);
    return;
  }
  const asked = layouts.get(message.id);
  layouts.delete(message.id);
  if (message.error === undefined) asked?.resolve(message.value as Layout | undefined);
  else asked?.reject(new Error(message.error));
});

send({ kind: "ready" });
