"use client";

import { useMemo } from "react";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { type Choice, usePlanEditing } from "../editing/editing-context.tsx";
import type { CellWords } from "./cell-value.ts";

const named = (choices: readonly Choice[]) => new Map(choices.map(({ id, label }) => [id, label]));

/** How cells are worded for the reader at hand. */
export function useCellWords(): CellWords {
  const t = useText("plan");
  const g = useText("grid");
  const language = useLanguage();
  const { categories, bundles, decisions, metrics } = usePlanEditing().facts;
  return useMemo(
    () => ({
      language,
      references: {
        category: named(categories),
        bundles: named(bundles),
        decisions: named(decisions),
        metrics: named(metrics),
      },
      option: (column, value) =>
        column === "critical"
          ? g(value === "true" ? "yes" : "no")
          : t(`option.${column}.${value}` as "option.status.draft"),
    }),
    [language, categories, bundles, decisions, metrics, t, g],
  );
}
