"use client";

import { History } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import type { Subject } from "../field-edits.ts";

type Window = typeof import("./history-dialog.tsx").HistoryDialog;

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
  const shell = useText("shell");
  const [Opened, setOpened] = useState<Window>();
  const { children, ...field } = props;
  const name = t("history.of", { field: props.label });
  /** A load that failed is tried again with the next opening. */
  async function open() {
    try {
      const { HistoryDialog } = await import("./history-dialog.tsx");
      setOpened(() => HistoryDialog);
    } catch {
      toast({ text: shell("form.unreachable"), tone: "danger" });
    }
  }
  return (
    <div className="relative min-w-0 [&_label]:pr-7 [&_legend]:pr-7">
      {children}
      <Button
        tone="quiet"
        size="small-icon"
        title={name}
        onClick={open}
        className="absolute -top-0.5 right-0 text-grey-6 hover:text-grey-9"
      >
        <History aria-hidden />
        <span className="sr-only">{name}</span>
      </Button>
      {Opened && <Opened {...field} onClose={() => setOpened(undefined)} />}
    </div>
  );
}
