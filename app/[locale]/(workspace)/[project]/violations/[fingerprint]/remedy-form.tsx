import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import type { Remedy } from "../../../../../../lib/violation/remedy.ts";
import { ActionForm, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../../_access/form.ts";

/** Changes the plan on a branch, so that what was received conforms once it is published. */
export function RemedyForm(props: {
  t: AreaText<"violation">;
  slug: string;
  fingerprint: string;
  remedy: Remedy;
  branches: readonly string[];
  action: FormAction;
}) {
  const { t, remedy } = props;
  return (
    <section aria-labelledby={`remedy-${remedy}`} className="max-w-2xl rounded border p-4">
      <h2 id={`remedy-${remedy}`} className="font-semibold">
        {t(`remedy.title.${remedy}`)}
      </h2>
      <p className="mb-3 text-grey-7">{t(`remedy.text.${remedy}`)}</p>
      <ActionForm action={props.action} label={t(`remedy.title.${remedy}`)}>
        <FormMessage />
        <input type="hidden" name="project" value={props.slug} />
        <input type="hidden" name="fingerprint" value={props.fingerprint} />
        <input type="hidden" name="remedy" value={remedy} />
        <FormSelect
          name="branch"
          label={t("remedy.branch")}
          defaultValue=""
          options={[
            { value: "", label: t("remedy.newBranch") },
            ...props.branches.map((name) => ({ value: name, label: name })),
          ]}
        />
        <div>
          <SubmitButton tone="plain">{t(`remedy.verb.${remedy}`)}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
