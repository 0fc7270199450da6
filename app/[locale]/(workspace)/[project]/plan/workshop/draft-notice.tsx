"use client";

import { Button } from "../../../../../_ui/button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { DraftConflicts, type Settle } from "./draft-conflicts.tsx";
import type { TemplateName } from "./meeting-step.tsx";
import type { DraftState } from "./use-workshop-draft.ts";

/** How what was typed is kept: said quietly while all is well, and with a way on where it is not. */
export function DraftNotice(props: {
  state: DraftState;
  settle: Settle;
  retry: () => void;
  templates: readonly TemplateName[];
}) {
  const t = useText("workshop");
  const { state } = props;
  if (state.kind === "stale") return <DraftConflicts state={state} settle={props.settle} templates={props.templates} />;
  if (state.kind === "refused")
    return (
      <Notice tone="danger" announce title={t("draft.refused")}>
        <p className="max-w-prose">{state.text}</p>
        <p className="max-w-prose">{t("draft.refusedText")}</p>
        <Button size="small" onClick={props.retry}>
          {t("draft.retry")}
        </Button>
      </Notice>
    );
  if (state.kind === "unsent")
    return (
      <Notice tone="warning" announce title={t("draft.unsent")}>
        <p className="max-w-prose">{t("draft.unsentText")}</p>
        <Button size="small" onClick={props.retry}>
          {t("draft.retry")}
        </Button>
      </Notice>
    );
  return (
    <p role="status" className="text-grey-7 text-grid">
      {state.kind === "kept" && state.with !== undefined
        ? t("draft.keptWith", { name: state.with })
        : t(`draft.${state.kind}`)}
    </p>
  );
}
