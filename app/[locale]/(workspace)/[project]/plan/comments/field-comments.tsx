"use client";

import { MessageSquare } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Combobox } from "../../../../../_ui/combobox.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { loadThreadsAction, startThreadAction } from "./actions.ts";
import { CommentForm } from "./comment-form.tsx";
import { CommentThread } from "./comment-thread.tsx";
import type { Mentioned, ShownThread } from "./shown-thread.ts";

/** A field that can be spoken of, as people call it. */
export interface CommentableField {
  readonly path: string;
  readonly label: string;
}

/** The field of that path, else the innermost around it: what was spoken of may lie deeper than what can be chosen. */
function nearest(fields: readonly CommentableField[], path: string): CommentableField | undefined {
  const around = fields.filter((field) => path === field.path || path.startsWith(`${field.path}/`));
  return around.sort((a, b) => b.path.length - a.path.length)[0];
}

/** More than these are found by typing. */
const LISTED = 12;

/** What a new comment is about. */
function AboutField(props: {
  whole: string;
  fields: readonly CommentableField[];
  value: string;
  onChange: (path: string) => void;
}) {
  const t = useText("comment");
  const options = [
    { value: props.whole, label: t("whole") },
    ...props.fields.map(({ path, label }) => ({ value: path, label })),
  ];
  return (
    <Field label={t("about")} className="max-w-sm">
      {(control) =>
        props.fields.length > LISTED ? (
          <Combobox
            id={control.id}
            label={t("about")}
            placeholder={t("whole")}
            empty={t("noField")}
            value={props.value}
            onChange={props.onChange}
            options={options}
          />
        ) : (
          <Select
            {...control}
            value={props.value}
            onChange={(event) => props.onChange(event.currentTarget.value)}
            options={options}
          />
        )
      }
    </Field>
  );
}

/**
 * Threads about one thing of a branch: the branch itself (`path` is empty), an object, and its fields. Resolved ones are
 * folded away.
 */
export function FieldComments(props: {
  slug: string;
  branch: string;
  path: string;
  fields: readonly CommentableField[];
  threads: readonly ShownThread[];
  /** Where threads before these are to be had, if there may be any. */
  earlier: string | undefined;
  people: readonly Mentioned[];
  /** Whether one writes at once, without asking to. */
  begun?: boolean;
}) {
  const t = useText("comment");
  const [threads, setThreads] = useState(props.threads);
  const [writing, setWriting] = useState(props.begun ?? false);
  const [about, setAbout] = useState(props.path);
  const [folded, setFolded] = useState(true);
  const [earlier, setEarlier] = useState(props.earlier);
  const [loading, setLoading] = useState(false);
  useEffect(() => {
    setThreads(props.threads);
    setEarlier(props.earlier);
  }, [props.threads, props.earlier]);
  const keep = (thread: ShownThread) =>
    setThreads((known) =>
      known.some(({ id }) => id === thread.id)
        ? known.map((one) => (one.id === thread.id ? thread : one))
        : [...known, thread],
    );
  async function loadEarlier() {
    setLoading(true);
    const loaded = await loadThreadsAction(props.slug, props.branch, props.path, earlier)
      .catch(() => undefined)
      .finally(() => setLoading(false));
    if (loaded === undefined) return toast({ text: t("failed"), tone: "danger" });
    setThreads((known) => [...loaded.threads.filter(({ id }) => known.every((one) => one.id !== id)), ...known]);
    setEarlier(loaded.earlier);
  }
  const resolved = threads.filter(({ resolvedBy }) => resolvedBy !== null);
  const shown = folded ? threads.filter(({ resolvedBy }) => resolvedBy === null) : threads;
  const labelOf = (path: string) =>
    path === props.path ? undefined : (nearest(props.fields, path)?.label ?? t("elsewhere"));
  async function send(text: string): Promise<string | undefined> {
    const answer = await startThreadAction(props.slug, props.branch, about, text).catch(() => undefined);
    if (answer?.ok) keep(answer.thread);
    return answer === undefined ? t("failed") : answer.ok ? undefined : answer.text;
  }
  return (
    <div>
      {earlier !== undefined && (
        <div className="border-t px-3 py-1">
          <Button size="small" tone="quiet" pending={loading} onClick={() => void loadEarlier()}>
            {t("earlier")}
          </Button>
        </div>
      )}
      {shown.map((thread) => (
        <CommentThread
          key={thread.id}
          slug={props.slug}
          people={props.people}
          thread={thread}
          about={labelOf(thread.path)}
          onThread={keep}
        />
      ))}
      <div className="border-t px-3 py-1">
        {writing ? (
          <CommentForm
            label={t("text")}
            verb={t("send")}
            people={props.people}
            send={send}
            onDone={() => setWriting(false)}
          >
            {props.fields.length > 0 && (
              <AboutField whole={props.path} fields={props.fields} value={about} onChange={setAbout} />
            )}
          </CommentForm>
        ) : (
          <div className="flex flex-wrap items-center gap-1">
            <Button size="small" tone="quiet" onClick={() => setWriting(true)}>
              <MessageSquare aria-hidden />
              {t("write")}
            </Button>
            {resolved.length > 0 && (
              <Button size="small" tone="quiet" aria-expanded={!folded} onClick={() => setFolded(!folded)}>
                {t("resolvedCount", { count: resolved.length })}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}
