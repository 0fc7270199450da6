import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { isMailOn } from "../../../../../../lib/mail/mailer.ts";
import type { DigestHour } from "../../../../../../lib/notify/preference.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { ActionForm, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { sendDigestAction, updateDigestAction } from "./actions.ts";
import { HOURS, NEVER } from "./choices.ts";

/** When the letter of the day comes. */
export function DigestForm(props: { language: Language; project: AuthorizedProject; digest: DigestHour }) {
  const { language, project, digest } = props;
  const t = translator(language, "notify");
  const format = formatterOf(language);
  const hourText = (hour: string) =>
    format.dateTime(new Date(Date.UTC(2000, 0, 1, Number(hour))), { hour: "numeric", minute: "2-digit" });
  const current = digest.hour === undefined ? NEVER : String(digest.hour);
  return (
    <section className="flex max-w-3xl flex-col gap-4 border-t px-4 pt-4 pb-8">
      <div>
        <h2 className="font-semibold">{t("settings.digestTitle")}</h2>
        <p className="max-w-reading text-grey-7">{t("settings.digestText")}</p>
      </div>
      <ActionForm action={updateDigestAction} label={t("settings.digestTitle")} className="max-w-xs">
        <FormMessage />
        <input type="hidden" name="project" value={project.slug} />
        <FormSelect
          key={current}
          name="hour"
          label={t("settings.hour")}
          hint={t("settings.hourHint", { zone: project.timeZone })}
          defaultValue={current}
          options={HOURS.map((value) => ({
            value,
            label: value === NEVER ? t("settings.never") : hourText(value),
          }))}
        />
        <div>
          <SubmitButton tone="plain">{t("settings.save")}</SubmitButton>
        </div>
      </ActionForm>
      {isMailOn() && (
        <ActionForm action={sendDigestAction} label={t("settings.now")}>
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <div>
            <SubmitButton tone="plain">{t("settings.now")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </section>
  );
}
