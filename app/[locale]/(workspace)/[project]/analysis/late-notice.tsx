"use client";

import { Button } from "../../../../_ui/button.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { useText } from "../../../../_ui/text.tsx";

/** Says that somebody else saved since this was begun, and offers both ways on. */
export function LateNotice({ saved, onInsist }: { saved: string; onInsist: () => void }) {
  const t = useText("analysis");
  return (
    <Notice tone="warning" announce>
      <p>{t("late.text")}</p>
      <p className="flex flex-wrap items-center gap-3">
        {/* Loaded anew, since what is being built would outlive a change of address. */}
        <a href={saved} className="text-accent-7 underline underline-offset-2">
          {t("late.saved")}
        </a>
        <Button size="small" onClick={onInsist}>
          {t("late.insist")}
        </Button>
      </p>
    </Notice>
  );
}
