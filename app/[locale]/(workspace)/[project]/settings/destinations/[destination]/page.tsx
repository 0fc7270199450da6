import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { listSources } from "../../../../../../../lib/access/source.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { isOfFiles } from "../../../../../../../lib/destination/destination.ts";
import { namesText } from "../../../../../../../lib/destination/names-text.ts";
import { listBackfills, listDead } from "../../../../../../../lib/destination/past.ts";
import { type Destination, getDestination, waitingFor } from "../../../../../../../lib/destination/store.ts";
import { formatterOf } from "../../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { findEvent } from "../../../../../../../lib/plan/find.ts";
import { latestVersion } from "../../../../../../../lib/plan/store-version.ts";
import { ActionForm, FormMessage, FormReveal, SubmitButton } from "../../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../../_access/confirm-action.tsx";
import { PageHeader } from "../../../../../../_ui/page-header.tsx";
import { Stat } from "../../../../../../_ui/stat.tsx";
import { TextLink } from "../../../../../../_ui/text-link.tsx";
import { type Opened, openSettings, type SettingsProps, settingsMetadata } from "../../page-of.ts";
import { RoleNotice } from "../../role-notice.tsx";
import {
  deleteDestinationAction,
  pauseDestinationAction,
  resumeDestinationAction,
  updateDestinationAction,
} from "../actions.ts";
import { DestinationFields } from "../destination-fields.tsx";
import { DestinationState } from "../destination-state.tsx";
import { Backfills } from "./backfills.tsx";
import { DeadEvents } from "./dead-events.tsx";

interface Props extends SettingsProps {
  readonly params: Promise<{ locale: string; project: string; destination: string }>;
}

interface One extends Opened {
  readonly destination: Destination;
}

export const generateMetadata = (props: Props) => settingsMetadata(props, "destinations");

async function found(opened: Opened, id: string): Promise<Destination> {
  try {
    return await getDestination(opened.project, id);
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** One destination: how far it is, what it refused, what of the past it is sent, and what it is sent at all. */
export default async function DestinationPage(props: Props) {
  const opened = await openSettings(props);
  const { language, project, base } = opened;
  const t = translator(language, "destination");
  if (!mayActAs(project.role, "admin"))
    return (
      <>
        <PageHeader title={t("title")} text={t("text")} />
        <RoleNotice language={language} own={project.role} needs="admin" hidden />
      </>
    );
  const destination = await found(opened, (await props.params).destination);
  const [dead, backfills] = await Promise.all([
    listDead(project, destination.id),
    listBackfills(project, destination.id),
  ]);
  const one = { ...opened, destination };
  return (
    <>
      <PageHeader
        title={destination.name}
        text={<TextLink href={`${base}/destinations`}>{t("back")}</TextLink>}
        actions={<DestinationActs {...one} />}
      />
      <div className="px-4 pb-4">
        <DestinationState language={language} timeZone={project.timeZone} destination={destination} />
      </div>
      <Figures {...one} />
      {!isOfFiles(destination.kind) && (
        <>
          <DeadEvents {...one} dead={dead} />
          <Backfills {...one} backfills={backfills} />
        </>
      )}
      <Settings {...one} />
    </>
  );
}

function DestinationActs({ language, project, destination }: One) {
  const t = translator(language, "destination");
  const { name, id } = destination;
  const fields = { project: project.slug, destination: id };
  return (
    <>
      {destination.pausedAt === null ? (
        <ConfirmAction
          action={pauseDestinationAction}
          fields={fields}
          title={t("pauseTitle", { name })}
          description={t("pauseText")}
          verb={t("pause")}
        />
      ) : (
        <ActionForm action={resumeDestinationAction} label={t("resume")}>
          <input type="hidden" name="project" value={project.slug} />
          <input type="hidden" name="destination" value={id} />
          <SubmitButton size="small">{t("resume")}</SubmitButton>
        </ActionForm>
      )}
      <ConfirmAction
        action={deleteDestinationAction}
        fields={fields}
        title={t("deleteTitle", { name })}
        description={t("deleteText")}
        verb={t("delete")}
      />
    </>
  );
}

async function Figures({ language, project, destination }: One) {
  const t = translator(language, "destination");
  const format = formatterOf(language, project.timeZone);
  const time = (date: Date) => format.dateTime(date, { dateStyle: "medium", timeStyle: "short" });
  const waiting = await waitingFor(project, destination.id);
  const { sentAt, nextAt, status, excerpt } = destination;
  return (
    <section className="px-4 pb-4">
      <div className="flex flex-wrap gap-x-8 gap-y-3">
        {isOfFiles(destination.kind) && <Stat label={t("files")} value={format.number(destination.files)} />}
        <Stat
          label={t(isOfFiles(destination.kind) ? "inFiles" : "sent")}
          value={format.number(destination.sent)}
          note={
            sentAt === null
              ? undefined
              : t(isOfFiles(destination.kind) ? "lastWritten" : "lastSent", { time: time(sentAt) })
          }
        />
        {!isOfFiles(destination.kind) && (
          <>
            <Stat
              label={t("waiting")}
              value={format.number(waiting.events)}
              note={
                waiting.since === undefined ? undefined : t("waitingSince", { time: time(new Date(waiting.since)) })
              }
            />
            <Stat label={t("dead")} value={format.number(destination.dead)} />
          </>
        )}
      </div>
      {isOfFiles(destination.kind) && <p className="max-w-reading pt-3 text-grey-7">{t("filesNote")}</p>}
      {destination.state === "failing" && (
        <p className="max-w-reading break-words pt-3 text-grey-7">
          {t("answered")} <span className="font-mono">{status ?? t("noAnswer")}</span>{" "}
          <span translate="no">{excerpt}</span> {nextAt !== null && t("next", { time: time(nextAt) })}
        </p>
      )}
    </section>
  );
}

async function Settings({ language, project, destination }: One) {
  const t = translator(language, "destination");
  const plan = (await latestVersion(project.projectId))?.plan;
  const named = destination.events.map((id) => (plan && findEvent(plan, id)?.name) ?? "");
  return (
    <ActionForm action={updateDestinationAction} label={destination.name} className="max-w-lg border-t px-4 pt-4 pb-8">
      <h2 className="font-semibold">{t("settings")}</h2>
      <FormMessage />
      <FormReveal name="secret" hint={t("secretHint")} copyLabel={t("copy")} />
      <input type="hidden" name="project" value={project.slug} />
      <input type="hidden" name="destination" value={destination.id} />
      <p className="text-grey-7">{t(`kinds.${destination.kind}`)}</p>
      <DestinationFields
        language={language}
        name={destination.name}
        address={destination.address}
        passing={destination}
        names={namesText(plan, destination.names)}
        events={named.filter((name) => name !== "")}
        sources={await listSources(project)}
      />
      <div>
        <SubmitButton>{t("save")}</SubmitButton>
      </div>
    </ActionForm>
  );
}
