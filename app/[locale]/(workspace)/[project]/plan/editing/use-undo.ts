"use client";

import { useCallback, useEffect, useMemo, useState } from "react";
import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import type { Changes, CommitAnswer, UndoAction } from "../view.ts";
import {
  afterChange,
  afterTurn,
  type Direction,
  type DoneChange,
  keepHistory,
  NO_HISTORY,
  nextOf,
  readHistory,
  type UndoHistory,
} from "./undo-history.ts";

export interface Undoing {
  readonly undoable: DoneChange | undefined;
  readonly redoable: DoneChange | undefined;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** Why a change was not taken back. */
function reasonOf(answer: CommitAnswer & { readonly ok: false }, what: string, g: AreaText<"grid">): string {
  const [stale] = answer.reason === "stale" ? answer.fields : [];
  if (stale) return g("undo.stale", { what, name: stale.by });
  const reason = answer.reason === "refused" ? (answer.errors[0]?.text ?? "") : "";
  return g("undo.refused", { what, reason });
}

/** Undoing what was saved in this window and redoing it, each asked of the server after the saves before it. */
export function useUndo(props: {
  place: string;
  slug: string;
  branch: string;
  focus: string | undefined;
  action: UndoAction | undefined;
  inTurn: (act: () => Promise<boolean>) => Promise<boolean>;
  accept: (changes: Changes) => void;
  /** Told of what an undoing made. */
  note: (answer: CommitAnswer & { readonly ok: true }) => void;
}): Undoing & {
  readonly remember: (change: DoneChange) => void;
  /** Undoes the change that made this revision, whatever came after it. */
  readonly takeBack: (revision: number) => void;
} {
  const g = useText("grid");
  const t = useText("plan");
  const { place, slug, branch, focus, action, inTurn, accept, note } = props;
  const [history, setHistory] = useState(NO_HISTORY);
  useEffect(() => setHistory(readHistory(place)), [place]);
  const change = useCallback(
    (next: (history: UndoHistory) => UndoHistory) => {
      const now = next(readHistory(place));
      keepHistory(place, now);
      setHistory(now);
    },
    [place],
  );
  const turn = useCallback(
    (direction: Direction, only?: number) =>
      void inTurn(async () => {
        const wanted = nextOf(readHistory(place), direction, only);
        if (!action || !wanted) {
          toast({ text: g(direction === "undo" ? "undo.nothing" : "undo.nothingToRedo") });
          return false;
        }
        const { what, revision } = wanted;
        const answer = await action(slug, branch, revision, focus).catch(() => undefined);
        if (!answer) {
          toast({ text: t("saveFailed"), tone: "danger" });
          return false;
        }
        change((known) => afterTurn(known, direction, answer.ok ? answer.made : undefined, only));
        if (answer.ok) note(answer);
        if (answer.ok || answer.reason === "stale") accept(answer);
        if (answer.ok) toast({ text: g(direction === "undo" ? "undo.undone" : "undo.redone", { what }) });
        else toast({ text: reasonOf(answer, what, g), tone: "danger" });
        return answer.ok;
      }),
    [inTurn, action, slug, branch, focus, place, accept, note, change, g, t],
  );
  const remember = useCallback((done: DoneChange) => change((known) => afterChange(known, done)), [change]);
  return useMemo(
    () => ({
      undoable: nextOf(history, "undo"),
      redoable: nextOf(history, "redo"),
      undo: () => turn("undo"),
      redo: () => turn("redo"),
      takeBack: (revision: number) => turn("undo", revision),
      remember,
    }),
    [history, turn, remember],
  );
}
