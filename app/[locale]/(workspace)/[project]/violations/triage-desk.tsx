"use client";

import { Keyboard } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState, useTransition } from "react";
import { Button } from "../../../../_ui/button.tsx";
import { type KeepSingleKeys, useShortcuts } from "../../../../_ui/shortcuts.ts";
import { useText } from "../../../../_ui/text.tsx";
import { toast } from "../../../../_ui/toast.tsx";
import { type Act, type Assignee, type Choice, DecideDialog } from "./decide-dialog.tsx";
import type { DecideMany, SentChange, SentDecision } from "./decide-many.ts";
import { KeySheet } from "./key-sheet.tsx";
import { focusRow, rowAt, rowInFocus } from "./rows.ts";
import { SelectionContext } from "./triage-context.ts";

interface Props {
  readonly slug: string;
  /** The rows of this page, in their order. */
  readonly fingerprints: readonly string[];
  readonly mayDecide: boolean;
  readonly people: readonly Assignee[];
  readonly self: string | undefined;
  readonly singleKeys: boolean;
  readonly decide: DecideMany;
  readonly keepSingleKeys: KeepSingleKeys;
  /** What else can be done with the list. */
  readonly aside: ReactNode;
  readonly children: ReactNode;
}

const DAY_MS = 86_400_000;
const ACTS: readonly Act[] = ["resolved", "ignored", "assigned"];
const KEY_OF: Readonly<Record<Act, string>> = { resolved: "e", ignored: "i", assigned: "a" };

function changeFor({ act, value }: Choice): SentChange {
  if (act === "assigned") return { to: "assigned", assignee: value };
  if (act === "resolved") return { to: "resolved", ...(value === "" ? {} : { release: value }) };
  const until = new Date(Date.now() + Number(value) * DAY_MS);
  return { to: "ignored", ...(value === "always" ? {} : { until: until.toISOString() }) };
}

/** What is between two rows of the list, both included. */
function between(all: readonly string[], from: string, to: string): readonly string[] {
  const [a, b] = [all.indexOf(from), all.indexOf(to)];
  return a === -1 || b === -1 ? [to] : all.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** The list with a selection over it: decides upon many rows at once, by mouse or keyboard, and takes every decision back. */
export function TriageDesk(props: Props) {
  const t = useText("violation");
  const { fingerprints } = props;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [asking, setAsking] = useState<{ readonly act: Act; readonly about: readonly string[] }>();
  const [pending, start] = useTransition();
  const anchor = useRef<string>(undefined);
  const place = useRef<number>(undefined);
  const former = useRef<readonly SentDecision[]>(undefined);
  // A row that was settled has left the page: nothing is decided that nobody sees.
  const chosen = new Set(fingerprints.filter((fingerprint) => selected.has(fingerprint)));

  const shown = fingerprints.join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows that left took the focus with them.
  useEffect(() => {
    if (place.current === undefined || document.activeElement?.closest("table, [role=dialog]")) return;
    focusRow(place.current);
    place.current = undefined;
  }, [shown]);

  function toggle(fingerprint: string, upTo: boolean) {
    const range = upTo && anchor.current !== undefined ? between(fingerprints, anchor.current, fingerprint) : [];
    const next = new Set(chosen);
    if (range.length > 0) for (const one of range) next.add(one);
    else if (!next.delete(fingerprint)) next.add(fingerprint);
    anchor.current = fingerprint;
    setSelected(next);
  }

  function run(decisions: readonly SentDecision[], quietly: boolean, after: (before: readonly SentDecision[]) => void) {
    start(async () => {
      try {
        after(await props.decide(props.slug, decisions, quietly));
        setSelected(new Set());
      } catch {
        toast({ text: t("desk.failed"), tone: "danger" });
      }
    });
  }

  function undo() {
    const before = former.current;
    if (before === undefined) return;
    former.current = undefined;
    run(before, true, () => toast({ text: t("desk.undone", { count: before.length }) }));
  }

  function apply(about: readonly string[], change: SentChange) {
    place.current = Math.max(0, rowAt());
    const decisions = about.map((fingerprint) => ({ fingerprint, change }));
    run(decisions, false, (before) => {
      former.current = before;
      toast({
        text: t(`desk.done.${change.to}`, { count: about.length }),
        action: { label: t("desk.undo"), run: undo },
      });
    });
  }

  /** The selected rows, else the one that has the focus. */
  function subject(): readonly string[] {
    const inFocus = rowInFocus();
    return chosen.size > 0 ? [...chosen] : inFocus === undefined ? [] : [inFocus];
  }
  function ask(act: Act) {
    const about = subject();
    if (props.mayDecide && about.length > 0 && !pending) setAsking({ act, about });
  }
  function reopen() {
    const about = subject();
    if (props.mayDecide && about.length > 0 && !pending) apply(about, { to: "open" });
  }

  const shortcuts = useShortcuts(
    {
      j: () => focusRow(rowAt() + 1),
      k: () => focusRow(rowAt() - 1),
      x: (event) => {
        const inFocus = rowInFocus();
        if (props.mayDecide && inFocus !== undefined) toggle(inFocus, event.shiftKey);
      },
      e: () => ask("resolved"),
      i: () => ask("ignored"),
      a: () => ask("assigned"),
      o: reopen,
      z: undo,
    },
    { singleKeys: props.singleKeys, keep: props.keepSingleKeys },
  );

  return (
    <SelectionContext
      value={{
        chosen,
        toggle,
        all: chosen.size > 0 && chosen.size === fingerprints.length,
        toggleAll: () => setSelected(chosen.size === fingerprints.length ? new Set() : new Set(fingerprints)),
      }}
    >
      <div className="flex min-h-8 flex-wrap items-center gap-2 px-4 pb-2" data-triage>
        {props.mayDecide && (
          <>
            <span aria-live="polite" className="min-w-32 text-grey-7 text-grid">
              {t("desk.selected", { count: chosen.size })}
            </span>
            {ACTS.map((act) => (
              <Button
                key={act}
                size="small"
                disabled={chosen.size === 0}
                pending={pending && asking === undefined}
                aria-keyshortcuts={KEY_OF[act]}
                onClick={() => ask(act)}
              >
                {t(`desk.act.${act}`)}
              </Button>
            ))}
            <Button size="small" disabled={chosen.size === 0} aria-keyshortcuts="o" onClick={reopen}>
              {t("desk.act.open")}
            </Button>
          </>
        )}
        <span className="ml-auto flex flex-wrap items-center gap-2">
          {props.aside}
          <Button size="small" tone="quiet" aria-keyshortcuts="?" onClick={() => shortcuts.setHelpOpen(true)}>
            <Keyboard aria-hidden />
            {t("keys.title")}
          </Button>
        </span>
      </div>
      {props.children}
      {asking && (
        <DecideDialog
          act={asking.act}
          count={asking.about.length}
          people={props.people}
          self={props.self}
          onClose={() => setAsking(undefined)}
          onChoose={(choice) => {
            setAsking(undefined);
            apply(asking.about, changeFor(choice));
          }}
        />
      )}
      {shortcuts.helpOpen && <KeySheet {...shortcuts} />}
    </SelectionContext>
  );
}
