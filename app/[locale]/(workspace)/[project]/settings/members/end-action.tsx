"use client";

import { useState } from "react";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../../_access/form.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";

/** Asks for the last day of a member's access. */
export function EndAction(props: {
  action: FormAction;
  fields: Readonly<Record<string, string>>;
  name: string;
  /** YYYY-MM-DD; empty when the access has no end. */
  day: string;
}) {
  const t = useText("transfer");
  const format = useFormatter();
  const [open, setOpen] = useState(false);
  const { name } = props;
  return (
    <>
      <Button size="small" tone="quiet" onClick={() => setOpen(true)}>
        {t("end.set")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("end.title", { name })} description={t("end.text", { name })}>
        <ActionForm
          action={props.action}
          onDone={(data) => {
            const day = String(data.get("endsAt") ?? "");
            setOpen(false);
            toast({
              text:
                day === ""
                  ? t("end.taken", { name })
                  : t("end.saved", {
                      name,
                      day: format.dateTime(new Date(`${day}T12:00:00Z`), { dateStyle: "long", timeZone: "UTC" }),
                    }),
            });
          }}
        >
          <FormMessage />
          {Object.entries(props.fields).map(([key, value]) => (
            <input key={key} type="hidden" name={key} value={value} />
          ))}
          <FormField name="endsAt" type="date" label={t("end.day")} hint={t("end.dayHint")} defaultValue={props.day} />
          <div>
            <SubmitButton>{t("end.save")}</SubmitButton>
          </div>
        </ActionForm>
      </Dialog>
    </>
  );
}
