"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { RadioList } from "../../../../../_ui/radio-list.tsx";
import { RefusalNotice } from "../../../../../_ui/refusal-notice.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import type { ApplyAnswer, ApplyTemplate } from "./apply-answer.ts";
import { planHref } from "./template-href.ts";

export interface ApplyFormProps {
  readonly slug: string;
  readonly template: { readonly key: string; readonly name: string };
  /** The branch at hand, and whether it may be changed there. */
  readonly branch: string;
  readonly mayHere: boolean;
  /** The branch at hand is the obvious place: an empty plan, or a draft. */
  readonly preferHere: boolean;
  readonly freeBranch: string;
  readonly changes: number;
  readonly apply: ApplyTemplate;
}

/** Where to apply a template, and doing it: a branch shows the difference, an empty plan takes it at once. */
export function ApplyForm(props: ApplyFormProps) {
  const t = useText("template");
  const router = useRouter();
  const language = useLanguage();
  const [here, setHere] = useState(props.mayHere && props.preferHere);
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Extract<ApplyAnswer, { ok: false }>>();
  const { slug, template, changes } = props;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setPending(true);
    setRefusal(undefined);
    try {
      const answer = await props.apply(slug, template.key, here ? props.branch : undefined);
      if (!answer.ok) return setRefusal(answer);
      const { branch } = answer;
      toast({ text: t("done", { name: template.name, count: answer.changes, branch }) });
      const at = { slug, branch: here ? branch : "main" };
      router.push(planHref(language, at, here ? "" : `branches/${branch}`));
    } catch {
      toast({ text: t("failed"), tone: "danger" });
    } finally {
      setPending(false);
    }
  }
  const ways = [
    { value: "branch" as const, label: t("onBranch", { branch: props.freeBranch }), hint: t("onBranchHint") },
    ...(props.mayHere
      ? [{ value: "here" as const, label: t("here", { branch: props.branch }), hint: t("hereHint") }]
      : []),
  ];
  return (
    <form onSubmit={submit} className="flex max-w-reading flex-col items-start gap-3 rounded border p-3">
      <RadioList
        legend={t("where")}
        options={ways}
        value={here ? "here" : "branch"}
        onChange={(way) => setHere(way === "here")}
      />
      <Button tone="primary" type="submit" pending={pending}>
        {t("run", { count: changes })}
      </Button>
      <RefusalNotice refusal={refusal} />
    </form>
  );
}
