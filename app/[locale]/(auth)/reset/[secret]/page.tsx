import type { Metadata } from "next";
import { findReset } from "../../../../../lib/access/one-time-link.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../_access/action-form.tsx";
import { pageLanguage } from "../../../../_access/request.ts";
import { resetAction } from "../../actions.ts";

interface Props {
  readonly params: Promise<{ locale: string; secret: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "access")("reset.title") };
}

export default async function ResetPage(props: Props) {
  const { locale, secret } = await props.params;
  const t = translator(pageLanguage(locale), "access");
  const email = await findReset(secret);
  if (!email)
    return (
      <>
        <h1 className="font-semibold text-title">{t("reset.gone")}</h1>
        <p className="text-grey-7">{t("reset.goneText")}</p>
      </>
    );
  return (
    <>
      <h1 className="font-semibold text-title">{t("reset.title")}</h1>
      <p className="break-words text-grey-7">{t("reset.text", { email })}</p>
      <ActionForm action={resetAction}>
        <FormMessage />
        <input type="hidden" name="secret" value={secret} />
        <input type="hidden" name="email" value={email} autoComplete="username" />
        <FormField
          name="password"
          type="password"
          label={t("newPassword")}
          hint={t("passwordHint")}
          autoComplete="new-password"
          required
          autoFocus
        />
        <SubmitButton>{t("reset.verb")}</SubmitButton>
      </ActionForm>
    </>
  );
}
