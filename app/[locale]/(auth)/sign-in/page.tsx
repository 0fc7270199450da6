import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { isSetUpOpen } from "../../../../lib/access/setup.ts";
import { translator } from "../../../../lib/i18n/translator.ts";
import { isMailOn } from "../../../../lib/mail/mailer.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../_access/action-form.tsx";
import { currentPerson, pageLanguage, safeReturn } from "../../../_access/request.ts";
import { Notice } from "../../../_ui/notice.tsx";
import { signInAction } from "../actions.ts";

interface Props {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<{ next?: string | string[]; link?: string | string[] }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "access")("signIn.title") };
}

export default async function SignInPage(props: Props) {
  const language = pageLanguage((await props.params).locale);
  const query = await props.searchParams;
  const back = safeReturn(typeof query.next === "string" ? query.next : undefined, language);
  if (await currentPerson()) redirect(back);
  if (await isSetUpOpen()) redirect(`/${language}/set-up`);
  const t = translator(language, "access");
  return (
    <>
      <h1 className="font-semibold text-title">{t("signIn.title")}</h1>
      {query.link === "used" && <Notice tone="warning">{t("signIn.linkUsed")}</Notice>}
      <ActionForm action={signInAction}>
        <FormMessage />
        <input type="hidden" name="next" value={back} />
        <FormField name="email" type="email" label={t("email")} autoComplete="username" required autoFocus />
        <FormField name="password" type="password" label={t("password")} autoComplete="current-password" required />
        <SubmitButton>{t("signIn.verb")}</SubmitButton>
      </ActionForm>
      {isMailOn() ? (
        <p className="text-grid">
          <Link
            href={`/${language}/forgotten-password`}
            prefetch={false}
            className="inline-flex min-h-6 items-center text-accent-7 underline underline-offset-2"
          >
            {t("forgotten.link")}
          </Link>
        </p>
      ) : (
        <div className="text-grey-7 text-grid">
          <p>{t("signIn.forgotten")}</p>
          <code className="font-mono">npm run reset-password -- EMAIL</code>
        </div>
      )}
    </>
  );
}
