"use client";

import { useState } from "react";
import { ActionForm, FormMessage, FormReveal, SubmitButton } from "../../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../../_access/form.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";

/** Asks before making something that is shown once, and shows it in the same window. */
export function RevealAction(props: {
  action: FormAction;
  fields: Readonly<Record<string, string>>;
  title: string;
  description: string;
  verb: string;
  hint: string;
  copyLabel: string;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" tone="quiet" onClick={() => setOpen(true)}>
        {props.verb}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={props.title} description={props.description}>
        <ActionForm action={props.action}>
          {Object.entries(props.fields).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
          <FormMessage />
          <FormReveal name="link" hint={props.hint} copyLabel={props.copyLabel} />
          <div>
            <SubmitButton>{props.verb}</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
    </>
  );
}
