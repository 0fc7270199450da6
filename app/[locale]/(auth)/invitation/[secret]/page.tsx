import type { Metadata } from "next";
import { findInvitation, type OpenInvitation } from "../../../../../lib/access/invitation.ts";
import { formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Language } from "../../../../../lib/plan/plan.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../_access/action-form.tsx";
import { currentPerson, pageLanguage } from "../../../../_access/request.ts";
import { LinkButton } from "../../../../_ui/link-button.tsx";
import { Notice } from "../../../../_ui/notice.tsx";
import { joinAction, joinAsNewAction } from "../../actions.ts";

interface Props {
  readonly params: Promise<{ locale: string; secret: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "access")("invitation.title") };
}

export default async function InvitationPage(props: Props) {
  const { locale, secret } = await props.params;
  const language = pageLanguage(locale);
  const t = translator(language, "access");
  const invitation = await findInvitation(secret);
  if (!invitation)
    return (
      <>
        <h1 className="font-semibold text-title">{t("invitation.gone")}</h1>
        <p className="text-grey-7">{t("invitation.goneText")}</p>
      </>
    );
  const role = translator(language, "shell")(`role.${invitation.role}`);
  return (
    <>
      <h1 className="font-semibold text-title">{t("invitation.title")}</h1>
      <p>{t("invitation.text", { workspace: invitation.workspaceName, role })}</p>
      <Terms invitation={invitation} language={language} />
      <p className="break-words text-grey-7">{t("invitation.forAddress", { email: invitation.email })}</p>
      <Join invitation={invitation} secret={secret} language={language} />
    </>
  );
}

/** That the workspace is handed over with it, and until when the access lasts. */
function Terms({ invitation, language }: { invitation: OpenInvitation; language: Language }) {
  const t = translator(language, "transfer");
  const { transfer, accessEndsAt } = invitation;
  if (transfer) return <p>{t("invitation.owner", { from: transfer.from })}</p>;
  if (accessEndsAt === null) return null;
  const last = new Date(accessEndsAt.getTime() - 1);
  return <p>{t("invitation.until", { day: formatterOf(language).dateTime(last, { dateStyle: "long" }) })}</p>;
}

async function Join(props: { invitation: OpenInvitation; secret: string; language: Language }) {
  const { invitation, secret, language } = props;
  const t = translator(language, "access");
  const person = await currentPerson();
  if (person && person.email !== invitation.email)
    return (
      <>
        <Notice tone="warning">
          {t("invitation.wrongAccount", { current: person.email, email: invitation.email })}
        </Notice>
        <div>
          <LinkButton href={`/${language}/sign-out`}>{t("signOut.verb")}</LinkButton>
        </div>
      </>
    );
  if (person)
    return (
      <ActionForm action={joinAction}>
        <FormMessage />
        <input type="hidden" name="secret" value={secret} />
        <SubmitButton>{t("invitation.accept", { workspace: invitation.workspaceName })}</SubmitButton>
      </ActionForm>
    );
  if (invitation.hasAccount) {
    const back = encodeURIComponent(`/${language}/invitation/${secret}`);
    return (
      <>
        <p>{t("invitation.haveAccount")}</p>
        <div>
          <LinkButton tone="primary" href={`/${language}/sign-in?next=${back}`}>
            {t("signIn.verb")}
          </LinkButton>
        </div>
      </>
    );
  }
  return (
    <ActionForm action={joinAsNewAction}>
      <FormMessage />
      <input type="hidden" name="secret" value={secret} />
      <input type="hidden" name="email" value={invitation.email} autoComplete="username" />
      <FormField name="name" label={t("name")} autoComplete="name" required autoFocus />
      <FormField
        name="password"
        type="password"
        label={t("password")}
        hint={t("passwordHint")}
        autoComplete="new-password"
        required
      />
      <SubmitButton>{t("invitation.create")}</SubmitButton>
    </ActionForm>
  );
}
