"use client";

import { useState } from "react";
import { beginningOf } from "../../../../../../lib/base/storable.ts";
import { isDay } from "../../../../../../lib/plan/day.ts";
import type { WorkshopConflict } from "../../../../../../lib/plan/workshop-merge.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Notice } from "../../../../../_ui/notice.tsx";
import { RadioList } from "../../../../../_ui/radio-list.tsx";
import { useFormatter, useLanguage, useText } from "../../../../../_ui/text.tsx";
import { valueWords } from "../history/value-words.ts";
import type { TemplateName } from "./meeting-step.tsx";
import type { DraftState } from "./use-workshop-draft.ts";

type Side = "mine" | "theirs";
export type Settle = (taken: ReadonlyMap<string, Side>) => void;

const LONGEST = 300;

/** What a field is called, with its language where it is a text, and what stands in it, as people read it. */
function useWords(templates: readonly TemplateName[]) {
  const t = useText("plan");
  const language = useLanguage();
  const format = useFormatter();
  const textOf = (field: string, value: unknown): string => {
    const template = field === "template" ? templates.find(({ key }) => key === value) : undefined;
    if (template !== undefined) return localizedText(template.name, language, template.key);
    if (field === "heldOn" && typeof value === "string" && isDay(value))
      return format.dateTime(new Date(`${value}T12:00:00Z`), { dateStyle: "long" });
    return valueWords(field, value, { t, language });
  };
  return {
    nameOf: (conflict: WorkshopConflict) => {
      const of = typeof conflict.of === "object" ? localizedText(conflict.of, language, "") : conflict.of;
      const text = /\.(en|fr)$/.exec(conflict.path)?.[1] as "en" | "fr" | undefined;
      const field = `${conflict[language]}${text === undefined ? "" : ` (${t(`language.${text}`)})`}`;
      return of === undefined || of === "" ? field : `${of}, ${field}`;
    },
    textOf: ({ path }: WorkshopConflict, value: unknown) => {
      const text = textOf((path.split("/").at(-1) ?? "").replace(/\.(en|fr)$/, ""), value);
      return text.length > LONGEST ? `${beginningOf(text, LONGEST)}…` : text;
    },
  };
}

/** Fields that two people wrote differently: each with both values, and whose holds. Everything else is joined already. */
export function DraftConflicts(props: {
  state: Extract<DraftState, { kind: "stale" }>;
  settle: Settle;
  templates: readonly TemplateName[];
}) {
  const t = useText("workshop");
  const { nameOf, textOf } = useWords(props.templates);
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
              { value: "mine", label: t("draft.mine"), hint: textOf(conflict, conflict.mine) },
              { value: "theirs", label: t("draft.theirs", { by }), hint: textOf(conflict, conflict.theirs) },
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
