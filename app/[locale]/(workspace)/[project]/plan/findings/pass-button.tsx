"use client";

import { type FormEvent, useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../_ui/dialog.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Input } from "../../../../../_ui/input.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { newPlanId } from "../new-plan-id.ts";
import { REASON_MAX } from "../view.ts";

/** A finding that is right but bearable: it leaves the list for a reason, until a day if there is one. */
export function PassButton(props: { rule: string; objectId: string; text: string }) {
  const t = useText("plan");
  const { editable, saving, commit } = usePlanEditing();
  const [open, setOpen] = useState(false);
  if (!editable) return null;
  async function pass(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const [reason, until] = ["reason", "until"].map((name) => String(given.get(name) ?? "").trim());
    const { rule, objectId } = props;
    const suppression = {
      ...{ id: newPlanId("sup"), rule, objectId, reason: reason ?? "" },
      ...(until === "" || until === undefined ? {} : { until }),
    };
    const done = { text: t("finding.passed") };
    if (await commit([{ command: "addSuppression", suppression }], { done })) setOpen(false);
  }
  return (
    <>
      <Button size="small" title={t("finding.passTitle")} disabled={saving} onClick={() => setOpen(true)}>
        {t("finding.pass")}
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title={t("finding.passTitle")} description={props.text}>
        <form onSubmit={pass} className="flex flex-col gap-4">
          <Field label={t("field.reason")}>
            {(control) => <Textarea {...control} name="reason" required maxLength={REASON_MAX} />}
          </Field>
          <Field label={t("field.until")} hint={t("hint.until")}>
            {(control) => <Input {...control} type="date" name="until" className="max-w-48" />}
          </Field>
          <div className="flex flex-wrap gap-2">
            <Button type="submit" tone="primary" disabled={saving}>
              {t("finding.passVerb")}
            </Button>
            <Button onClick={() => setOpen(false)}>{t("cancel")}</Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
