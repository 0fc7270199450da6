"use client";

import { useEffect, useState } from "react";
import { ProgressBar } from "../../../../../_ui/progress-bar.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { ReplayProgress } from "../actions.ts";

const EVERY_MS = 1_000;

/** How far a replay is, asked once a second until it has ended. */
export function FollowBar(props: {
  slug: string;
  id: string;
  initial: ReplayProgress;
  follow: (slug: string, id: string) => Promise<ReplayProgress>;
}) {
  const { slug, id, follow } = props;
  const t = useText("replay");
  const [progress, setProgress] = useState(props.initial);
  const [failed, setFailed] = useState(false);
  const running = progress.state === "running";
  useEffect(() => {
    if (!running) return;
    let stopped = false;
    let timer: ReturnType<typeof setTimeout>;
    const again = async () => {
      const next = await follow(slug, id).catch(() => undefined);
      if (stopped) return;
      setFailed(next === undefined);
      if (next !== undefined) setProgress(next);
      timer = setTimeout(again, EVERY_MS);
    };
    timer = setTimeout(again, EVERY_MS);
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, [running, slug, id, follow]);
  if (!running) return null;
  const { judged, total } = progress;
  return (
    <section aria-label={t("progress")} className="flex max-w-2xl flex-col gap-2">
      <p className="font-medium tabular-nums">{t("judging", { judged, total })}</p>
      <ProgressBar label={t("progress")} value={judged} max={Math.max(1, total)} className="w-full" />
      {failed && <p className="text-violating-8">{t("followFailed")}</p>}
    </section>
  );
}
