"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import type { BranchAnswer } from "../branches/branch-answer.ts";

type StopAction = (slug: string, branch: string, property: string) => Promise<BranchAnswer>;

/** Drafts the deprecation and goes to the branch that holds it. */
export function StopCollecting(props: {
  slug: string;
  branch: string;
  property: string;
  name: string;
  stop: StopAction;
}) {
  const t = useText("coverage");
  const language = useLanguage();
  const router = useRouter();
  const [pending, setPending] = useState(false);
  async function stop() {
    setPending(true);
    const answer = await props
      .stop(props.slug, props.branch, props.property)
      .catch((): BranchAnswer => ({ ok: false, text: t("failed") }))
      .finally(() => setPending(false));
    if (!answer.ok) toast({ text: answer.text, tone: "danger" });
    else router.push(`/${language}/${props.slug}/plan/branches/${encodeURIComponent(answer.branch)}`);
  }
  return (
    <Button
      size="small"
      pending={pending}
      aria-label={t("idle.stopLabel", { name: props.name })}
      onClick={() => void stop()}
    >
      {t("idle.stop")}
    </Button>
  );
}
