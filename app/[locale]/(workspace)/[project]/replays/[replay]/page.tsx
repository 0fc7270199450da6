import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { getReplay, type ReplayWithResult } from "../../../../../../lib/ingest/replay.ts";
import { EFFECTS } from "../../../../../../lib/ingest/replay-effect.ts";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { applyReplayAction, cancelReplayAction, followReplayAction } from "../actions.ts";
import { judgeText, type Opened, openReplays, rangeText, stateTone } from "../page-of.ts";
import { EventEffects } from "./event-effects.tsx";
import { FollowBar } from "./follow-bar.tsx";
import { ReplaySamples } from "./replay-samples.tsx";

interface Props {
  readonly params: Promise<{ locale: string; project: string; replay: string }>;
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "replay")("title") };
}

/** One replay or preview: how far it is, what it does by event, and what can be done about it. */
export default async function ReplayPage(props: Props) {
  const opened = await openReplays(props);
  const { language, project, t, base } = opened;
  const replay = await getReplay(project, (await props.params).replay).catch((error: unknown) => {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const { id, applies, state, judged, total } = replay;
  return (
    <>
      <PageHeader
        title={t(applies ? "replayTitle" : "previewTitle", { judge: judgeText(t, replay) })}
        text={rangeText(opened, replay.range)}
        actions={mayActAs(project.role, "editor") && <Acts opened={opened} replay={replay} />}
      />
      <div className="flex flex-col gap-4 px-4 pb-4">
        <p className="flex flex-wrap items-baseline gap-x-3 text-grey-7">
          <Badge tone={stateTone(state)}>{t(`state.${state}`)}</Badge>
          {startedText(opened, replay)}
        </p>
        <TextProvider language={language} areas={["replay"]} timeZone={project.timeZone}>
          <FollowBar
            key={`${id} ${state}`}
            slug={project.slug}
            id={id}
            initial={{ state, judged, total }}
            follow={followReplayAction}
          />
        </TextProvider>
        <Outcome opened={opened} replay={replay} />
      </div>
      {state !== "running" && replay.events.length > 0 && (
        <>
          <EventEffects
            opened={opened}
            replay={replay}
            query={await pageQuery(props.searchParams)}
            base={`${base}/${id}`}
          />
          <ReplaySamples opened={opened} replay={replay} />
        </>
      )}
    </>
  );
}

function startedText({ language, project, t }: Opened, { startedAt, startedByName, finishedAt }: ReplayWithResult) {
  const at = (date: Date) =>
    formatterOf(language, project.timeZone).dateTime(date, { dateStyle: "medium", timeStyle: "medium" });
  const started = t("startedBy", { name: startedByName, date: at(startedAt) });
  return finishedAt === null ? started : `${started} ${t("endedAt", { date: at(finishedAt) })}`;
}

function Acts({ opened, replay }: { opened: Opened; replay: ReplayWithResult }) {
  const { project, t, base } = opened;
  const { id, state, applies, branch, totals } = replay;
  const fields = { project: project.slug, replay: id };
  if (state === "running")
    return (
      <ConfirmAction
        action={cancelReplayAction}
        fields={fields}
        size="normal"
        title={t("cancelTitle")}
        description={t(applies ? "cancelText" : "cancelPreviewText")}
        verb={t("cancel")}
      />
    );
  const { added, withdrawn, moved } = totals;
  return (
    <>
      <LinkButton href={`${base}/new`}>{t("another")}</LinkButton>
      {!applies && state === "done" && branch === null && added + withdrawn + moved > 0 && (
        <ConfirmAction
          action={applyReplayAction}
          fields={fields}
          size="normal"
          tone="primary"
          title={t("applyTitle")}
          description={t("applyText", { added, withdrawn, moved })}
          verb={t("apply")}
          label={t("applyLabel")}
        />
      )}
    </>
  );
}

/** What came of it, in one sentence and five figures. */
function Outcome({ opened, replay }: { opened: Opened; replay: ReplayWithResult }) {
  const { t, language, project } = opened;
  const { applies, state, branch, judged, total, totals, refused } = replay;
  if (state === "running") return null;
  const format = formatterOf(language, project.timeZone);
  const changes = totals.added + totals.withdrawn + totals.moved;
  return (
    <>
      {state === "failed" && <Notice tone="danger">{t("failedText")}</Notice>}
      {state === "cancelled" && <Notice tone="warning">{t(applies ? "cancelledText" : "cancelledPreview")}</Notice>}
      {state === "done" && total === 0 && <Notice>{t("nothing")}</Notice>}
      {state === "done" && total > 0 && changes === 0 && <Notice>{t("unchanged", { judged })}</Notice>}
      {!applies && branch !== null && changes > 0 && <Notice>{t("onlyPublished")}</Notice>}
      {refused > 0 && <Notice tone="warning">{t("refused", { count: refused })}</Notice>}
      <dl className="flex flex-wrap gap-x-8 gap-y-3">
        {EFFECTS.map((effect) => (
          <div key={effect} data-effect={effect}>
            <dt className="text-grey-7">{t(`effect.${effect}`)}</dt>
            <dd className="font-semibold text-title tabular-nums">{format.number(totals[effect])}</dd>
          </div>
        ))}
      </dl>
      <p className="max-w-reading text-grey-7">{t(applies ? "appliedText" : "previewText")}</p>
    </>
  );
}
