import { END_WARNING_DAYS } from "../../lib/access/access-end.ts";
import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import type { PendingTransfer } from "../../lib/access/transfer.ts";
import { formatterOf } from "../../lib/i18n/translate.ts";
import { translator } from "../../lib/i18n/translator.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { Notice } from "../_ui/notice.tsx";
import { TextLink } from "../_ui/text-link.tsx";

const DAY = 86_400_000;

/** On every page, to whom it concerns: that their access ends within a week, and that the workspace is offered to them. */
export function AccessNotice(props: {
  language: Language;
  project: AuthorizedProject;
  workspaceName: string;
  offer: PendingTransfer | undefined;
}) {
  const { language, project, offer } = props;
  const t = translator(language, "transfer");
  const { accessEndsAt } = project;
  const ending = accessEndsAt !== undefined && accessEndsAt.getTime() - Date.now() <= END_WARNING_DAYS * DAY;
  if (!ending && offer === undefined) return null;
  return (
    <div className="flex shrink-0 flex-col gap-2 p-2">
      {ending && (
        <Notice tone="warning" title={t("own.ending", { workspace: props.workspaceName, day: lastDay(props) })}>
          <p>{t("own.ask")}</p>
        </Notice>
      )}
      {offer && (
        <Notice title={t("hand.mine", { from: offer.from.name })}>
          <TextLink href={`/${language}/${project.slug}/settings/workspace`}>{t("hand.look")}</TextLink>
        </Notice>
      )}
    </div>
  );
}

function lastDay({ language, project }: { language: Language; project: AuthorizedProject }): string {
  const last = new Date((project.accessEndsAt?.getTime() ?? 0) - 1);
  return formatterOf(language, project.timeZone).dateTime(last, { dateStyle: "long" });
}
