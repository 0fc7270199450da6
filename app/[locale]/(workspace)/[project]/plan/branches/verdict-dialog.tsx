"use client";

import { useState } from "react";
import type { Verdict } from "../../../../../../lib/review/review.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { verdictAction } from "./actions.ts";
import type { BranchAnswer } from "./branch-answer.ts";

/** Approving a branch or requesting changes of it, with a word about why. */
export function VerdictDialog(props: {
  slug: string;
  branch: string;
  /** What one has seen. */
  revision: number;
  verdict: Verdict;
  onClose: () => void;
}) {
  const { branch, verdict } = props;
  const t = useText("review");
  const plan = useText("plan");
  const shell = useText("shell");
  const [text, setText] = useState("");
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  async function submit() {
    setPending(true);
    const given = { verdict, text, revision: props.revision };
    const answer = await verdictAction(props.slug, branch, given)
      .catch((): BranchAnswer => ({ ok: false, text: plan("saveFailed") }))
      .finally(() => setPending(false));
    if (!answer.ok) return setError(answer.text);
    toast({ text: verdict === "approve" ? t("act.approved", { name: branch }) : t("act.requested") });
    props.onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={t("act.verdictTitle", { name: branch })}
      description={t("act.verdictText")}
      footer={
        <>
          <Button onClick={props.onClose}>{shell("cancel")}</Button>
          <Button tone="primary" pending={pending} onClick={() => void submit()}>
            {t(`act.${verdict}`)}
          </Button>
        </>
      }
    >
      <Field label={t("act.comment")} hint={t("act.commentHint")} error={error}>
        {(control) => (
          <Textarea {...control} rows={4} value={text} onChange={(event) => setText(event.currentTarget.value)} />
        )}
      </Field>
    </Dialog>
  );
}
