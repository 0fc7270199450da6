/** What one has done to a branch in this window, so that it can be undone and redone. */

/** A saved change of one's own. */
export interface DoneChange {
  readonly revision: number;
  /** What it did, in the reader's words. */
  readonly what: string;
}

export interface UndoHistory {
  readonly done: readonly DoneChange[];
  /** Taken back, the latest last. */
  readonly undone: readonly DoneChange[];
}

export const NO_HISTORY: UndoHistory = { done: [], undone: [] };

const KEPT = 200;

/** After a change: what was undone before it cannot be redone any more. */
export function afterChange({ done }: UndoHistory, change: DoneChange): UndoHistory {
  return { done: [...done, change].slice(-KEPT), undone: [] };
}

export type Direction = "undo" | "redo";

/** The change that comes next in a direction, or the one that made `only`. */
export function nextOf({ done, undone }: UndoHistory, direction: Direction, only?: number): DoneChange | undefined {
  const list = direction === "undo" ? done : undone;
  return only === undefined ? list.at(-1) : list.find(({ revision }) => revision === only);
}

/** After what `nextOf` says was taken back by the given revision; without one it can never be, and is dropped. */
export function afterTurn(
  history: UndoHistory,
  direction: Direction,
  revision: number | undefined,
  only?: number,
): UndoHistory {
  const change = nextOf(history, direction, only);
  if (!change) return history;
  const { done, undone } = history;
  const counter = revision === undefined ? [] : [{ revision, what: change.what }];
  return direction === "undo"
    ? { done: done.filter((one) => one !== change), undone: [...undone, ...counter] }
    : { done: [...done, ...counter], undone: undone.filter((one) => one !== change) };
}

function isChange(value: unknown): value is DoneChange {
  const change = value as DoneChange | null;
  return typeof change === "object" && typeof change?.revision === "number" && typeof change.what === "string";
}

const KEY = "gabarit-undo:";

/** What this tab did before it was reloaded. */
export function readHistory(place: string): UndoHistory {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY + place) ?? "{}") as Partial<UndoHistory>;
    const list = (value: unknown) => (Array.isArray(value) ? value.filter(isChange) : []);
    return { done: list(kept.done), undone: list(kept.undone) };
  } catch {
    return NO_HISTORY;
  }
}

export function keepHistory(place: string, history: UndoHistory): void {
  try {
    sessionStorage.setItem(KEY + place, JSON.stringify(history));
  } catch {
    // A full or forbidden storage costs undoing after a reload, nothing else.
  }
}
