"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { UserError } from "../../../../../lib/base/error.ts";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { previewReverdict, type ReverdictPreview, releaseHeld } from "../../../../../lib/ingest/reverdict.ts";
import { decideAndTell } from "../../../../../lib/notify/decide-violations.ts";
import { REMEDIES } from "../../../../../lib/violation/remedy.ts";
import { applyRemedy } from "../../../../../lib/violation/remedy-run.ts";
import type { ViolationChange } from "../../../../../lib/violation/state.ts";
import { formAction } from "../../../../_access/form-action.ts";
import { actionProject } from "../../../../_access/request.ts";
import { decisionOf, decisionsShape, formerOf } from "../../../../api/_rest/decision-shape.ts";
import { judgingVersionShape } from "../../../../api/_rest/release-shape.ts";
import type { SentDecision } from "./decide-many.ts";

const DAY = 86_400_000;

/** Assigns, ignores until a day, resolves in a release, or opens again. */
export const decideAction = formAction(async (form, language) => {
  const to = form.choice("to", ["open", "assigned", "ignored", "resolved"]);
  const days = form.choice("days", ["7", "30", "90", "always"]);
  const assigneeId = form.text("assignee", 100);
  const release = form.text("release", 100);
  const note = form.text("note", 2000);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const changes: { readonly [To in typeof to]: ViolationChange } = {
    open: { to: "open" },
    assigned: { to: "assigned", assigneeId },
    ignored: { to: "ignored", ...(days === "always" ? {} : { until: new Date(Date.now() + Number(days) * DAY) }) },
    resolved: { to: "resolved", ...(release === "" ? {} : { release }) },
  };
  await decideAndTell(project, [{ fingerprint: form.raw("fingerprint"), change: changes[to], note }]);
  refresh();
  return { message: translator(language, "violation")(`decided.${to}`) };
});

/** Decides upon several at once, and answers with what stood before, which brings it back when sent in turn. */
export async function decideManyAction(
  slug: string,
  decisions: readonly SentDecision[],
  quietly: boolean,
): Promise<readonly SentDecision[]> {
  const project = await actionProject(slug, "editor");
  const read = decisionsShape.safeParse(decisions);
  if (!read.success) throw new UserError("invalid_input");
  const former = await decideAndTell(project, read.data.map(decisionOf), { quietly: quietly === true });
  refresh();
  return former.map(formerOf);
}

/** Changes the plan on a branch so that what was received conforms, and leads there. */
export const remedyAction = formAction(async (form, language) => {
  const branch = form.text("branch", 63);
  const remedy = form.choice("remedy", REMEDIES);
  const project = await actionProject(form.raw("project"), "editor");
  form.settle();
  const made = await applyRemedy(project, form.raw("fingerprint"), {
    ...{ branch: branch === "" ? undefined : branch, remedy },
  });
  redirect(`/${language}/${project.slug}/plan/branches/${encodeURIComponent(made.branch)}`);
});

function judgingVersion(given: unknown): number | undefined {
  const read = judgingVersionShape.optional().safeParse(given);
  if (!read.success) throw new UserError("bad_request");
  return read.data;
}

/** What releasing the held events of a violation would do, under the latest version or another one. Changes nothing. */
export async function previewReleaseAction(
  slug: string,
  fingerprint: string,
  includeBlocked: boolean,
  planVersion?: number,
): Promise<ReverdictPreview> {
  const project = await actionProject(slug, "viewer");
  return previewReverdict(project, { fingerprint, includeBlocked, planVersion: judgingVersion(planVersion) });
}

/** Judges the held events again and releases those that conform now, each exactly once. */
export const releaseAction = formAction(async (form, language) => {
  const includeBlocked = form.raw("includeBlocked") === "on";
  const chosen = form.raw("planVersion");
  const planVersion = judgingVersion(chosen === "" ? undefined : Number(chosen));
  const project = await actionProject(form.raw("project"), "editor");
  const done = await releaseHeld(project, { fingerprint: form.raw("fingerprint"), includeBlocked, planVersion });
  refresh();
  return {
    message: translator(language, "violation")("release.done", {
      released: done.released,
      judged: done.judged,
      version: done.planVersion,
    }),
  };
});
