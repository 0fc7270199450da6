"use client";

import { useState } from "react";
import {
  ActionForm,
  FormField,
  FormMessage,
  FormReveal,
  FormSelect,
  SubmitButton,
} from "../../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../../_access/form.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { useText } from "../../../../../_ui/text.tsx";

/** Hands the workspace over: to whom, what is kept and until when, and the workspace's name as a confirmation. */
export function TransferForm(props: {
  action: FormAction;
  project: string;
  workspaceName: string;
  /** E-mails of the other members. */
  members: readonly string[];
  /** How many of the own API tokens there are, and how many of them do less with the role that is kept. */
  tokens: { readonly all: number; readonly admin: number; readonly editor: number; readonly viewer: number };
  /** While an offer waits, only what the answer showed stays. */
  waiting: boolean;
}) {
  const t = useText("transfer");
  const role = useText("shell");
  const settings = useText("settings");
  const [open, setOpen] = useState(false);
  const kept = (["admin", "editor", "viewer"] as const).map((value) => ({ value, label: role(`role.${value}`) }));
  if (!open && props.waiting) return null;
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t("hand.open")}</Button>
      </div>
    );
  return (
    <ActionForm action={props.action} label={t("hand.title")} className="max-w-lg">
      <FormMessage />
      <FormReveal name="link" hint={t("hand.linkHint")} copyLabel={settings("members.copyLink")} />
      {!props.waiting && (
        <>
          <input type="hidden" name="project" value={props.project} />
          <FormField
            name="email"
            type="email"
            label={t("hand.to")}
            hint={t("hand.toHint")}
            list={props.members}
            required
            autoFocus
          />
          <FormSelect
            name="keepRole"
            label={t("hand.keep")}
            hint={t("hand.tokens", props.tokens)}
            defaultValue="admin"
            options={[...kept, { value: "none", label: t("hand.keepNone") }]}
          />
          <FormField name="keepUntil" type="date" label={t("hand.until")} hint={t("hand.untilHint")} />
          <FormField name="confirm" label={t("hand.confirm", { name: props.workspaceName })} required />
          <div className="flex gap-2">
            <SubmitButton>{t("hand.offer")}</SubmitButton>
            <Button onClick={() => setOpen(false)}>{role("cancel")}</Button>
          </div>
        </>
      )}
    </ActionForm>
  );
}
