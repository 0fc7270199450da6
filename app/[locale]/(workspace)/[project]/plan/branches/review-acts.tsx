"use client";

import { Check, GitMerge, GitPullRequest } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { BranchState } from "../../../../../../lib/plan/store-branch.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Confirm } from "../../../../../_ui/confirm.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import {
  askReviewAction,
  closeBranchAction,
  mergeBranchAction,
  rebaseBranchAction,
  reopenBranchAction,
  withdrawReviewAction,
} from "./actions.ts";
import type { BranchAnswer } from "./branch-answer.ts";
import { VerdictDialog } from "./verdict-dialog.tsx";

/** What is possible now, worked out where the branch was read. */
export interface PossibleActs {
  readonly state: BranchState;
  readonly revision: number;
  /** Readers neither withdraw, close nor open a branch. */
  readonly write: boolean;
  readonly ask: boolean;
  /** Why one may not approve; empty when one may. */
  readonly approve: string | undefined;
  readonly verdict: boolean;
  readonly merge: boolean;
  readonly rebase: boolean;
}

type Asking = "merge" | "close" | "approve" | "request_changes" | undefined;

/** The next act of a branch first, then the others. */
export function ReviewActs({ slug, branch, may }: { slug: string; branch: string; may: PossibleActs }) {
  const t = useText("review");
  const plan = useText("plan");
  const [asking, setAsking] = useState<Asking>();
  const [refusal, setRefusal] = useState<string>();
  const [pending, setPending] = useState(false);
  async function run(work: () => Promise<BranchAnswer>, done: string): Promise<void> {
    setPending(true);
    const answer = await work()
      .catch((): BranchAnswer => ({ ok: false, text: plan("saveFailed") }))
      .finally(() => setPending(false));
    setRefusal(answer.ok ? undefined : answer.text);
    if (answer.ok) toast({ text: done });
  }
  const going = may.write && may.state !== "merged" && may.state !== "closed";
  const button = (label: string, onClick: () => void, tone?: "primary", icon?: ReactNode) => (
    <Button tone={tone} disabled={pending} onClick={onClick}>
      {icon}
      {label}
    </Button>
  );
  const reviewing = may.verdict && may.approve === undefined && may.state !== "approved";
  return (
    <div className="flex w-full flex-col items-start gap-2">
      <div className="flex flex-wrap gap-2">
        {may.merge &&
          button(
            plan("branches.merge"),
            () => setAsking("merge"),
            reviewing ? undefined : "primary",
            <GitMerge aria-hidden />,
          )}
        {may.ask &&
          button(
            t(may.state === "changes_requested" ? "act.askAgain" : "act.ask"),
            () => void run(() => askReviewAction(slug, branch), t("act.asked")),
            may.merge ? undefined : "primary",
            <GitPullRequest aria-hidden />,
          )}
        {may.verdict && (
          <>
            {may.approve === undefined &&
              button(
                t("act.approve"),
                () => setAsking("approve"),
                reviewing ? "primary" : undefined,
                <Check aria-hidden />,
              )}
            {button(t("act.request_changes"), () => setAsking("request_changes"))}
          </>
        )}
        {may.rebase &&
          button(
            t("act.rebase"),
            () => void run(() => rebaseBranchAction(slug, branch, undefined), t("act.rebased", { name: branch })),
          )}
        {going &&
          may.state !== "open" &&
          button(t("act.withdraw"), () => void run(() => withdrawReviewAction(slug, branch), t("act.withdrawn")))}
        {going && button(plan("branches.close"), () => setAsking("close"))}
        {may.write &&
          may.state === "closed" &&
          button(
            t("act.reopen"),
            () => void run(() => reopenBranchAction(slug, branch), t("act.reopened", { name: branch })),
            "primary",
          )}
      </div>
      {may.approve && <p className="text-grey-7 text-grid">{may.approve}</p>}
      {refusal && <Notice tone="danger" title={refusal} announce className="w-full max-w-4xl" />}
      <Confirm
        open={asking === "merge"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={plan("branches.mergeTitle", { name: branch })}
        description={plan("branches.mergeText")}
        verb={plan("branches.merge")}
        tone="primary"
        onConfirm={() => run(() => mergeBranchAction(slug, branch), plan("branches.mergeDone", { name: branch }))}
      />
      <Confirm
        open={asking === "close"}
        onOpenChange={(open) => !open && setAsking(undefined)}
        title={plan("branches.closeTitle", { name: branch })}
        description={t("stateText.closed")}
        verb={plan("branches.close")}
        onConfirm={() => run(() => closeBranchAction(slug, branch), plan("branches.closeDone", { name: branch }))}
      />
      {(asking === "approve" || asking === "request_changes") && (
        <VerdictDialog
          slug={slug}
          branch={branch}
          revision={may.revision}
          verdict={asking}
          onClose={() => setAsking(undefined)}
        />
      )}
    </div>
  );
}
