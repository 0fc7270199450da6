"use client";

import { useText } from "../../../../_ui/text.tsx";
import { useSelection } from "./triage-context.ts";

const BOX = "size-4 accent-accent-7 align-middle";

/** Selects one row; with Shift also those between it and the one before. */
export function RowCheck({ fingerprint, name }: { fingerprint: string; name: string }) {
  const t = useText("violation");
  const selection = useSelection();
  return (
    <input
      type="checkbox"
      className={BOX}
      aria-label={t("desk.select", { name })}
      checked={selection?.chosen.has(fingerprint) ?? false}
      onChange={(event) => selection?.toggle(fingerprint, (event.nativeEvent as MouseEvent).shiftKey === true)}
    />
  );
}

/** Selects every row of the page, or none. */
export function AllCheck() {
  const t = useText("violation");
  const selection = useSelection();
  return (
    <input
      type="checkbox"
      className={BOX}
      aria-label={t("desk.selectAll")}
      checked={selection?.all ?? false}
      onChange={() => selection?.toggleAll()}
    />
  );
}
