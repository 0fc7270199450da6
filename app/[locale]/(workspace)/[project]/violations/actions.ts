"use server";

import { refresh } from "next/cache";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { previewReverdict, type ReverdictPreview, releaseHeld } from "../../../../../lib/ingest/reverdict.ts";
import { setViolationState } from "../../../../../lib/violation/store.ts";
import { formAction } from "../../../../_access/form-action.ts";
import { actionProject } from "../../../../_access/request.ts";

const DAY = 86_400_000;

/** Ignores until a day, resolves in a release, or opens again. */
export const decideAction = formAction(async (form, language) => {
  const to = form.choice("to", ["open", "ignored", "resolved"]);
  const days = form.choice("days", ["7", "30", "90", "always"]);
  const release = form.text("release", 100);
  const note = form.text("note", 2000);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const change =
    to === "open"
      ? ({ to } as const)
      : to === "ignored"
        ? ({ to, ...(days === "always" ? {} : { until: new Date(Date.now() + Number(days) * DAY) }) } as const)
        : ({ to, ...(release === "" ? {} : { release }) } as const);
  await setViolationState(project, form.raw("fingerprint"), { ...change, note });
  refresh();
  return { message: translator(language, "violation")(`decided.${to}`) };
});

/** What releasing the held events of a violation would do, under the latest version. Changes nothing. */
export async function previewReleaseAction(
  slug: string,
  fingerprint: string,
  includeBlocked: boolean,
): Promise<ReverdictPreview> {
  const project = await actionProject(slug, "viewer");
  return previewReverdict(project, { fingerprint, includeBlocked });
}

/** Judges the held events again and releases those that conform now, each exactly once. */
export const releaseAction = formAction(async (form, language) => {
  const includeBlocked = form.raw("includeBlocked") === "on";
  const project = await actionProject(form.raw("project"), "editor");
  const done = await releaseHeld(project, { fingerprint: form.raw("fingerprint"), includeBlocked });
  refresh();
  return {
    message: translator(language, "violation")("release.done", {
      released: done.released,
      judged: done.judged,
      version: done.planVersion,
    }),
  };
});
