"use client";

import { useEffect, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { ProgressBar } from "../../../../../_ui/progress-bar.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import type { Progress } from "./actions.ts";

const EVERY_MS = 1_000;

/** How far a back-test is, how fast it goes and how long it has left; it can be cancelled. */
export function RunProgress(props: {
  slug: string;
  id: string;
  initial: Progress;
  mayCancel: boolean;
  follow: (slug: string, id: string) => Promise<Progress>;
  cancel: (slug: string, id: string) => Promise<void>;
}) {
  const { slug, id, follow } = props;
  const t = useText("backtest");
  const format = useFormatter();
  const [progress, setProgress] = useState(props.initial);
  const [now, setNow] = useState(props.initial.startedAt);
  const [pending, setPending] = useState(false);
  const running = progress.state === "running";
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(async () => {
      const next = await follow(slug, id).catch(() => undefined);
      if (next === undefined) return;
      setProgress(next);
      setNow(Date.now());
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [running, slug, id, follow]);
  if (!running) return null;
  const { judged, total, answered, questions, startedAt } = progress;
  // Judged to the last event, the saved questions are computed: that has a line and a bar of its own.
  const computing = questions > 0;
  const seconds = Math.max(0, (now - startedAt) / 1_000);
  const perSecond = seconds > 0 ? judged / seconds : 0;
  const left = perSecond > 0 ? Math.ceil((total - judged) / perSecond) : undefined;
  async function stop() {
    setPending(true);
    await props.cancel(slug, id).finally(() => setPending(false));
  }
  return (
    <section aria-label={t("progress")} className="mx-4 mb-4 flex max-w-2xl flex-col gap-2 rounded border p-3">
      <p className="flex items-baseline justify-between gap-3">
        <span className="font-medium">
          {t("judging", { judged, total })}
          {computing && <span className="block">{t("computing", { answered, questions })}</span>}
        </span>
        {props.mayCancel && (
          <Button size="small" onClick={stop} pending={pending}>
            {t("cancel")}
          </Button>
        )}
      </p>
      <ProgressBar
        label={t("progress")}
        max={Math.max(1, computing ? questions : total)}
        value={computing ? answered : judged}
        className="w-full"
      />
      {!computing && (
        <p className="text-grey-7 text-grid" aria-live="polite">
          {t("speed", { perSecond: Math.round(perSecond) })}
          {left !== undefined && ` · ${t("left", { seconds: format.number(left) })}`}
        </p>
      )}
    </section>
  );
}
