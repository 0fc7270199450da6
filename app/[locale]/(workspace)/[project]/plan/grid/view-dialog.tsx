"use client";

import { type FormEvent, useId, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useText } from "../../../../../_ui/text.tsx";

/** The name of a view, and who sees it. */
export function ViewDialog(props: {
  title: string;
  name: string;
  shared: boolean;
  /** False for readers: what they keep is theirs alone. */
  mayShare: boolean;
  onSave: (name: string, shared: boolean) => Promise<boolean>;
  onClose: () => void;
}) {
  const t = useText("plan");
  const g = useText("grid");
  const form = useId();
  const [name, setName] = useState(props.name);
  const [shared, setShared] = useState(props.shared);
  const [error, setError] = useState<string>();
  const [pending, setPending] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() === "") return setError(t("required"));
    setPending(true);
    const done = await props.onSave(name.trim(), shared);
    setPending(false);
    if (done) props.onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && props.onClose()}
      title={props.title}
      footer={
        <>
          <Button onClick={props.onClose}>{t("cancel")}</Button>
          <Button tone="primary" type="submit" form={form} pending={pending}>
            {g("view.saveVerb")}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={g("view.name")} error={error}>
          {(control) => (
            <Input
              {...control}
              autoFocus
              maxLength={120}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
                setError(undefined);
              }}
            />
          )}
        </Field>
        {props.mayShare && (
          <Checkbox label={g("view.share")} checked={shared} onChange={(event) => setShared(event.target.checked)} />
        )}
      </form>
    </Dialog>
  );
}
