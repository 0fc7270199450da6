"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { parseDay, startOfDay } from "../../../../../lib/analysis/calendar.ts";
import { UserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { ENVIRONMENTS } from "../../../../../lib/ingest/disposition.ts";
import {
  cancelReplay,
  getReplay,
  previewReplay,
  type ReplayState,
  startReplay,
} from "../../../../../lib/ingest/replay.ts";
import type { ReplayChoice } from "../../../../../lib/ingest/replay-follow.ts";
import { formAction } from "../../../../_access/form-action.ts";
import type { FormReader } from "../../../../_access/form-reader.ts";
import { actionProject } from "../../../../_access/request.ts";

const NO_DAY = { en: "This is no day, such as 2026-03-31.", fr: "Ce n’est pas un jour, comme 2026-03-31." };
const BACKWARDS = { en: "The last day is before the first.", fr: "Le dernier jour précède le premier." };

function dayIn(form: FormReader, name: string): number | undefined {
  const text = form.text(name, 10);
  if (text === "") return undefined;
  const day = parseDay(text);
  if (day === undefined) throw new UserError("invalid_input", { fields: [{ path: name, ...NO_DAY }] });
  return day;
}

/** Whole days of the project's time zone, both included. */
function daysIn(form: FormReader, timeZone: string): Pick<ReplayChoice, "from" | "until"> {
  const [first, last] = [dayIn(form, "from"), dayIn(form, "until")];
  if (first !== undefined && last !== undefined && last < first)
    throw new UserError("invalid_input", { fields: [{ path: "until", ...BACKWARDS }] });
  const calendar = { timeZone, weekStart: 1 };
  const at = (day: number | undefined) => (day === undefined ? undefined : new Date(startOfDay(calendar, day)));
  return { from: at(first), until: at(last === undefined ? undefined : last + 1) };
}

/** `3` of versions, anything else is a branch. */
function judgeIn(text: string): Pick<ReplayChoice, "planVersion" | "branch"> {
  return /^\d{1,9}$/.test(text) ? { planVersion: Number(text) } : { branch: text };
}

function given<T extends object>(choice: T): T {
  return Object.fromEntries(Object.entries(choice).filter(([, value]) => value !== undefined && value !== "")) as T;
}

/** Begins a preview and leads to it. */
export const previewReplayAction = formAction(async (form, language) => {
  const judge = judgeIn(form.required("at"));
  const [source, event] = [form.text("source", 100), form.text("event", 1000)];
  const environment = form.choice("environment", ["", ...ENVIRONMENTS]);
  const now = form.choice("now", ["", "conformant", "held"]);
  const includeBlocked = form.raw("includeBlocked") === "on" ? true : undefined;
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const days = daysIn(form, project.timeZone);
  const choice = { ...judge, ...days, source, event, environment, now, includeBlocked };
  const { id } = await previewReplay(project, given(choice) as ReplayChoice);
  redirect(`/${language}/${project.slug}/replays/${id}`);
});

/** Makes analysis follow what a preview showed, and leads to the replay that does it. */
export const applyReplayAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "editor");
  const { range, planVersion, branch } = await getReplay(project, form.raw("replay"));
  const judge = branch === null ? { planVersion } : { branch };
  const { id } = await startReplay(project, { ...range, ...judge });
  redirect(`/${language}/${project.slug}/replays/${id}`);
});

export const cancelReplayAction = formAction(async (form, language) => {
  const project = await actionProject(form.raw("project"), "editor");
  await cancelReplay(project, form.raw("replay"));
  refresh();
  return { message: translator(language, "replay")("cancelAsked") };
});

export interface ReplayProgress {
  readonly state: ReplayState;
  readonly judged: number;
  readonly total: number;
}

/** How far a replay is; the page that asks shows its result once it has ended. */
export async function followReplayAction(slug: string, id: string): Promise<ReplayProgress> {
  const project = await actionProject(slug, "viewer");
  const { state, judged, total } = await getReplay(project, String(id));
  if (state !== "running") refresh();
  return { state, judged, total };
}
