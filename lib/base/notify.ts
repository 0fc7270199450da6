/** Things that happened in this process and that other parts want to know at once, e.g. a publish. */

import { EventEmitter } from "node:events";
import { processState } from "./process-state.ts";

export interface Notifications {
  planPublished: { readonly projectId: string; readonly version: number };
  /** A source, write key, mode or project setting changed. */
  sourcesChanged: { readonly projectId: string };
  /** An API token came where a write key belongs; its SHA-256 in hex. */
  tokenSentAsKey: { readonly hash: string };
  cohortsChanged: { readonly projectId: string };
}

function emitter(): EventEmitter {
  return processState("notify", () => new EventEmitter().setMaxListeners(100));
}

export function notify<K extends keyof Notifications>(topic: K, value: Notifications[K]): void {
  emitter().emit(topic, value);
}

/** Returns the function that stops listening. */
export function onNotified<K extends keyof Notifications>(
  topic: K,
  listener: (value: Notifications[K]) => void,
): () => void {
  emitter().on(topic, listener);
  return () => void emitter().off(topic, listener);
}
