"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState, useTransition } from "react";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { type Subject, subjectPath } from "../field-edits.ts";
import type { BranchView, Changes, CommitAction, PreviewAction, UndoAction } from "../view.ts";
import { describeEdits } from "./edit-words.ts";
import {
  type CommitOptions,
  concerns,
  EditingContext,
  type FieldTrouble,
  type PlanFacts,
  type ShownFinding,
} from "./editing-context.tsx";
import { UnsentNotice } from "./unsent-notice.tsx";
import { useBase } from "./use-base.ts";
import { useTurns } from "./use-turns.ts";
import { useUndo } from "./use-undo.ts";
import { useUndoKeys } from "./use-undo-keys.ts";

const PAUSE = 250;

const NOTHING: readonly Edit[] = [];

/** How often the page is asked for again while it shows less than was saved. */
const REFRESHES = 5;

/** The newest revision this window has seen of each branch: the router may show a page it kept from before. */
const LAST_SEEN = new Map<string, number>();

/** The pages that stand, to be told of what a page that was left has saved since. */
const PAGES = new Set<(place: string, saved: number) => void>();

/**
 * Asks for the page again until it shows what was saved. Once is not always enough: the router drops a refresh under way
 * when the address changes, as it does when somebody saves and closes a panel at once.
 */
function useRefreshUntil(
  shown: number,
  branch: string,
): {
  readonly behind: boolean;
  readonly refreshUntil: (saved: number) => void;
  /** False once the page was left. */
  readonly stands: () => boolean;
} {
  const router = useRouter();
  const [wanted, setWanted] = useState(() => ({ revision: LAST_SEEN.get(branch) ?? 0, tries: REFRESHES }));
  const [refreshing, startRefresh] = useTransition();
  const refreshUntil = useCallback(
    (saved: number) => setWanted(({ revision }) => ({ revision: Math.max(revision, saved), tries: REFRESHES })),
    [],
  );
  const standing = useRef(true);
  const stands = useCallback(() => standing.current, []);
  useEffect(() => {
    const hear = (place: string, saved: number) => place === branch && refreshUntil(saved);
    standing.current = true;
    PAGES.add(hear);
    return () => {
      standing.current = false;
      PAGES.delete(hear);
    };
  }, [branch, refreshUntil]);
  const behind = shown < wanted.revision && wanted.tries > 0;
  useEffect(() => {
    if (!behind || refreshing) return;
    startRefresh(() => router.refresh());
    setWanted(({ revision, tries }) => ({ revision, tries: tries - 1 }));
  }, [behind, refreshing, router]);
  return { behind: behind || refreshing, refreshUntil, stands };
}

/** True when a field on the page shows what concerns `own`. A watched path that ends in a slash stands for all below it. */
function isWatched(watched: ReadonlyMap<string, number>, own: string): boolean {
  return [...watched.keys()].some((path) => concerns(path.replace(/\/$/, ""), own, path.endsWith("/")));
}

/**
 * Saving for every control below: one save at a time, each on top of the revision the one before made. A refused or late
 * save is shown beside its field; what was typed stays there.
 */
export function EditingProvider(props: {
  view: BranchView;
  findings: readonly ShownFinding[];
  commit: CommitAction;
  preview: PreviewAction;
  undo: UndoAction;
  /** The event whose panel is open. */
  focus?: string | undefined;
  /** Takes over what changed; without it the page is asked for again. */
  onChanges?: (changes: Changes) => void;
  children: ReactNode;
}) {
  const t = useText("plan");
  const { slug, branch, editable } = props.view;
  const facts = useMemo(() => JSON.parse(props.view.facts) as PlanFacts, [props.view.facts]);
  const place = `${slug}/${branch}`;
  const { behind, refreshUntil, stands } = useRefreshUntil(props.view.revision, place);
  const turns = useTurns();
  const { inTurn, reach, retry } = turns;
  const { shown, begin, begunNow, madeOn, note, ownSince } = useBase(props.view.revision);
  const [troubles, setTroubles] = useState<readonly FieldTrouble[]>([]);
  const [previewed, setPreviewed] = useState<{ readonly path: string; readonly findings: readonly ShownFinding[] }>();
  const [typed, setTyped] = useState(NOTHING);
  const typedNow = useRef(typed);
  typedNow.current = typed;
  const { commit: save, preview: look, focus, onChanges } = props;
  const watched = useRef(new Map<string, number>());
  const watch = useCallback((path: string) => {
    const paths = watched.current;
    paths.set(path, (paths.get(path) ?? 0) + 1);
    return () => {
      const left = (paths.get(path) ?? 1) - 1;
      if (left > 0) paths.set(path, left);
      else paths.delete(path);
    };
  }, []);
  const settle = useCallback((path: string) => setTroubles((list) => list.filter((one) => one.path !== path)), []);

  const accept = useCallback(
    (changes: Changes) => {
      LAST_SEEN.set(place, Math.max(LAST_SEEN.get(place) ?? 0, changes.revision));
      if (!stands()) {
        for (const hear of PAGES) hear(place, changes.revision);
        return;
      }
      if (!onChanges) return refreshUntil(changes.revision);
      shown(changes.revision);
      onChanges(changes);
    },
    [onChanges, refreshUntil, stands, shown, place],
  );

  const undo = useUndo({ place, slug, branch, focus, action: props.undo, inTurn, accept, note });
  const { remember, takeBack } = undo;
  useUndoKeys(editable ? undo : undefined);
  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const words = useRef<Parameters<typeof describeEdits>[1]>(undefined as never);
  words.current = { plan: t, grid: useText("grid"), language: useLanguage(), facts };

  const commit = useCallback(
    (edits: readonly Edit[], options: CommitOptions = {}): Promise<boolean> => {
      const edit = begunNow();
      const begun = options.seen ?? edit.at;
      const what = options.what ?? describeEdits(edits, words.current);
      // What was typed a moment ago is what is saved here; what is typed from here on is not.
      clearTimeout(typing.current);
      const before = typedNow.current;
      retry();
      return inTurn(async () => {
        const at = madeOn(begun);
        const answer = await reach(() => save(slug, branch, at, edits, focus, ownSince(at), options.reason));
        // What was refused is told beside its field, which may be gone by now.
        if (answer) setTyped((now) => (now === before ? NOTHING : now));
        if (answer?.ok) {
          note(answer, at);
          if (answer.made !== undefined) remember({ revision: answer.made, what });
          setTroubles([]);
          setPreviewed(undefined);
          accept(answer);
          const { done } = options;
          const { made } = answer;
          const back = done?.undo ?? [];
          const run = () => (back.length > 0 ? void commit(back) : made !== undefined && takeBack(made));
          if (done) toast({ text: done.text, action: { label: t("undo"), run } });
          return true;
        }
        if (answer?.reason === "stale") {
          edit.late = true;
          accept(answer);
          const { fields, revision } = answer;
          setTroubles(fields.map((field) => ({ kind: "stale" as const, ...field, edits, revision })));
          toast({ text: t("stale.toast"), tone: "danger" });
        } else if (answer) {
          setTroubles(answer.errors.map((error) => ({ kind: "refused" as const, ...error })));
          const unseen = answer.errors.find((error) => !isWatched(watched.current, error.path));
          if (unseen || answer.errors.length === 0) toast({ text: unseen?.text ?? t("saveFailed"), tone: "danger" });
        }
        return false;
      });
    },
    [save, slug, branch, focus, accept, inTurn, reach, retry, remember, takeBack, begunNow, madeOn, note, ownSince, t],
  );

  const preview = useCallback(
    (edits: readonly Edit[], subject: Subject) => {
      clearTimeout(typing.current);
      if (!editable) return;
      const path = subjectPath(subject);
      typing.current = setTimeout(async () => {
        setTyped(edits.length === 0 ? NOTHING : edits);
        const findings = await look(slug, branch, edits, path).catch(() => undefined);
        if (findings) setPreviewed({ path, findings });
      }, PAUSE);
    },
    [look, slug, branch, editable],
  );
  const stop = useCallback(() => {
    clearTimeout(typing.current);
    setTyped(NOTHING);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed beside one event says nothing of the next.
  useEffect(() => stop, [focus]);

  const findings = useMemo(() => {
    if (!previewed) return props.findings;
    const below = (path: string) => path === previewed.path || path.startsWith(`${previewed.path}/`);
    return [...props.findings.filter((one) => !below(one.path)), ...previewed.findings];
  }, [props.findings, previewed]);

  const value = useMemo(
    () => ({
      ...{ slug, branch, facts, editable, saving: turns.pending, troubles, findings, typed },
      ...{ commit, begin, retry, preview, settle, watch, undoing: undo },
    }),
    [
      slug,
      branch,
      facts,
      editable,
      turns.pending,
      troubles,
      findings,
      typed,
      commit,
      begin,
      retry,
      preview,
      settle,
      watch,
      undo,
    ],
  );
  return (
    <EditingContext value={value}>
      {turns.unsent && <UnsentNotice unsent={turns.unsent} retry={retry} giveUp={turns.giveUp} />}
      {props.children}
      <p role="status" className="sr-only">
        {turns.pending || behind ? t("saving") : ""}
      </p>
    </EditingContext>
  );
}
