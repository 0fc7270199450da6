import { redirect } from "next/navigation";
import { listVisibleProjects } from "../../../lib/access/authorize.ts";
import { isSetUpOpen } from "../../../lib/access/setup.ts";
import { translator } from "../../../lib/i18n/translator.ts";
import { currentPerson, pageLanguage, sessionCredential } from "../../_access/request.ts";
import { LinkButton } from "../../_ui/link-button.tsx";

/** The start: the first project one may open, else the way to one. */
export default async function StartPage(props: { params: Promise<{ locale: string }> }) {
  const language = pageLanguage((await props.params).locale);
  const person = await currentPerson();
  if (!person) redirect(`/${language}/${(await isSetUpOpen()) ? "set-up" : "sign-in"}`);
  const [project] = await listVisibleProjects(await sessionCredential());
  if (project) redirect(`/${language}/${project.slug}`);
  const t = translator(language, "access");
  return (
    <>
      <h1 className="font-semibold text-title">{t("noProject.title")}</h1>
      <p>{t("noProject.text", { email: person.email })}</p>
      <div>
        <LinkButton href={`/${language}/sign-out`}>{t("signOut.verb")}</LinkButton>
      </div>
    </>
  );
}
