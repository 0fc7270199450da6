"use client";

import { type FormEvent, type ReactNode, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { MentionField } from "./mention-field.tsx";
import type { Mentioned } from "./shown-thread.ts";

/** A text to send; what was typed stays when it is refused. */
export function CommentForm(props: {
  label: string;
  verb: string;
  initial?: string;
  people: readonly Mentioned[];
  /** Answers why not, or nothing when it is done. */
  send: (text: string) => Promise<string | undefined>;
  onDone: () => void;
  children?: ReactNode;
}) {
  const shell = useText("shell");
  const [text, setText] = useState(props.initial ?? "");
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const refusal = await props.send(text).finally(() => setPending(false));
    if (refusal === undefined) props.onDone();
    else setError(refusal);
  }
  return (
    <form onSubmit={submit} className="my-2 flex max-w-2xl flex-col gap-2" aria-label={props.label}>
      {props.children}
      <MentionField label={props.label} value={text} onChange={setText} people={props.people} error={error} autoFocus />
      <div className="flex gap-2">
        <Button type="submit" size="small" tone="primary" pending={pending}>
          {props.verb}
        </Button>
        <Button size="small" onClick={props.onDone}>
          {shell("cancel")}
        </Button>
      </div>
    </form>
  );
}
