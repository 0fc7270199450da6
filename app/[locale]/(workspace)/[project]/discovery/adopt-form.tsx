import type { ReactNode } from "react";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { ActionForm, FormMessage, FormSelect, SubmitButton } from "../../../../_access/action-form.tsx";
import { Checkbox } from "../../../../_ui/checkbox.tsx";
import { adoptAction } from "./actions.ts";

/** The rows that can be ticked, and below them what becomes of those that are. */
export function AdoptForm(props: {
  t: AreaText<"discovery">;
  slug: string;
  /** Of the page: under its filter the types are inferred. */
  query: string;
  branches: readonly string[];
  children: ReactNode;
}) {
  const { t } = props;
  return (
    <ActionForm action={adoptAction} label={t("adopt.title")} className="gap-0">
      <input type="hidden" name="project" value={props.slug} />
      <input type="hidden" name="address" value={props.query} />
      {props.children}
      <div className="flex flex-col gap-3 px-4 pt-4 pb-8">
        <FormMessage />
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <FormSelect
            name="branch"
            label={t("adopt.branch")}
            defaultValue=""
            className="w-64"
            options={[
              { value: "", label: t("adopt.newBranch") },
              ...props.branches.map((name) => ({ value: name, label: name })),
            ]}
          />
          <SubmitButton>{t("adopt.verb")}</SubmitButton>
        </div>
        <Checkbox name="lists" label={t("adopt.lists")} hint={t("adopt.listsHint")} />
        <p className="max-w-reading text-grey-7">{t("adopt.text")}</p>
      </div>
    </ActionForm>
  );
}
