import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { isSetUpOpen } from "../../../../lib/access/setup.ts";
import { translator } from "../../../../lib/i18n/translator.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../_access/action-form.tsx";
import { pageLanguage } from "../../../_access/request.ts";
import { TimeZoneField } from "../../../_access/time-zone-field.tsx";
import { FieldGroup } from "../../../_ui/field.tsx";
import { setUpAction } from "../actions.ts";

interface Props {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "access")("setUp.title") };
}

export default async function SetUpPage(props: Props) {
  const language = pageLanguage((await props.params).locale);
  if (!(await isSetUpOpen())) redirect(`/${language}/sign-in`);
  const { token } = await props.searchParams;
  const t = translator(language, "access");
  return (
    <>
      <h1 className="font-semibold text-title">{t("setUp.title")}</h1>
      <p className="text-grey-7">{t("setUp.text")}</p>
      <ActionForm action={setUpAction}>
        <FormMessage />
        <FormField
          name="token"
          label={t("setUp.token")}
          hint={t("setUp.tokenHint")}
          defaultValue={typeof token === "string" ? token : ""}
          required
          code
        />
        <FieldGroup legend={t("setUp.you")} className="gap-4">
          <FormField name="name" label={t("name")} autoComplete="name" required />
          <FormField name="email" type="email" label={t("email")} autoComplete="username" required />
          <FormField
            name="password"
            type="password"
            label={t("password")}
            hint={t("passwordHint")}
            autoComplete="new-password"
            required
          />
        </FieldGroup>
        <FieldGroup legend={t("setUp.place")} className="gap-4">
          <FormField
            name="workspaceName"
            label={t("setUp.workspaceName")}
            hint={t("setUp.workspaceHint")}
            autoComplete="organization"
            required
          />
          <FormField name="projectName" label={t("setUp.projectName")} hint={t("setUp.projectHint")} required />
          <TimeZoneField name="timeZone" label={t("setUp.timeZone")} hint={t("setUp.timeZoneHint")} />
          <FormField name="currency" label={t("setUp.currency")} defaultValue="EUR" maxLength={3} required code />
        </FieldGroup>
        <SubmitButton>{t("setUp.verb")}</SubmitButton>
      </ActionForm>
    </>
  );
}
