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
  type ShownFinding,
} from "./editing-context.tsx";
import { useUndo } from "./use-undo.ts";
import { useUndoKeys } from "./use-undo-keys.ts";

const PAUSE = 250;

/** How often the page is asked for again while it shows less than was saved. */
const REFRESHES = 5;

/** The newest revision this window has seen of each branch: the router may show a page it kept from before. */
const LAST_SEEN = new Map<string, number>();

/**
 * Asks for the page again until it shows what was saved. Once is not always enough: the router drops a refresh under way
 * when the address changes, as it does when somebody saves and closes a panel at once.
 */
function useRefreshUntil(
  shown: number,
  branch: string,
): { readonly behind: boolean; readonly refreshUntil: (saved: number) => void } {
  const router = useRouter();
  const [wanted, setWanted] = useState(() => ({ revision: LAST_SEEN.get(branch) ?? 0, tries: REFRESHES }));
  const [refreshing, startRefresh] = useTransition();
  const refreshUntil = useCallback(
    (saved: number) => setWanted(({ revision }) => ({ revision: Math.max(revision, saved), tries: REFRESHES })),
    [],
  );
  const behind = shown < wanted.revision && wanted.tries > 0;
  useEffect(() => {
    if (!behind || refreshing) return;
    startRefresh(() => router.refresh());
    setWanted(({ revision, tries }) => ({ revision, tries: tries - 1 }));
  }, [behind, refreshing, router]);
  return { behind: behind || refreshing, refreshUntil };
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
  const { slug, branch, editable, facts } = props.view;
  const place = `${slug}/${branch}`;
  const { behind, refreshUntil } = useRefreshUntil(props.view.revision, place);
  const revision = useRef(props.view.revision);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  /** From the revision one of our saves was made on to the one it made, where nobody else's came between. */
  const ours = useRef(new Map<number, number>());
  const base = useRef<number>(undefined);
  const begin = useCallback(() => {
    const at = revision.current;
    return (act: () => void): void => {
      base.current = at;
      try {
        act();
      } finally {
        base.current = undefined;
      }
    };
  }, []);
  const [pending, setPending] = useState(0);
  const [troubles, setTroubles] = useState<readonly FieldTrouble[]>([]);
  const [previewed, setPreviewed] = useState<{ readonly path: string; readonly findings: readonly ShownFinding[] }>();
  const { commit: save, preview: look, focus, onChanges } = props;
  useEffect(() => {
    revision.current = Math.max(revision.current, props.view.revision);
  }, [props.view.revision]);

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
      revision.current = Math.max(revision.current, changes.revision);
      LAST_SEEN.set(place, Math.max(LAST_SEEN.get(place) ?? 0, changes.revision));
      if (onChanges) onChanges(changes);
      else refreshUntil(changes.revision);
    },
    [onChanges, refreshUntil, place],
  );

  const inTurn = useCallback((act: () => Promise<boolean>): Promise<boolean> => {
    const run = async () => {
      setPending((count) => count + 1);
      try {
        return await act();
      } finally {
        setPending((count) => count - 1);
      }
    };
    const next = queue.current.then(run, run);
    queue.current = next;
    return next;
  }, []);
  const undo = useUndo({ place, slug, branch, focus, action: props.undo, inTurn, accept });
  const { remember } = undo;
  useUndoKeys(editable ? undo : undefined);
  const words = useRef<Parameters<typeof describeEdits>[1]>(undefined as never);
  words.current = { plan: t, grid: useText("grid"), language: useLanguage(), facts };

  const commit = useCallback(
    (edits: readonly Edit[], options: CommitOptions = {}): Promise<boolean> => {
      const begun = base.current;
      const what = options.what ?? describeEdits(edits, words.current);
      return inTurn(async () => {
        try {
          let at = begun ?? revision.current;
          for (let next = ours.current.get(at); next !== undefined; next = ours.current.get(at)) at = next;
          const answer = await save(slug, branch, at, edits, focus);
          if (answer.ok) {
            if (!answer.whole && answer.revision > at) ours.current.set(at, answer.revision);
            if (answer.made !== undefined) remember({ revision: answer.made, what });
            setTroubles([]);
            setPreviewed(undefined);
            accept(answer);
            const { done } = options;
            if (done) toast({ text: done.text, action: { label: t("undo"), run: () => void commit(done.undo) } });
            return true;
          }
          if (answer.reason === "stale") {
            accept(answer);
            setTroubles(answer.fields.map((field) => ({ kind: "stale" as const, ...field, edits })));
            toast({ text: t("stale.toast"), tone: "danger" });
          } else {
            setTroubles(answer.errors.map((error) => ({ kind: "refused" as const, ...error })));
            const unseen = answer.errors.find((error) => !isWatched(watched.current, error.path));
            if (unseen || answer.errors.length === 0) toast({ text: unseen?.text ?? t("saveFailed"), tone: "danger" });
          }
          return false;
        } catch {
          toast({ text: t("saveFailed"), tone: "danger" });
          return false;
        }
      });
    },
    [save, slug, branch, focus, accept, inTurn, remember, t],
  );

  const typing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const preview = useCallback(
    (edits: readonly Edit[], subject: Subject) => {
      clearTimeout(typing.current);
      if (!editable) return;
      const path = subjectPath(subject);
      typing.current = setTimeout(async () => {
        const findings = await look(slug, branch, edits, path).catch(() => undefined);
        if (findings) setPreviewed({ path, findings });
      }, PAUSE);
    },
    [look, slug, branch, editable],
  );
  useEffect(() => () => clearTimeout(typing.current), []);

  const findings = useMemo(() => {
    if (!previewed) return props.findings;
    const below = (path: string) => path === previewed.path || path.startsWith(`${previewed.path}/`);
    return [...props.findings.filter((one) => !below(one.path)), ...previewed.findings];
  }, [props.findings, previewed]);

  const value = useMemo(
    () => ({
      ...{ slug, branch, facts, editable, saving: pending > 0, troubles, findings },
      ...{ commit, begin, preview, settle, watch, undoing: undo },
    }),
    [slug, branch, facts, editable, pending, troubles, findings, commit, begin, preview, settle, watch, undo],
  );
  return (
    <EditingContext value={value}>
      {props.children}
      <p role="status" className="sr-only">
        {pending > 0 || behind ? t("saving") : ""}
      </p>
    </EditingContext>
  );
}
