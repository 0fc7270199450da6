/* eslint-disable */
/**
 * Messages that outlive the page: `init({ offline: offlineStorage() })`. The same bytes for every plan. Do not edit.
 *
 * A message is either in the memory of one page or in storage: whoever takes it out sends it, so that it leaves once,
 * however many pages are open.
 */
import type { KeptValues } from "./automatic";
import { agreed, mayStore } from "./consent";
import { type OfflineStore, settings, type Waiting } from "./settings";

export interface OfflineOptions {
  /** Messages kept at most. Default: 1,000. */
  readonly maxMessages?: number | undefined;
  /** Characters kept at most. Default: 1,000,000. */
  readonly maxCharacters?: number | undefined;
  /** Default: localStorage. */
  readonly storage?: KeptValues | undefined;
}

const env = globalThis as { readonly document?: object; readonly localStorage?: KeptValues };

/** Text, bytes and purpose of a message. */
type Entry = readonly [string, number, string?];

/** Messages of one source never reach another. */
function keyOf(): string {
  return `gabarit_offline_${settings?.writeKey ?? ""}`;
}

export function offlineStorage(options: OfflineOptions = {}): OfflineStore {
  const { maxMessages = 1_000, maxCharacters = 1_000_000 } = options;

  function storage(): KeptValues | undefined {
    try {
      return options.storage ?? (env.document ? env.localStorage : undefined);
    } catch {
      return undefined;
    }
  }

  function read(): readonly Entry[] {
    try {
      const kept: unknown = JSON.parse(storage()?.getItem(keyOf()) ?? "[]");
      return Array.isArray(kept) ? (kept as readonly Entry[]).filter(isEntry) : [];
    } catch {
      return [];
    }
  }

  /** Whether it was written. */
  function write(entries: readonly Entry[]): boolean {
    try {
      const to = storage();
      if (entries.length) to?.setItem(keyOf(), JSON.stringify(entries));
      else to?.removeItem(keyOf());
      return !!to;
    } catch {
      return false;
    }
  }

  return {
    put(messages) {
      if (!messages.length || !mayStore()) return [...messages];
      const entries = [...read()];
      let characters = entries.reduce((sum, [text]) => sum + text.length, 0);
      const fit = messages.findIndex(({ text }, at) => {
        characters += text.length;
        return entries.length + at >= maxMessages || characters > maxCharacters;
      });
      const count = fit < 0 ? messages.length : fit;
      entries.push(...messages.slice(0, count).map(entryOf));
      return messages.slice(count && write(entries) ? count : 0);
    },
    take() {
      const entries = read();
      const taken = entries.filter(([, , purpose]) => agreed(purpose));
      const left = entries.filter(([, , purpose]) => agreed(purpose) === undefined);
      if (left.length < entries.length && !write(left)) return [];
      return taken.map(([text, bytes, purpose]) => ({ text, bytes, purpose }));
    },
  };
}

function entryOf({ text, bytes, purpose }: Waiting): Entry {
  return purpose === undefined ? [text, bytes] : [text, bytes, purpose];
}

function isEntry(entry: unknown): entry is Entry {
  return Array.isArray(entry) && typeof entry[0] === "string" && typeof entry[1] === "number";
}
