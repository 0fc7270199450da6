"use client";

import { Button } from "../../../../../_ui/button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { Turns } from "./use-turns.ts";

/** Says that a save waits, and lets one ask again or give it up. */
export function UnsentNotice({ retry, giveUp }: Pick<Turns, "retry" | "giveUp">) {
  const t = useText("plan");
  return (
    <Notice tone="danger" announce title={t("unsent.title")} className="mx-4 mt-2 mb-1">
      <p className="max-w-prose">{t("unsent.text")}</p>
      <span className="mt-2 flex flex-wrap gap-2">
        <Button size="small" tone="primary" onClick={retry}>
          {t("unsent.retry")}
        </Button>
        <Button size="small" onClick={giveUp}>
          {t("unsent.giveUp")}
        </Button>
      </span>
    </Notice>
  );
}
