import { redirect } from "next/navigation";
import { type EndedAccess, listEndedAccess } from "../../../lib/access/access-end.ts";
import { listVisibleProjects } from "../../../lib/access/authorize.ts";
import { isSetUpOpen } from "../../../lib/access/setup.ts";
import { formatterOf } from "../../../lib/i18n/translate.ts";
import { translator } from "../../../lib/i18n/translator.ts";
import type { Language } from "../../../lib/plan/plan.ts";
import { currentPerson, pageLanguage, sessionCredential } from "../../_access/request.ts";
import { LinkButton } from "../../_ui/link-button.tsx";

interface Props {
  readonly params: Promise<{ locale: string }>;
  /** `ended`: the project was asked for whose access has ended. */
  readonly searchParams: Promise<{ ended?: string | string[] }>;
}

/** The start: the first project one may open, else the way to one; or that an access has ended. */
export default async function StartPage(props: Props) {
  const language = pageLanguage((await props.params).locale);
  const person = await currentPerson();
  if (!person) redirect(`/${language}/${(await isSetUpOpen()) ? "set-up" : "sign-in"}`);
  const [project] = await listVisibleProjects(await sessionCredential());
  const asked = (await props.searchParams).ended !== undefined;
  if (project && !asked) redirect(`/${language}/${project.slug}`);
  const ended = await listEndedAccess(person.personId);
  if (ended.length > 0) return <Ended language={language} email={person.email} ended={ended} other={project?.slug} />;
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

function Ended(props: { language: Language; email: string; ended: readonly EndedAccess[]; other: string | undefined }) {
  const { language, email, other } = props;
  const t = translator(language, "transfer");
  const format = formatterOf(language);
  return (
    <>
      <h1 className="font-semibold text-title">{t("own.ended")}</h1>
      {props.ended.map(({ workspaceName, endedAt }) => (
        <p key={workspaceName}>
          {t("own.endedText", {
            email,
            workspace: workspaceName,
            day: format.dateTime(new Date(endedAt.getTime() - 1), { dateStyle: "long" }),
          })}
        </p>
      ))}
      <div className="flex flex-wrap gap-2">
        {other !== undefined && <LinkButton href={`/${language}/${other}`}>{t("own.others")}</LinkButton>}
        <LinkButton href={`/${language}/sign-out`}>{translator(language, "access")("signOut.verb")}</LinkButton>
      </div>
    </>
  );
}
