"use client";

import { useText } from "../../../../../_ui/text.tsx";
import type { ShownConflict } from "./branch-forms.tsx";

/** Fields changed on both sides, each with both values. */
export function ConflictList({ conflicts }: { conflicts: readonly ShownConflict[] }) {
  const t = useText("plan");
  return (
    <ul className="mt-2 flex flex-col gap-2">
      {conflicts.map((conflict) => (
        <li key={conflict.path} className="text-grid">
          <p className="break-all font-medium">{conflict.label}</p>
          <p>{conflict.text}</p>
          <dl className="grid grid-cols-[auto_1fr] gap-x-2">
            <dt className="text-grey-8">{t("branches.onMain")}</dt>
            <dd className="break-words">{conflict.ours || t("stale.empty")}</dd>
            <dt className="text-grey-8">{t("branches.onBranch")}</dt>
            <dd className="break-words">{conflict.theirs || t("stale.empty")}</dd>
          </dl>
        </li>
      ))}
    </ul>
  );
}
