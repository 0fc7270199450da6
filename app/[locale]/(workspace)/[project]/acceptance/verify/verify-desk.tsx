"use client";

import { useState } from "react";
import { FileDrop } from "../../../../../_ui/file-drop.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { VerifyAnswer } from "../actions.ts";

/** Far more than any result holds. */
const MOST_BYTES = 15 * 1024 * 1024;

/** A file to choose, and what came of checking it. */
export function VerifyDesk(props: { slug: string; verify: (slug: string, content: string) => Promise<VerifyAnswer> }) {
  const t = useText("acceptance");
  const { slug, verify } = props;
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [answer, setAnswer] = useState<VerifyAnswer | undefined>();
  const check = async ([file]: readonly File[]) => {
    if (file === undefined) return;
    setChosen([file.name]);
    setAnswer(undefined);
    const unreadable = { tone: "danger", text: t("verify.unreadable") } as const;
    if (file.size > MOST_BYTES) return setAnswer(unreadable);
    const failed = { tone: "danger", text: t("run.failed") } as const;
    setAnswer(
      await file
        .text()
        .then((text) => verify(slug, text))
        .catch(() => failed),
    );
  };
  return (
    <section aria-label={t("verify.title")} className="flex flex-col gap-3">
      <FileDrop
        label={t("verify.file")}
        hint={t("verify.fileHint")}
        chosen={chosen}
        accept=".json,application/json"
        onFiles={check}
      />
      {answer && (
        <Notice key={answer.text} tone={answer.tone} title={answer.text} announce>
          {answer.told}
        </Notice>
      )}
    </section>
  );
}
