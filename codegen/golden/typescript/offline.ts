/* eslint-disable */
/**
 * Messages that outlive the page: `init({ offline: offlineStorage() })`. The same bytes for every plan. Do not edit.
 *
 * A message is either in the memory of one page or in storage: whoever takes it out sends it, so that it leaves once,
 * however many pages are open.
 */
import type { KeptValues } from "./automatic";
import { agreed, mayStore, stillAgreed } from "./consent";
import { type OfflineStore, settings, type Terms, type Waiting } from "./settings";

export interface OfflineOptions {
  /** Messages kept at most. Default: 1,000. */
  readonly maxMessages?: number | undefined;
  /** Characters kept at most. Default: 1,000,000. */
  readonly maxCharacters?: number | undefined;
  /** Default: localStorage. */
  readonly storage?: KeptValues | undefined;
}

const env = globalThis as { readonly document?: object; readonly localStorage?: KeptValues };

/** Text, bytes, purpose and purposes of keys of a message. */
type Entry = readonly [string, number, (string | null | undefined)?, Terms["keys"]?];

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
      for (const message of messages.slice(0, count)) entries.push(entryOf(message));
      return messages.slice(count && write(entries) ? count : 0);
    },
    take() {
      const entries = read();
      if (!entries.length) return [];
      const kept = stillAgreed(entries.map(messageOf));
      const left = kept.filter(isUndecided);
      // What cannot be taken out of storage would leave twice.
      return write(left.map(entryOf)) ? kept.filter((message) => !isUndecided(message)) : [];
    },
  };
}

function isUndecided({ purpose, keys = {} }: Waiting): boolean {
  return [[purpose], ...Object.values(keys)].some((all) => all.some((one) => agreed(one) === undefined));
}

function entryOf({ text, bytes, purpose, keys }: Waiting): Entry {
  if (keys) return [text, bytes, purpose, keys];
  return purpose === undefined ? [text, bytes] : [text, bytes, purpose];
}

/** JSON writes a purpose that is not there as `null`. */
function messageOf([text, bytes, purpose, keys]: Entry): Waiting {
  return { text, bytes, purpose: purpose ?? undefined, keys };
}

function isEntry(entry: unknown): entry is Entry {
  return (
    Array.isArray(entry) &&
    typeof entry[0] === "string" &&
    typeof entry[1] === "number" &&
    Object.values((entry[3] ?? {}) as object).every(Array.isArray)
  );
}
