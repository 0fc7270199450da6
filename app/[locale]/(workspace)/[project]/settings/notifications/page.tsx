import { translator } from "../../../../../../lib/i18n/translator.ts";
import { isMailOn } from "../../../../../../lib/mail/mailer.ts";
import { listFollows } from "../../../../../../lib/notify/follow.ts";
import { digestHourOf, preferenceOf, requirePerson } from "../../../../../../lib/notify/preference.ts";
import { loadPlan } from "../../../../../../lib/plan/store.ts";
import { listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { Notice } from "../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { openSettings, type SettingsProps, settingsMetadata } from "../page-of.ts";
import { ChannelForm } from "./channel-form.tsx";
import { DigestForm } from "./digest-form.tsx";
import { FollowList } from "./follow-list.tsx";

interface Props extends SettingsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export const generateMetadata = (props: SettingsProps) => settingsMetadata(props, "notifications");

/** What one is told of in this project, by which way, and what one follows. */
export default async function NotificationSettingsPage(props: Props) {
  const { language, project, base } = await openSettings(props);
  const t = translator(language, "notify");
  const personId = requirePerson(project);
  const [preference, digest, follows, { plan }, branches, query] = await Promise.all([
    preferenceOf(personId, project.projectId),
    digestHourOf(personId),
    listFollows(project),
    loadPlan(project),
    listBranches(project),
    pageQuery(props.searchParams),
  ]);
  return (
    <>
      <PageHeader title={t("settings.title")} text={t("settings.text")} />
      {!isMailOn() && <Notice className="mx-4 mb-4 max-w-reading">{t("settings.mailOff")}</Notice>}
      <ChannelForm language={language} project={project} preference={preference} />
      <DigestForm language={language} project={project} digest={digest} />
      <FollowList
        language={language}
        project={project}
        path={`${base}/notifications`}
        search={query.search ?? ""}
        follows={follows}
        plan={plan}
        branches={branches.filter(({ state }) => state !== "merged" && state !== "closed").map(({ name }) => name)}
      />
    </>
  );
}
