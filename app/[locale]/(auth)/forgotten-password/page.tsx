import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { translator } from "../../../../lib/i18n/translator.ts";
import { isMailOn } from "../../../../lib/mail/mailer.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../_access/action-form.tsx";
import { pageLanguage } from "../../../_access/request.ts";
import { forgottenAction } from "../actions.ts";

interface Props {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "access")("forgotten.title") };
}

/** Only where letters can be sent. */
export default async function ForgottenPasswordPage(props: Props) {
  const language = pageLanguage((await props.params).locale);
  if (!isMailOn()) notFound();
  const t = translator(language, "access");
  return (
    <>
      <h1 className="font-semibold text-title">{t("forgotten.title")}</h1>
      <p className="text-grey-7">{t("forgotten.text")}</p>
      <ActionForm action={forgottenAction}>
        <FormMessage />
        <FormField name="email" type="email" label={t("email")} autoComplete="username" required autoFocus />
        <SubmitButton>{t("forgotten.verb")}</SubmitButton>
      </ActionForm>
      <p className="text-grid">
        <Link
          href={`/${language}/sign-in`}
          className="inline-flex min-h-6 items-center text-accent-7 underline underline-offset-2"
        >
          {t("forgotten.back")}
        </Link>
      </p>
    </>
  );
}
