"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";

/** Moves one of several a place up or down. */
export function MoveButtons(props: { at: number; count: number; disabled?: boolean; onMove: (by: -1 | 1) => unknown }) {
  const { at, count, disabled, onMove } = props;
  const t = useText("plan");
  return (
    <>
      <Button
        tone="quiet"
        size="small-icon"
        aria-label={t("moveUp")}
        disabled={disabled || at === 0}
        onClick={() => void onMove(-1)}
      >
        <ArrowUp aria-hidden />
      </Button>
      <Button
        tone="quiet"
        size="small-icon"
        aria-label={t("moveDown")}
        disabled={disabled || at === count - 1}
        onClick={() => void onMove(1)}
      >
        <ArrowDown aria-hidden />
      </Button>
    </>
  );
}

/** What something stands before once it has moved: the id of another, null at the end. */
export function moved(ids: readonly string[], at: number, by: -1 | 1): string | null {
  return ids[by === -1 ? at - 1 : at + 2] ?? null;
}
