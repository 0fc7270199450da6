import type { AreaText } from "../../../../../../lib/i18n/translate.ts";
import type { ViolationDetail } from "../../../../../../lib/violation/store.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import type { FormAction } from "../../../../../_access/form.ts";
import type { Assignee } from "../decide-dialog.tsx";

/** Open, ignored until a day, or resolved in a release; seen again in such a release, it counts as regressed. */
export function DecisionForm(props: {
  t: AreaText<"violation">;
  slug: string;
  violation: ViolationDetail;
  people: readonly Assignee[];
  action: FormAction;
}) {
  const { t, violation } = props;
  const current = violation.state === "regressed" ? "open" : violation.state;
  return (
    <section aria-labelledby="decision" className="max-w-lg">
      <h2 id="decision" className="mb-2 font-semibold">
        {t("decision.title")}
      </h2>
      <ActionForm action={props.action} label={t("decision.title")}>
        <FormMessage />
        <input type="hidden" name="project" value={props.slug} />
        <input type="hidden" name="fingerprint" value={violation.fingerprint} />
        <FormSelect
          name="to"
          label={t("decision.state")}
          defaultValue={current}
          options={(["open", "assigned", "ignored", "resolved"] as const).map((value) => ({
            value,
            label: t(`state.${value}`),
          }))}
        />
        <FormSelect
          name="assignee"
          label={t("desk.field.assigned")}
          hint={t("decision.assigneeHint")}
          {...(violation.assignee === undefined ? {} : { defaultValue: violation.assignee.personId })}
          options={props.people.map(({ personId, name }) => ({ value: personId, label: name }))}
        />
        <FormSelect
          name="days"
          label={t("decision.days")}
          hint={t("decision.daysHint")}
          defaultValue="30"
          options={[
            ...["7", "30", "90"].map((value) => ({ value, label: t("decision.forDays", { days: Number(value) }) })),
            { value: "always", label: t("decision.always") },
          ]}
        />
        <FormField
          name="release"
          label={t("decision.release")}
          hint={t("decision.releaseHint")}
          code
          {...(violation.resolvedInRelease === undefined ? {} : { defaultValue: violation.resolvedInRelease })}
        />
        <FormField name="note" label={t("decision.note")} defaultValue={violation.note} maxLength={2000} />
        <div>
          <SubmitButton>{t("decision.save")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
