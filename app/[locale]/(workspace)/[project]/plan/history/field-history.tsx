"use client";

import { History, MessageSquare } from "lucide-react";
import { type ComponentType, type ReactNode, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import { type Subject, subjectPath } from "../field-edits.ts";

export interface FieldOfHistory {
  readonly subject: Subject;
  readonly field: string;
  readonly label: string;
  readonly value: unknown;
  /** It may be empty. */
  readonly optional: boolean;
}

export interface FieldWindowProps extends FieldOfHistory {
  readonly onClose: () => void;
}

type FieldWindow = ComponentType<FieldWindowProps>;

/** A way to a window about a field. */
function FieldAct(props: { of: FieldOfHistory; name: string; icon: ReactNode; load: () => Promise<FieldWindow> }) {
  const shell = useText("shell");
  const [Opened, setOpened] = useState<FieldWindow>();
  /** A load that failed is tried again with the next opening. */
  async function open() {
    try {
      const loaded = await props.load();
      setOpened(() => loaded);
    } catch {
      toast({ text: shell("form.unreachable"), tone: "danger" });
    }
  }
  return (
    <>
      <Button
        tone="quiet"
        size="small-icon"
        title={props.name}
        onClick={open}
        className="text-grey-6 hover:text-grey-9"
      >
        {props.icon}
        <span className="sr-only">{props.name}</span>
      </Button>
      {Opened && <Opened {...props.of} onClose={() => setOpened(undefined)} />}
    </>
  );
}

const loadHistory = async () => (await import("./history-dialog.tsx")).HistoryDialog;
const loadComments = async () => (await import("../comments/comments-dialog.tsx")).CommentsDialog;

interface Surroundings {
  readonly children: ReactNode;
  /** Whether the control stands on the line of its label. */
  readonly inLine?: boolean;
}

/**
 * A control with, at the end of its first line, the way to what its field has held before, and for fields of events, whose
 * comments have a tab, to what was said about it.
 */
export function WithHistory({ children, inLine = false, ...field }: FieldOfHistory & Surroundings) {
  const t = useText("plan");
  const comment = useText("comment");
  const isOfEvent = subjectPath(field.subject).startsWith("event/");
  const room = isOfEvent ? "[&_label]:pr-13 [&_legend]:pr-13" : "[&_label]:pr-7 [&_legend]:pr-7";
  return (
    <div className={`relative min-w-0 ${room}`}>
      {children}
      <span className={`absolute right-0 flex ${inLine ? "top-1 max-sm:top-0" : "-top-0.5"}`}>
        {isOfEvent && (
          <FieldAct
            of={field}
            name={comment("ofField", { field: field.label })}
            icon={<MessageSquare aria-hidden />}
            load={loadComments}
          />
        )}
        <FieldAct
          of={field}
          name={t("history.of", { field: field.label })}
          icon={<History aria-hidden />}
          load={loadHistory}
        />
      </span>
    </div>
  );
}
