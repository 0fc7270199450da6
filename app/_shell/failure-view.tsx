"use client";

import { useEffect, useRef } from "react";
import { Button } from "../_ui/button.tsx";
import { useText } from "../_ui/text.tsx";

/** What an error boundary shows: where, what to do, and the reference that the log carries too. */
export function FailureView(props: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useText("shell");
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="flex max-w-reading flex-col items-start gap-3 p-4">
      <h1 ref={heading} tabIndex={-1} className="font-semibold text-title outline-none">
        {t("error.title")}
      </h1>
      <p className="text-grey-7">{t("error.text")}</p>
      {props.error.digest && (
        <p className="font-mono text-grey-7 text-grid">{t("error.reference", { digest: props.error.digest })}</p>
      )}
      <Button tone="primary" onClick={props.retry}>
        {t("error.retry")}
      </Button>
    </section>
  );
}
