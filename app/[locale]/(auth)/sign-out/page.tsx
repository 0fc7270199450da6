import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { translator } from "../../../../lib/i18n/translator.ts";
import { currentPerson, pageLanguage } from "../../../_access/request.ts";
import { Button } from "../../../_ui/button.tsx";
import { LinkButton } from "../../../_ui/link-button.tsx";
import { signOut } from "../actions.ts";

interface Props {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "access")("signOut.title") };
}

export default async function SignOutPage(props: Props) {
  const language = pageLanguage((await props.params).locale);
  const person = await currentPerson();
  if (!person) redirect(`/${language}/sign-in`);
  const t = translator(language, "access");
  return (
    <>
      <h1 className="font-semibold text-title">{t("signOut.title")}</h1>
      <p>{t("signOut.text", { email: person.email })}</p>
      <form action={signOut.bind(null, language)} className="flex gap-2">
        <Button type="submit" tone="primary">
          {t("signOut.verb")}
        </Button>
        <LinkButton href={`/${language}`}>{t("signOut.back")}</LinkButton>
      </form>
    </>
  );
}
