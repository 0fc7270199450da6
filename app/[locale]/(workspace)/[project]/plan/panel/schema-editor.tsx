"use client";

import { useId, useMemo, useRef, useState } from "react";
import { mergeSchemaText } from "../../../../../../lib/format/schema-merge.ts";
import type { Severity } from "../../../../../../lib/plan/diff-table.ts";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { Button } from "../../../../../_ui/button.tsx";
import { Confirm } from "../../../../../_ui/confirm.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { FieldNotes } from "../editing/field-notes.tsx";
import { holdBack } from "../editing/hold-back.ts";

export interface SchemaLine {
  /** JSON pointer into the text. */
  readonly pointer: string;
  readonly line?: number;
  readonly text: string;
}

/** What the server says of an edited schema; `now` is the schema as it is there. */
export type SchemaAnswer =
  | { readonly now: string; readonly faults: readonly SchemaLine[] }
  | {
      readonly now: string;
      readonly revision: number;
      readonly edits: readonly Edit[];
      readonly changes: readonly { readonly severity: Severity; readonly text: string }[];
      readonly notes: readonly SchemaLine[];
    };

export type ReadSchema = (slug: string, branch: string, id: string, text: string) => Promise<SchemaAnswer>;

const TONE = { breaking: "danger", compatible: "accent", documentation: "neutral" } as const;

interface Draft {
  readonly text: string;
  /** The schema the text began as. */
  readonly base: string;
}

/** What is typed and not applied yet, by branch and event: other tabs are looked at meanwhile, and nobody leaves unasked. */
const drafts = new Map<string, { readonly draft: Draft; readonly release: () => void }>();

function keyOf(slug: string, branch: string, id: string): string {
  return `${slug} ${branch} ${id}`;
}

function keep(key: string, draft: Draft): void {
  drafts.set(key, { draft, release: drafts.get(key)?.release ?? holdBack() });
}

function forget(key: string): void {
  drafts.get(key)?.release();
  drafts.delete(key);
}

/** True when somebody began to edit the schema of the event here and did not end. */
export function hasSchemaDraft(slug: string, branch: string, id: string): boolean {
  return drafts.has(keyOf(slug, branch, id));
}

/** The JSON Schema of an event as text: what it would change is shown before anything is saved. */
export function SchemaEditor(props: { eventId: string; schema: string; read: ReadSchema; onDone: () => void }) {
  const t = useText("plan");
  const { slug, branch, commit, saving } = usePlanEditing();
  const key = keyOf(slug, branch, props.eventId);
  const [draft, setDraft] = useState<Draft>(() => drafts.get(key)?.draft ?? { text: props.schema, base: props.schema });
  const [answer, setAnswer] = useState<SchemaAnswer>();
  const [state, setState] = useState<"idle" | "reading" | "failed">("idle");
  const [asked, setAsked] = useState(false);
  const latest = useRef(draft.text);
  const isChanged = draft.text !== draft.base;
  function begin(next: Draft) {
    latest.current = next.text;
    setDraft(next);
    if (next.text === next.base) forget(key);
    else keep(key, next);
    setAnswer(undefined);
  }
  async function preview() {
    setState("reading");
    try {
      const { text } = draft;
      const said = await props.read(slug, branch, props.eventId, text);
      // What is typed meanwhile is asked about anew.
      if (text === latest.current) setAnswer(said);
      setState("idle");
    } catch {
      setState("failed");
    }
  }
  function leave() {
    forget(key);
    props.onDone();
  }
  async function apply() {
    if (answer === undefined || !("edits" in answer)) return;
    const done = await commit(answer.edits, { seen: answer.revision, what: t("schema.applied") });
    if (done) leave();
  }
  /** What came meanwhile would be taken back by a text that was begun before. */
  const hasMoved = answer !== undefined && answer.now !== draft.base;
  const applicable = answer !== undefined && !hasMoved && "edits" in answer && answer.edits.length > 0;
  return (
    <div className="flex flex-col gap-3">
      <SchemaText text={draft.text} onChange={(text) => begin({ ...draft, text })} answer={answer} />
      <FieldNotes path={`event/${props.eventId}`} within />
      {answer && hasMoved && (
        <Moved draft={draft} now={answer.now} onBringIn={(text) => begin({ text, base: answer.now })} />
      )}
      {answer && <Outcome answer={answer} />}
      {state === "failed" && <Notice tone="danger" title={t("loadFailed")} />}
      <div className="flex flex-wrap gap-2">
        {applicable ? (
          <Button tone="primary" pending={saving} onClick={() => void apply()}>
            {t("schema.apply")}
          </Button>
        ) : (
          <Button tone="primary" pending={state === "reading"} disabled={!isChanged} onClick={() => void preview()}>
            {t("schema.preview")}
          </Button>
        )}
        <Button onClick={() => (isChanged ? setAsked(true) : leave())}>{t("cancel")}</Button>
      </div>
      <Confirm
        open={asked}
        onOpenChange={setAsked}
        title={t("schema.discardTitle")}
        verb={t("schema.discard")}
        tone="danger"
        onConfirm={leave}
      />
    </div>
  );
}

/** What came meanwhile, to be brought into the text; what both changed is named. A text that is no JSON is mended first. */
function Moved(props: { draft: Draft; now: string; onBringIn: (text: string) => void }) {
  const t = useText("plan");
  const { draft, now } = props;
  const merged = useMemo(() => mergeSchemaText(draft.base, draft.text, now), [draft, now]);
  return (
    <Notice tone="warning" title={t("schema.moved")}>
      <p>{t("schema.movedText")}</p>
      {merged !== undefined && merged.conflicts.length > 0 && (
        <>
          <p>{t("schema.both")}</p>
          <ul>
            {merged.conflicts.map((pointer) => (
              <li key={pointer}>
                <code className="break-all">{pointer}</code>
              </li>
            ))}
          </ul>
        </>
      )}
      {merged !== undefined && (
        <Button size="small" onClick={() => props.onBringIn(merged.text)}>
          {t("schema.bringIn")}
        </Button>
      )}
    </Notice>
  );
}

/** The text with the numbers of its lines; each thing said of a line leads to it. */
function SchemaText(props: { text: string; onChange: (text: string) => void; answer: SchemaAnswer | undefined }) {
  const t = useText("plan");
  const id = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const lines = props.text.split("\n");
  const said = props.answer === undefined ? [] : "faults" in props.answer ? props.answer.faults : props.answer.notes;
  function show(line: number) {
    const from = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    field.current?.focus();
    field.current?.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
  }
  return (
    <div className="flex flex-col gap-2">
      <label htmlFor={id} className="sr-only">
        {t("schema.label")}
      </label>
      <div className="flex max-h-[60vh] items-start overflow-auto rounded border bg-grey-1 font-mono text-grid leading-5">
        <pre aria-hidden className="select-none border-r px-2 py-2 text-right text-grey-6">
          {lines.map((_, index) => index + 1).join("\n")}
        </pre>
        <textarea
          id={id}
          ref={field}
          wrap="off"
          spellCheck={false}
          rows={lines.length}
          value={props.text}
          aria-describedby={said.length > 0 ? `${id}-said` : undefined}
          onChange={(event) => props.onChange(event.target.value)}
          className="min-w-0 flex-1 resize-none overflow-x-auto overflow-y-hidden bg-transparent px-2 py-2 leading-5"
        />
      </div>
      {said.length > 0 && (
        <ul id={`${id}-said`} role={props.answer && "faults" in props.answer ? "alert" : undefined}>
          {said.map(({ line, pointer, text }) => (
            <li key={`${pointer} ${text}`} className="flex flex-wrap items-baseline gap-x-2 text-grid">
              {line !== undefined && (
                <Button tone="quiet" size="small" onClick={() => show(line)}>
                  {t("schema.line", { line })}
                </Button>
              )}
              {pointer !== "" && <code className="break-all text-grey-7">{pointer}</code>}
              <span className="min-w-0 break-words">{text}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Outcome({ answer }: { answer: SchemaAnswer }) {
  const t = useText("plan");
  if ("faults" in answer) return <Notice tone="danger" title={t("schema.refused", { count: answer.faults.length })} />;
  if (answer.edits.length === 0) return <Notice title={t("schema.nothing")} />;
  return (
    <section aria-label={t("schema.changes")}>
      <h4 className="mb-1 font-medium text-grid">{t("schema.changes")}</h4>
      <ul className="flex flex-col gap-1">
        {answer.changes.map(({ severity, text }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is replaced as a whole.
          <li key={index} className="flex items-baseline gap-2 text-grid">
            <Badge tone={TONE[severity]}>{t(`diff.severity.${severity}`)}</Badge>
            <span className="min-w-0 break-words">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
