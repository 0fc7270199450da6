"use client";

import { SignInAside } from "../../../../../_access/sign-in-aside.tsx";
import { Button } from "../../../../../_ui/button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { Obstacle, Turns } from "./use-turns.ts";

/** Says that a save waits and for what, and lets one ask again or give it up. */
export function UnsentNotice({
  unsent,
  retry,
  giveUp,
}: { readonly unsent: Obstacle } & Pick<Turns, "retry" | "giveUp">) {
  const t = useText("plan");
  const signedOut = unsent === "signedOut";
  return (
    <Notice
      key={unsent}
      tone="danger"
      announce
      title={t(signedOut ? "unsent.signedOut" : "unsent.title")}
      className="mx-4 mt-2 mb-1"
    >
      <p className="max-w-prose">{t(signedOut ? "unsent.signInText" : "unsent.text")}</p>
      {signedOut && <SignInAside />}
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
