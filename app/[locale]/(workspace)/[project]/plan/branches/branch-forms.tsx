"use client";

import { GitMerge } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Confirm } from "../../../../../_ui/confirm.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";

/** What an act on a branch answers: done, or why not, with the fields that stand in the way. */
export type BranchAnswer =
  | { readonly ok: true; readonly branch: string }
  | { readonly ok: false; readonly text: string; readonly conflicts?: readonly ShownConflict[] };

export interface ShownConflict {
  readonly path: string;
  readonly label: string;
  readonly ours: string;
  readonly theirs: string;
  readonly text: string;
}

type CreateAction = (slug: string, input: { readonly name: string; readonly title: string }) => Promise<BranchAnswer>;
type ActAction = (slug: string, branch: string) => Promise<BranchAnswer>;

/** A branch starts as main is now. */
export function CreateBranch({ slug, create }: { slug: string; create: CreateAction }) {
  const t = useText("plan");
  const language = useLanguage();
  const router = useRouter();
  const [title, setTitle] = useState("");
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  const suggested = title
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 60);

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

/** Merging a draft into main, or closing it. Fields changed on both sides stop the merge and are named. */
export function BranchActs(props: {
  slug: string;
  branch: string;
  conflicted: boolean;
  merge: ActAction;
  close: ActAction;
}) {
  const t = useText("plan");
  const router = useRouter();
  const language = useLanguage();
  const [asking, setAsking] = useState<"merge" | "close">();
  const [refusal, setRefusal] = useState<Extract<BranchAnswer, { ok: false }>>();
  async function act(kind: "merge" | "close") {
    const answer = await props[kind](props.slug, props.branch);
    if (!answer.ok) return setRefusal(answer);
    toast({ text: t(`branches.${kind}Done`, { name: props.branch }) });
    router.push(`/${language}/${props.slug}/plan/branches`);
  }
  return (
    <>
      <div className="flex gap-2">
        {!props.conflicted && (
          <Button tone="primary" onClick={() => setAsking("merge")}>
            <GitMerge aria-hidden />
            {t("branches.merge")}
          </Button>
        )}
        <Button onClick={() => setAsking("close")}>{t("branches.close")}</Button>
      </div>
      {refusal && !refusal.conflicts && <Notice tone="danger" title={refusal.text} announce className="w-full" />}
      <Confirm
        open={asking === "merge"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={t("branches.mergeTitle", { name: props.branch })}
        description={t("branches.mergeText")}
        verb={t("branches.merge")}
        tone="primary"
        onConfirm={() => act("merge")}
      />
      <Confirm
        open={asking === "close"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={t("branches.closeTitle", { name: props.branch })}
        description={t("branches.closeText")}
        verb={t("branches.close")}
        onConfirm={() => act("close")}
      />
    </>
  );
}
