import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { ACCEPTANCE_NEEDS, getAcceptanceRule } from "../../../../../lib/access/production-gate.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../_access/action-form.tsx";
import { updateRuleAction } from "./actions.ts";
import type { Opened } from "./page-of.ts";

/** What a source needs before production: everybody reads it, admins change it. */
export async function RuleSection({ opened }: { opened: Opened }) {
  const { project, t } = opened;
  const rule = await getAcceptanceRule(project);
  const mayChange = mayActAs(project.role, "admin");
  return (
    <section aria-labelledby="rule" className="max-w-lg px-4 pt-6 pb-8">
      <h2 id="rule" className="mb-1 font-semibold">
        {t("rule.title")}
      </h2>
      <p className="mb-3 text-grey-7">{t("rule.text")}</p>
      <ActionForm action={updateRuleAction} label={t("rule.title")}>
        <fieldset disabled={!mayChange} className="group flex flex-col gap-4">
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <FormSelect
            name="acceptanceNeed"
            label={t("rule.need")}
            options={ACCEPTANCE_NEEDS.map((value) => ({ value, label: t(`rule.needOption.${value}`) }))}
            defaultValue={rule.acceptanceNeed}
          />
          <div className="hidden group-has-[option[value=age]:checked]:block">
            <FormField
              name="acceptanceDays"
              label={t("rule.days")}
              defaultValue={String(rule.acceptanceDays)}
              maxLength={4}
              className="w-56"
            />
          </div>
          {mayChange && (
            <div>
              <SubmitButton>{t("rule.save")}</SubmitButton>
            </div>
          )}
        </fieldset>
      </ActionForm>
    </section>
  );
}
