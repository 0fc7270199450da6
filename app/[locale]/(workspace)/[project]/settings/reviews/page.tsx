import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { APPROVALS_MAX, BACKTEST_DAYS } from "../../../../../../lib/review/review.ts";
import { getReviewRules } from "../../../../../../lib/review/settings.ts";
import { ActionForm, FormField, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { RoleNotice } from "../role-notice.tsx";
import { updateReviewRulesAction } from "./actions.ts";

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "reviews");

/** As it was written: what is saved again is the same. */
const EXACT = { maximumFractionDigits: 15 } as const;

/** What a branch needs before it reaches main. */
export default async function ReviewSettingsPage(props: SettingsProps) {
  const { language, project } = await openSettings(props);
  const t = translator(language, "review");
  const rules = await getReviewRules(project);
  const mayChange = mayActAs(project.role, "admin");
  const counts = Array.from({ length: APPROVALS_MAX + 1 }, (_, count) => count);
  return (
    <>
      <PageHeader title={t("rules.title")} text={t("rules.text")} />
      {!mayChange && <RoleNotice language={language} own={project.role} needs="admin" />}
      <ActionForm action={updateReviewRulesAction} className="max-w-lg px-4 pb-8">
        <fieldset disabled={!mayChange} className="flex flex-col gap-4">
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <FormSelect
            name="requiredApprovals"
            label={t("rules.approvals")}
            hint={t("rules.approvalsHint")}
            options={counts.map((count) => ({ value: String(count), label: t("rules.count", { count }) }))}
            defaultValue={String(rules.requiredApprovals)}
          />
          <Checkbox
            key={String(rules.mainProtected)}
            name="mainProtected"
            value="on"
            defaultChecked={rules.mainProtected}
            label={t("rules.protected")}
            hint={t("rules.protectedHint")}
          />
          <FormField
            name="mostNewlyFailing"
            label={t("rules.backtest")}
            hint={t("rules.backtestHint", { days: BACKTEST_DAYS })}
            defaultValue={
              rules.mostNewlyFailing === null ? "" : formatterOf(language).number(rules.mostNewlyFailing, EXACT)
            }
            maxLength={8}
          />
          {mayChange && (
            <div>
              <SubmitButton>{t("rules.save")}</SubmitButton>
            </div>
          )}
        </fieldset>
      </ActionForm>
    </>
  );
}
