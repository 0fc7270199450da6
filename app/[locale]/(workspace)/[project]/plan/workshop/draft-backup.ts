/** What this browser knows of a workshop better than the page it was handed: what was typed, and what is kept since. */

import { sameValue } from "../../../../../../lib/plan/edit-same.ts";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";

export interface KeptDraft {
  readonly revision: number;
  readonly workshop: Workshop;
}

interface TypedDraft extends KeptDraft {
  /** What the server had when this was begun; absent from drafts of before. */
  readonly base?: Workshop;
  /** What was sent and not answered: where the server has one of these, it took it from here. */
  readonly sent: readonly Workshop[];
}

function slot<T>(storage: () => Storage, key: string) {
  return {
    read(): T | undefined {
      try {
        return JSON.parse(storage().getItem(key) ?? "null") ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(value: T): void {
      try {
        storage().setItem(key, JSON.stringify(value));
      } catch {
        // A browser without room: the server has all but the last half second.
      }
    },
    clear: () => storage().removeItem(key),
  };
}

/** Of one person: whoever signs in next in the same browser has drafts of their own. */
export function backupOf(person: string, id: string) {
  const key = `gabarit-workshop-${person}-${id}`;
  return {
    /** Outlives the page until the server has it. */
    typed: slot<TypedDraft>(() => localStorage, key),
    /** The last that the server has answered: a page taken out of the browser's history is older. */
    kept: slot<KeptDraft>(() => sessionStorage, key),
  };
}

/** The same to whoever reads it; the server trims the title and orders keys as it likes. */
export function sameWorkshop(a: Workshop, b: Workshop): boolean {
  return sameValue({ ...a, title: a.title.trim() }, { ...b, title: b.title.trim() });
}
