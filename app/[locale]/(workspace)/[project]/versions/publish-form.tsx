"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../../../../_ui/button.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { Textarea } from "../../../../_ui/textarea.tsx";
import { toast } from "../../../../_ui/toast.tsx";

export type PublishAnswer =
  | { readonly ok: true; readonly version: number }
  | { readonly ok: false; readonly text: string; readonly errors: readonly string[] };

/** Publishes what main holds as the next version. The revision says what the reader looked at while deciding. */
export function PublishForm(props: {
  slug: string;
  revision: number;
  next: number;
  publish: (slug: string, revision: number, notes: string) => Promise<PublishAnswer>;
}) {
  const t = useText("plan");
  const [notes, setNotes] = useState("");
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Extract<PublishAnswer, { ok: false }>>();
  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const answer = await props
      .publish(props.slug, props.revision, notes.trim())
      .catch((): PublishAnswer => ({ ok: false, text: t("saveFailed"), errors: [] }))
      .finally(() => setPending(false));
    if (!answer.ok) return setRefusal(answer);
    setRefusal(undefined);
    setNotes("");
    toast({ text: t("versions.published", { version: answer.version }) });
  }
  return (
    <form onSubmit={submit} className="flex max-w-2xl flex-col items-start gap-3">
      <Field label={t("versions.notes")} hint={t("versions.notesHint")} className="w-full">
        {(control) => <Textarea {...control} value={notes} onChange={(event) => setNotes(event.target.value)} />}
      </Field>
      {refusal && (
        <Notice tone="danger" title={refusal.text} announce className="w-full">
          <ul className="list-disc pl-5">
            {refusal.errors.map((error) => (
              <li key={error}>{error}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Button type="submit" tone="primary" pending={pending}>
        {t("versions.publish", { version: props.next })}
      </Button>
    </form>
  );
}
