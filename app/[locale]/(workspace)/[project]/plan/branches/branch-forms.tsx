"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { dashedWords } from "../../../../../../lib/base/plain-words.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import type { BranchAnswer } from "./branch-answer.ts";

type CreateAction = (slug: string, input: { readonly name: string; readonly title: string }) => Promise<BranchAnswer>;

/** A branch starts as main is now. */
export function CreateBranch({ slug, create }: { slug: string; create: CreateAction }) {
  const t = useText("plan");
  const language = useLanguage();
  const router = useRouter();
  const [title, setTitle] = useState("");
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const suggested = dashedWords(title, 60);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    const answer = await create(slug, { name: name.trim() || suggested, title: title.trim() })
      .catch((): BranchAnswer => ({ ok: false, text: t("saveFailed") }))
      .finally(() => setPending(false));
    if (!answer.ok) return setError(answer.text);
    router.push(`/${language}/${slug}/plan?branch=${encodeURIComponent(answer.branch)}`);
  }
  return (
    <form onSubmit={submit} className="flex max-w-2xl flex-wrap items-start gap-3 px-4 pb-4">
      <Field label={t("branches.newTitle")} className="min-w-60 flex-1" error={error}>
        {(control) => <Input {...control} value={title} onChange={(event) => setTitle(event.target.value)} />}
      </Field>
      <Field label={t("branches.newName")} className="w-56">
        {(control) => (
          <Input
            {...control}
            code
            placeholder={suggested}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" tone="primary" pending={pending} disabled={!name.trim() && !suggested} className="mt-6">
        {t("branches.create")}
      </Button>
    </form>
  );
}
