/** What the pages of replays begin with, and the words they share. */

import { type AreaText, formatterOf } from "../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import type { Replay, ReplayState } from "../../../../../lib/ingest/replay.ts";
import type { ReplayRange } from "../../../../../lib/ingest/replay-follow.ts";
import { type OpenedPage, openProjectPage, type ProjectPageProps } from "../../../../_access/project-page.ts";
import type { BadgeTone } from "../../../../_ui/badge.tsx";

export type Opened = OpenedPage<"replay">;
type Words = AreaText<"replay">;

export function openReplays(props: ProjectPageProps): Promise<Opened> {
  return openProjectPage(props, "replay", "replays");
}

/** "version 3", "branch checkout". */
export function judgeText(t: Words, { planVersion: version, branch }: Pick<Replay, "planVersion" | "branch">): string {
  return branch === null ? t("ofVersion", { version }) : t("ofBranch", { branch });
}

const TONES: Readonly<Record<ReplayState, BadgeTone>> = {
  running: "accent",
  done: "good",
  failed: "danger",
  cancelled: "warning",
};

export function stateTone(state: ReplayState): BadgeTone {
  return TONES[state];
}

/** What was judged, in words: "From 1 Nov to 8 Nov, source web, event Paid". */
export function rangeText({ language, project, t }: Opened, range: ReplayRange): string {
  const format = formatterOf(language, project.timeZone);
  const at = (date: Date) => format.dateTime(date, { dateStyle: "medium", timeStyle: "short" });
  const { from, until, source, environment, event, now, fingerprint, includeBlocked } = range;
  const times =
    until === undefined
      ? []
      : [
          from === undefined
            ? t("range.until", { until: at(until) })
            : t("range.between", { from: at(from), until: at(until) }),
        ];
  const parts = [
    ...times,
    ...(source === undefined ? [] : [t("range.source", { source })]),
    ...(environment === undefined ? [] : [translator(language, "source")(`environment.${environment}`)]),
    ...(event === undefined ? [] : [t("range.event", { event })]),
    ...(now === undefined ? [] : [t(`range.${now}`)]),
    ...(fingerprint === undefined ? [] : [t("range.violation")]),
    ...(includeBlocked === true ? [t("range.blocked")] : []),
  ];
  return parts.length === 0 ? t("range.all") : parts.join(", ");
}
