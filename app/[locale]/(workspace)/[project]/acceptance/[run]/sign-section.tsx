"use client";

import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { signRunAction } from "../actions.ts";
import type { RunView } from "../run-view.ts";

/** Ends a run with a signed result; says before what it would come to. */
export function SignSection(props: {
  view: RunView;
  /** The project and the run. */
  fields: Readonly<Record<string, string>>;
  /** Of whoever is signed in. */
  name: string;
}) {
  const t = useText("acceptance");
  const { view, fields, name } = props;
  const { fault, missing } = view.counts;
  return (
    <section aria-labelledby="sign" className="max-w-lg">
      <h2 id="sign" className="mb-1 font-semibold">
        {t("run.signTitle")}
      </h2>
      <p className="mb-3 text-grey-7">
        {view.passed ? t("run.signPassed") : t("run.signIncomplete", { fault, missing })} {t("run.signText")}
      </p>
      <ActionForm action={signRunAction} label={t("run.signTitle")}>
        <FormMessage />
        {Object.entries(fields).map(([key, value]) => (
          <input key={key} type="hidden" name={key} value={value} />
        ))}
        <FormField name="name" label={t("run.name")} defaultValue={name} required maxLength={200} />
        <FormField name="role" label={t("run.role")} maxLength={200} />
        <FormField name="note" label={t("run.note")} maxLength={4000} />
        <div>
          <SubmitButton>{t("run.sign")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
