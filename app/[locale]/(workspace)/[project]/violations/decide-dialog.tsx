"use client";

import { useId, useState } from "react";
import { Button } from "../../../../_ui/button.tsx";
import { Dialog } from "../../../../_ui/dialog.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { Input } from "../../../../_ui/input.tsx";
import { Select } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";

export type Act = "resolved" | "ignored" | "assigned";

/** A choice in a dialog: the days to ignore (or `always`), the release, the person. */
export interface Choice {
  readonly act: Act;
  readonly value: string;
}

export interface Assignee {
  readonly personId: string;
  readonly name: string;
}

interface Props {
  readonly act: Act;
  readonly count: number;
  readonly people: readonly Assignee[];
  /** The person who decides, to whom things are assigned first. */
  readonly self: string | undefined;
  readonly onClose: () => void;
  readonly onChoose: (choice: Choice) => void;
}

/** Asks the one thing a decision needs; Enter takes what stands there. */
export function DecideDialog({ act, count, people, self, onClose, onChoose }: Props) {
  const t = useText("violation");
  const shell = useText("shell");
  const form = useId();
  const first = people.find(({ personId }) => personId === self) ?? people[0];
  const [value, setValue] = useState(act === "ignored" ? "30" : act === "assigned" ? (first?.personId ?? "") : "");
  const options =
    act === "assigned"
      ? people.map(({ personId, name }) => ({ value: personId, label: name }))
      : [
          ...["7", "30", "90"].map((days) => ({ value: days, label: t("decision.forDays", { days: Number(days) }) })),
          { value: "always", label: t("decision.always") },
        ];
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={t(`desk.title.${act}`, { count })}
      footer={
        <>
          <Button onClick={onClose}>{shell("cancel")}</Button>
          <Button type="submit" form={form} tone="primary">
            {t(`desk.act.${act}`)}
          </Button>
        </>
      }
    >
      <form
        id={form}
        onSubmit={(event) => {
          event.preventDefault();
          onChoose({ act, value: value.trim() });
        }}
      >
        <Field label={t(`desk.field.${act}`)} hint={act === "resolved" ? t("desk.releaseHint") : undefined}>
          {(control) =>
            act === "resolved" ? (
              <Input
                {...control}
                code
                autoFocus
                maxLength={100}
                value={value}
                onChange={(event) => setValue(event.currentTarget.value)}
              />
            ) : (
              <Select
                {...control}
                autoFocus
                options={options}
                value={value}
                onChange={(event) => setValue(event.currentTarget.value)}
                onKeyDown={(event) => event.key === "Enter" && event.currentTarget.form?.requestSubmit()}
              />
            )
          }
        </Field>
      </form>
    </Dialog>
  );
}
