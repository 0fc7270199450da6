"use client";

import { type ReactNode, useState } from "react";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { useText } from "./text.tsx";

/** Asks once more before something that cannot be undone. The button that goes on repeats the verb, never "OK". */
export function Confirm(props: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  verb: ReactNode;
  tone?: "primary" | "danger";
  onConfirm: () => void | Promise<void>;
  children?: ReactNode;
}) {
  const t = useText("shell");
  const [pending, setPending] = useState(false);
  async function confirm() {
    setPending(true);
    try {
      await props.onConfirm();
      props.onOpenChange(false);
    } finally {
      setPending(false);
    }
  }
  return (
    <Dialog
      open={props.open}
      onOpenChange={props.onOpenChange}
      title={props.title}
      description={props.description}
      footer={
        <>
          <Button onClick={() => props.onOpenChange(false)}>{t("cancel")}</Button>
          <Button tone={props.tone ?? "danger"} pending={pending} onClick={confirm}>
            {props.verb}
          </Button>
        </>
      }
    >
      {props.children}
    </Dialog>
  );
}
