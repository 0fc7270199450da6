"use client";

import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Confirm } from "../../../../../_ui/confirm.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import type { FinishAnswer } from "./workshop-answer.ts";

/** Throws a workshop away that led to nothing, once one has said so twice. */
export function RemoveWorkshop(props: {
  slug: string;
  id: string;
  title: string;
  remove: (slug: string, id: string) => Promise<FinishAnswer>;
}) {
  const t = useText("workshop");
  const [asking, setAsking] = useState(false);
  async function run() {
    const answer = await props
      .remove(props.slug, props.id)
      .catch((): FinishAnswer => ({ ok: false, text: t("failed") }));
    if (!answer.ok) toast({ text: answer.text, tone: "danger" });
  }
  return (
    <>
      <Button size="small" aria-label={t("list.removeLabel", { title: props.title })} onClick={() => setAsking(true)}>
        {t("list.remove")}
      </Button>
      <Confirm
        open={asking}
        onOpenChange={setAsking}
        title={t("list.sure", { title: props.title })}
        description={t("list.sureText")}
        verb={t("list.remove")}
        onConfirm={run}
      />
    </>
  );
}
