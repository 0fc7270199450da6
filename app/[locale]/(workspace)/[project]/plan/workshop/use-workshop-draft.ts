"use client";

import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";
import type { OpenPoint, SaveWorkshop } from "./workshop-answer.ts";

const PAUSE_MS = 500;
const RETRY_MS = 5_000;

export type DraftState =
  | { readonly kind: "kept" | "saving" | "unsent" }
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "stale"; readonly by: string; readonly revision: number; readonly theirs: Workshop };

interface Kept {
  readonly revision: number;
  readonly workshop: Workshop;
}

/** Beside the server's: what was typed in this browser and not saved yet outlives the page. */
function backupOf(id: string) {
  const key = `gabarit-workshop-${id}`;
  return {
    read(): Kept | undefined {
      try {
        return JSON.parse(localStorage.getItem(key) ?? "null") ?? undefined;
      } catch {
        return undefined;
      }
    },
    write(kept: Kept): void {
      try {
        localStorage.setItem(key, JSON.stringify(kept));
      } catch {
        // A browser without room: the server has all but the last half second.
      }
    },
    clear: () => localStorage.removeItem(key),
  };
}

const sameText = (a: Workshop, b: Workshop) => JSON.stringify(a) === JSON.stringify(b);

/**
 * What is written down, kept as it is typed: in the browser at once, on the server after a pause, one save at a time. What
 * somebody else has written meanwhile is told, never overwritten unasked.
 */
export function useWorkshopDraft(props: {
  slug: string;
  id: string;
  workshop: Workshop;
  revision: number;
  open: readonly OpenPoint[];
  changedBy: string;
  save: SaveWorkshop;
}) {
  const { slug, id, save } = props;
  const [workshop, setWorkshop] = useState(props.workshop);
  const [open, setOpen] = useState(props.open);
  const [state, setState] = useState<DraftState>({ kind: "kept" });
  const latest = useRef(props.workshop);
  const saved = useRef<Kept>({ revision: props.revision, workshop: props.workshop });
  const [revision, setRevision] = useState(props.revision);
  const running = useRef(false);
  /** Two people wrote: nothing is sent before one has decided. */
  const blocked = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const flush = useEffectEvent(async () => {
    clearTimeout(timer.current);
    if (running.current || blocked.current || latest.current === saved.current.workshop) return;
    running.current = true;
    const sent = latest.current;
    setState({ kind: "saving" });
    const answer = await save(slug, id, saved.current.revision, sent)
      .catch(() => undefined)
      .finally(() => {
        running.current = false;
      });
    if (answer === undefined) {
      setState({ kind: "unsent" });
      timer.current = setTimeout(() => void flush(), RETRY_MS);
    } else if (!answer.ok) {
      blocked.current = answer.reason === "stale";
      setState(answer.reason === "stale" ? { ...answer, kind: "stale" } : { kind: "refused", text: answer.text });
    } else {
      saved.current = { revision: answer.revision, workshop: sent };
      setRevision(answer.revision);
      setOpen(answer.open);
      if (latest.current !== sent) {
        backupOf(id).write({ revision: answer.revision, workshop: latest.current });
        await flush();
      } else {
        backupOf(id).clear();
        setState({ kind: "kept" });
      }
    }
  });

  const put = useCallback(
    (next: Workshop) => {
      latest.current = next;
      setWorkshop(next);
      backupOf(id).write({ revision: saved.current.revision, workshop: next });
      if (blocked.current) return;
      setState({ kind: "saving" });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), PAUSE_MS);
    },
    [id],
  );
  const change = useCallback((act: (workshop: Workshop) => Workshop) => put(act(latest.current)), [put]);

  // What was typed here and did not reach the server before the page was left.
  const restore = useEffectEvent(() => {
    const left = backupOf(id).read();
    if (left === undefined || sameText(left.workshop, saved.current.workshop)) return backupOf(id).clear();
    if (left.revision === saved.current.revision) return put(left.workshop);
    latest.current = left.workshop;
    blocked.current = true;
    setWorkshop(left.workshop);
    setState({ kind: "stale", by: props.changedBy, revision: saved.current.revision, theirs: saved.current.workshop });
  });
  useEffect(() => {
    restore();
    const again = () => void flush();
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("online", again);
      void flush();
    };
  }, []);

  /** Settles a workshop that was written in two places. */
  const settle = (mine: boolean) => {
    if (state.kind !== "stale") return;
    saved.current = { revision: state.revision, workshop: state.theirs };
    blocked.current = false;
    setRevision(state.revision);
    setState({ kind: "kept" });
    if (mine) return put({ ...latest.current });
    latest.current = state.theirs;
    setWorkshop(state.theirs);
    backupOf(id).clear();
  };
  return { workshop, open, state, revision, change, settle, retry: () => void flush() };
}
