"use client";

import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";
import { backupOf, type KeptDraft, sameWorkshop } from "./draft-backup.ts";
import type { FindOpenPoints, OpenPoint, SaveWorkshop } from "./workshop-answer.ts";

const PAUSE_MS = 500;
/** Somebody who never pauses is saved all the same. */
const LONGEST_MS = 5_000;
const RETRY_MS = 5_000;
/** What is open is looked for once nothing is being typed: it reads the whole plan. */
const OPEN_AFTER_MS = 800;
const SENT_KEPT = 3;
/** No other try mends these. */
const ENDING: ReadonlySet<string> = new Set(["not_found", "forbidden", "unauthenticated"]);

export type DraftState =
  | { readonly kind: "kept" | "saving" | "unsent" }
  | { readonly kind: "refused"; readonly text: string }
  | { readonly kind: "stale"; readonly by: string; readonly revision: number; readonly theirs: Workshop };

/**
 * What is written down, kept as it is typed: in the browser at once, on the server after a pause, one save at a time. What
 * somebody else has written meanwhile is told, never overwritten unasked.
 */
export function useWorkshopDraft(props: {
  slug: string;
  id: string;
  /** Whoever writes. */
  person: string;
  /** False: nothing that was left in the browser is taken up. */
  editable: boolean;
  workshop: Workshop;
  revision: number;
  open: readonly OpenPoint[];
  changedBy: string;
  save: SaveWorkshop;
  findOpen: FindOpenPoints;
}) {
  const { slug, id, person, save, findOpen } = props;
  const backup = useMemo(() => backupOf(person, id), [person, id]);
  const [workshop, setWorkshop] = useState(props.workshop);
  const [open, setOpen] = useState(props.open);
  const [state, setState] = useState<DraftState>({ kind: "kept" });
  const latest = useRef(props.workshop);
  const saved = useRef<KeptDraft>({ revision: props.revision, workshop: props.workshop });
  /** What was sent and not answered: the server may have taken it. */
  const sent = useRef<readonly Workshop[]>([]);
  const [revision, setRevision] = useState(props.revision);
  const running = useRef(false);
  /** Two people wrote, or nothing can be kept any more: nothing is sent before somebody has decided. */
  const blocked = useRef(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asking = useRef<ReturnType<typeof setTimeout>>(undefined);
  const dueBy = useRef<number>(undefined);
  /** Once the page is left, whoever comes back takes up what is in the browser. */
  const away = useRef(false);

  const askOpen = useEffectEvent(() => {
    clearTimeout(asking.current);
    asking.current = setTimeout(
      () =>
        findOpen(slug, id).then(
          (found) => latest.current === saved.current.workshop && setOpen(found),
          () => undefined,
        ),
      OPEN_AFTER_MS,
    );
  });
  const remember = useCallback(
    () => backup.typed.write({ revision: saved.current.revision, workshop: latest.current, sent: sent.current }),
    [backup],
  );
  const isOwn = (theirs: Workshop) => sent.current.some((one) => sameWorkshop(one, theirs));

  /** The server has it: what was typed since goes next. */
  const acknowledge = useEffectEvent(async (answered: KeptDraft) => {
    saved.current = answered;
    sent.current = [];
    backup.kept.write(answered);
    setRevision(answered.revision);
    if (latest.current !== answered.workshop) {
      remember();
      return flush();
    }
    backup.typed.clear();
    setState({ kind: "kept" });
    askOpen();
  });

  const flush = useEffectEvent(async (): Promise<void> => {
    clearTimeout(timer.current);
    dueBy.current = undefined;
    if (running.current || blocked.current || latest.current === saved.current.workshop) return;
    running.current = true;
    const given = latest.current;
    sent.current = [...sent.current.filter((one) => one !== given), given].slice(-SENT_KEPT);
    remember();
    setState({ kind: "saving" });
    const answer = await save(slug, id, saved.current.revision, given)
      .catch(() => undefined)
      .finally(() => {
        running.current = false;
      });
    if (answer === undefined) {
      setState({ kind: "unsent" });
      if (!away.current) timer.current = setTimeout(() => void flush(), RETRY_MS);
    } else if (answer.ok) {
      await acknowledge({ revision: answer.revision, workshop: given });
    } else if (answer.reason === "refused") {
      blocked.current = ENDING.has(answer.code);
      setState({ kind: "refused", text: answer.text });
    } else if (isOwn(answer.theirs)) {
      // The answer to an earlier save was lost on its way, not the save.
      const { revision: at, theirs } = answer;
      await acknowledge({ revision: at, workshop: sameWorkshop(latest.current, theirs) ? latest.current : theirs });
    } else {
      blocked.current = true;
      setState({ ...answer, kind: "stale" });
    }
  });

  const put = useCallback(
    (next: Workshop) => {
      latest.current = next;
      setWorkshop(next);
      remember();
      if (blocked.current) return;
      setState({ kind: "saving" });
      clearTimeout(asking.current);
      clearTimeout(timer.current);
      const now = Date.now();
      dueBy.current ??= now + LONGEST_MS;
      timer.current = setTimeout(() => void flush(), Math.max(0, Math.min(PAUSE_MS, dueBy.current - now)));
    },
    [remember],
  );
  const change = useCallback((act: (workshop: Workshop) => Workshop) => put(act(latest.current)), [put]);

  const restore = useEffectEvent(() => {
    if (!props.editable) return;
    // A page out of the history shows the workshop as it was when it was asked for.
    const kept = backup.kept.read();
    if (kept !== undefined && kept.revision > saved.current.revision) {
      saved.current = kept;
      latest.current = kept.workshop;
      setWorkshop(kept.workshop);
      setRevision(kept.revision);
      askOpen();
    }
    // What was typed here and did not reach the server before the page was left.
    const left = backup.typed.read();
    if (left === undefined) return;
    if (sameWorkshop(left.workshop, saved.current.workshop)) return backup.typed.clear();
    sent.current = left.sent;
    if (left.revision === saved.current.revision || isOwn(saved.current.workshop)) return put(left.workshop);
    latest.current = left.workshop;
    blocked.current = true;
    setWorkshop(left.workshop);
    setState({ kind: "stale", by: props.changedBy, revision: saved.current.revision, theirs: saved.current.workshop });
  });
  useEffect(() => {
    away.current = false;
    restore();
    const again = () => void flush();
    window.addEventListener("online", again);
    return () => {
      window.removeEventListener("online", again);
      away.current = true;
      void flush().finally(() => clearTimeout(asking.current));
    };
  }, []);

  /** Settles a workshop that was written in two places. */
  const settle = (mine: boolean) => {
    if (state.kind !== "stale") return;
    saved.current = { revision: state.revision, workshop: state.theirs };
    sent.current = [];
    blocked.current = false;
    setRevision(state.revision);
    setState({ kind: "kept" });
    if (mine) return put({ ...latest.current });
    latest.current = state.theirs;
    setWorkshop(state.theirs);
    backup.typed.clear();
    backup.kept.write(saved.current);
    askOpen();
  };
  const retry = () => {
    blocked.current = state.kind === "stale";
    void flush();
  };
  return { workshop, open, state, revision, change, settle, retry };
}
