"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../_ui/button.tsx";
import type { ButtonStyle } from "../_ui/button-style.ts";
import { Confirm } from "../_ui/confirm.tsx";
import { toast } from "../_ui/toast.tsx";
import { answeredAction } from "./answered-action.ts";
import { EMPTY_FORM, type FormAction } from "./form.ts";
import { useFailureText } from "./form-failure.tsx";

/** A button for something that cannot be taken back: asks once, then acts, and says what came of it. */
export function ConfirmAction(props: {
  action: FormAction;
  /** The fields the action reads. */
  fields: Readonly<Record<string, string>>;
  title: string;
  description: string;
  verb: string;
  /** On the button that opens the question; the verb when absent. */
  label?: ReactNode;
  ariaLabel?: string;
  size?: ButtonStyle["size"];
  tone?: ButtonStyle["tone"];
}) {
  const [open, setOpen] = useState(false);
  const failureText = useFailureText();
  async function act() {
    const data = new FormData();
    for (const [name, value] of Object.entries(props.fields)) data.set(name, value);
    const state = await answeredAction(props.action)(EMPTY_FORM, data);
    const text = failureText(state) ?? state.message ?? Object.values(state.fields)[0];
    if (text) toast({ text, ...(state.ok ? {} : { tone: "danger" as const }) });
  }
  return (
    <>
      <Button
        size={props.size ?? "small"}
        tone={props.tone ?? "quiet"}
        aria-label={props.ariaLabel}
        onClick={() => setOpen(true)}
      >
        {props.label ?? props.verb}
      </Button>
      <Confirm
        open={open}
        onOpenChange={setOpen}
        title={props.title}
        description={props.description}
        verb={props.verb}
        onConfirm={act}
      />
    </>
  );
}
