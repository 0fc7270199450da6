"use client";

import { MessageSquare } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { startThreadAction } from "./actions.ts";
import { CommentForm } from "./comment-form.tsx";
import { CommentThread } from "./comment-thread.tsx";
import type { Mentioned, ShownThread } from "./shown-thread.ts";

/** A field that can be spoken of, as people call it. */
export interface CommentableField {
  readonly path: string;
  readonly label: string;
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
  people: readonly Mentioned[];
}) {
  const t = useText("comment");
  const [threads, setThreads] = useState(props.threads);
  const [writing, setWriting] = useState(false);
  const [about, setAbout] = useState(props.path);
  const [folded, setFolded] = useState(true);
  useEffect(() => setThreads(props.threads), [props.threads]);
  const keep = (thread: ShownThread) =>
    setThreads((known) =>
      known.some(({ id }) => id === thread.id)
        ? known.map((one) => (one.id === thread.id ? thread : one))
        : [...known, thread],
    );
  const resolved = threads.filter(({ resolvedBy }) => resolvedBy !== null);
  const shown = folded ? threads.filter(({ resolvedBy }) => resolvedBy === null) : threads;
  const labelOf = (path: string) =>
    path === props.path ? undefined : (props.fields.find((field) => field.path === path)?.label ?? path);
  async function send(text: string): Promise<string | undefined> {
    const answer = await startThreadAction(props.slug, props.branch, about, text).catch(() => undefined);
    if (answer?.ok) keep(answer.thread);
    return answer === undefined ? t("failed") : answer.ok ? undefined : answer.text;
  }
  return (
    <div>
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
              <Field label={t("about")} className="max-w-sm">
                {(control) => (
                  <Select
                    {...control}
                    value={about}
                    onChange={(event) => setAbout(event.currentTarget.value)}
                    options={[
                      { value: props.path, label: t("whole") },
                      ...props.fields.map(({ path, label }) => ({ value: path, label })),
                    ]}
                  />
                )}
              </Field>
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
