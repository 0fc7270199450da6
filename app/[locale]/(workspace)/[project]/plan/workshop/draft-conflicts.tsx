"use client";

import { useState } from "react";
import type { WorkshopConflict } from "../../../../../../lib/plan/workshop-merge.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Notice } from "../../../../../_ui/notice.tsx";
import { RadioList } from "../../../../../_ui/radio-list.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import type { DraftState } from "./use-workshop-draft.ts";

type Side = "mine" | "theirs";
export type Settle = (taken: ReadonlyMap<string, Side>) => void;

function useWords() {
  const t = useText("workshop");
  const plan = useText("plan");
  const language = useLanguage();
  return {
    nameOf: (conflict: WorkshopConflict) => {
      const of = typeof conflict.of === "object" ? localizedText(conflict.of, language, "") : conflict.of;
      return of === undefined || of === "" ? conflict[language] : `${of}, ${conflict[language]}`;
    },
    textOf: (value: unknown) => {
      if (value === undefined || value === "") return t("draft.empty");
      if (typeof value === "boolean") return plan(value ? "history.yes" : "history.no");
      return typeof value === "string" ? value : JSON.stringify(value);
    },
  };
}

/** Fields that two people wrote differently: each with both values, and whose holds. Everything else is joined already. */
export function DraftConflicts(props: { state: Extract<DraftState, { kind: "stale" }>; settle: Settle }) {
  const t = useText("workshop");
  const { nameOf, textOf } = useWords();
  const [chosen, setChosen] = useState<ReadonlyMap<string, Side>>(new Map());
  const { by, conflicts } = props.state;
  const sideOf = (path: string) => chosen.get(path) ?? "mine";
  return (
    <Notice tone="danger" announce title={t("draft.stale", { by, count: conflicts.length })}>
      <p className="max-w-prose">{t("draft.staleText")}</p>
      <div className="mt-2 flex max-h-[50vh] flex-col gap-3 overflow-y-auto">
        {conflicts.map((conflict) => (
          <RadioList
            key={conflict.path}
            legend={nameOf(conflict)}
            options={[
              { value: "mine", label: t("draft.mine"), hint: textOf(conflict.mine) },
              { value: "theirs", label: t("draft.theirs", { by }), hint: textOf(conflict.theirs) },
            ]}
            value={sideOf(conflict.path)}
            onChange={(side) => setChosen(new Map([...chosen, [conflict.path, side]]))}
          />
        ))}
      </div>
      <Button
        size="small"
        tone="primary"
        className="mt-2"
        onClick={() => props.settle(new Map(conflicts.map(({ path }) => [path, sideOf(path)])))}
      >
        {t("draft.settle")}
      </Button>
    </Notice>
  );
}
