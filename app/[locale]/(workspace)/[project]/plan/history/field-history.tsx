"use client";

import { History } from "lucide-react";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import type { Subject } from "../field-edits.ts";

const LazyHistoryDialog = lazy(() =>
  import("./history-dialog.tsx").then(({ HistoryDialog }) => ({ default: HistoryDialog })),
);

export interface FieldOfHistory {
  readonly subject: Subject;
  readonly field: string;
  readonly label: string;
  readonly value: unknown;
  /** It may be empty. */
  readonly optional: boolean;
}

/** A control with the way to what its field has held before, at the end of its first line. */
export function WithHistory(props: FieldOfHistory & { children: ReactNode }) {
  const t = useText("plan");
  const [open, setOpen] = useState(false);
  const { children, ...field } = props;
  const name = t("history.of", { field: props.label });
  return (
    <div className="relative min-w-0 [&_label]:pr-7 [&_legend]:pr-7">
      {children}
      <Button
        tone="quiet"
        size="small-icon"
        title={name}
        onClick={() => setOpen(true)}
        className="absolute -top-0.5 right-0 text-grey-6 hover:text-grey-9"
      >
        <History aria-hidden />
        <span className="sr-only">{name}</span>
      </Button>
      <Suspense fallback={null}>{open && <LazyHistoryDialog {...field} onClose={() => setOpen(false)} />}</Suspense>
    </div>
  );
}
