"use client";

import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState } from "react";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";
import type { WorkshopConflict } from "../../../../../../lib/plan/workshop-merge.ts";
import { backupOf, type KeptDraft, sameWorkshop } from "./draft-backup.ts";
import type { FindOpenPoints, OpenPoint, SaveWorkshop } from "./workshop-answer.ts";

const PAUSE_MS = 500;
/** Somebody who never pauses is saved all the same. */
const LONGEST_MS = 5_000;
const RETRY_MS = 5_000;
/** What is open is looked for once nothing is being typed: it reads the whole plan. */
const OPEN_AFTER_MS = 800;
const SENT_KEPT = 3;
/** Where nobody knows what both began with: what either has stays. */
const bare = ({ journey }: Workshop): Workshop => ({
  ...{ title: "", heldOn: "", present: [], bilingual: false, decisions: [], metrics: [], events: [], questions: [] },
  journey: { ...journey, name: {}, steps: [] },
});
/** No other try mends these. */
const ENDING: ReadonlySet<string> = new Set(["not_found", "forbidden", "unauthenticated"]);

/** What somebody else has written meanwhile. */
interface Meanwhile {
  readonly by: string;
  readonly revision: number;
  readonly theirs: Workshop;
}

export type DraftState =
  | { readonly kind: "saving" | "unsent" }
  /** `with` whom, where somebody else wrote too. */
  | { readonly kind: "kept"; readonly with?: string | undefined }
  | { readonly kind: "refused"; readonly text: string }
  | (Meanwhile & { readonly kind: "stale"; readonly conflicts: readonly WorkshopConflict[] });

type Taken = ReadonlyMap<string, "mine" | "theirs">;
type Join = typeof import("../../../../../../lib/plan/workshop-merge.ts").joinWorkshops;

/** What was sent last and not answered, where what is on the server holds it: it is what both went on from then. */
function arrived(join: Join, base: Workshop, theirs: Workshop, sent: readonly Workshop[]): Workshop | undefined {
  return sent.findLast((one) => {
    const { workshop, ids, conflicts } = join({ base, mine: one, theirs });
    return conflicts.length === 0 && ids.size === 0 && sameWorkshop(workshop, theirs);
  });
}

/**
 * What is written down, kept as it is typed: in the browser at once, on the server after a pause, one save at a time. What
 * somebody else has written meanwhile is joined with it; a field that both changed is asked for, never overwritten unasked.
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
  /** By the id something has on the server, the one it had here before: it stays the same on the screen. */
  const keys = useRef<ReadonlyMap<string, string>>(new Map());
  /** Who wrote too, until something is typed again. */
  const others = useRef<string>(undefined);
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
  const remember = useCallback(() => {
    const { revision: at, workshop: base } = saved.current;
    backup.typed.write({ revision: at, workshop: latest.current, sent: sent.current, base });
  }, [backup]);
  const keyOf = useCallback((id: string) => keys.current.get(id) ?? id, []);
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
    setState({ kind: "kept", with: others.current });
    askOpen();
  });

  /** Joins what is here with what somebody else wrote since; asks where both changed the same field. */
  const join = useEffectEvent(async ({ by, revision: at, theirs }: Meanwhile, taken?: Taken): Promise<void> => {
    const { joinWorkshops } = await import("../../../../../../lib/plan/workshop-merge.ts");
    const known = saved.current.workshop;
    const base = arrived(joinWorkshops, known, theirs, sent.current) ?? known;
    const { workshop: both, ids, conflicts } = joinWorkshops({ base, mine: latest.current, theirs }, taken);
    blocked.current = conflicts.length > 0;
    if (conflicts.length > 0) return setState({ kind: "stale", by, revision: at, theirs, conflicts });
    others.current = by;
    keys.current = new Map([...keys.current, ...[...ids].map(([own, there]) => [there, keyOf(own)] as const)]);
    const isTheirs = sameWorkshop(both, theirs);
    latest.current = isTheirs ? theirs : both;
    setWorkshop(latest.current);
    await acknowledge({ revision: at, workshop: theirs });
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
    const again = () => {
      setState({ kind: "unsent" });
      if (!away.current) timer.current = setTimeout(() => void flush(), RETRY_MS);
    };
    if (answer === undefined) again();
    else if (answer.ok) {
      await acknowledge({ revision: answer.revision, workshop: given });
    } else if (answer.reason === "refused") {
      blocked.current = ENDING.has(answer.code);
      setState({ kind: "refused", text: answer.text });
    } else if (isOwn(answer.theirs)) {
      // The answer to an earlier save was lost on its way, not the save.
      const { revision: at, theirs } = answer;
      await acknowledge({ revision: at, workshop: sameWorkshop(latest.current, theirs) ? latest.current : theirs });
    } else await join(answer).catch(again);
  });

  const put = useCallback(
    (next: Workshop) => {
      latest.current = next;
      others.current = undefined;
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
    const { workshop: theirs } = saved.current;
    saved.current = { revision: left.revision, workshop: left.base ?? bare(theirs) };
    // Refused as stale: what it answers is newer than what this page was handed.
    put(left.workshop);
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

  /** Settles fields that were written in two places; what was typed since is joined as well. */
  const settle = (taken: Taken) => {
    if (state.kind === "stale") void join(state, taken);
  };
  const retry = () => {
    blocked.current = state.kind === "stale";
    void flush();
  };
  return { workshop, open, state, revision, change, keyOf, settle, retry };
}
