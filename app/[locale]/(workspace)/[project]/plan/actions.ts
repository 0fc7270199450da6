"use server";

import type { Edit } from "../../../../../lib/plan/edit.ts";
import { applyEdits } from "../../../../../lib/plan/edit.ts";
import { loadPlan } from "../../../../../lib/plan/store.ts";
import { actionProject, requestLanguage } from "../../../../_access/request.ts";
import { findingScope } from "./branch-view.ts";
import { answerCommit, answerUndo } from "./commit-answer.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";
import { eventFindings, eventView, findingCounts } from "./event-view.ts";
import {
  type NewEventInput,
  type NewEventResult,
  type NewEventsResult,
  newEventAnswer,
  newEventsAnswer,
} from "./grid/new-event.ts";
import { findingsBesideEvents, findingsOf } from "./shown-findings.ts";
import type { CommitAnswer, EventFindings, EventView } from "./view.ts";

/** Saves edits made on top of `revision`. */
export async function commitPlanAction(
  slug: string,
  branch: string,
  revision: number,
  edits: readonly Edit[],
  focus: string | undefined,
  own: readonly number[] = [],
  reason?: string,
): Promise<CommitAnswer> {
  const project = await actionProject(slug, "editor");
  return answerCommit(project, { branch, revision, edits, focus, own, reason }, await requestLanguage());
}

/** Takes back what a revision of one's own did. */
export async function undoPlanAction(
  slug: string,
  branch: string,
  revision: number,
  focus: string | undefined,
): Promise<CommitAnswer> {
  const project = await actionProject(slug, "editor");
  return answerUndo(project, { branch, revision, focus }, await requestLanguage());
}

/** Findings of the object at `path` as they would be with these edits; nothing is written. */
export async function previewPlanAction(
  slug: string,
  branch: string,
  edits: readonly Edit[],
  path: string,
): Promise<readonly ShownFinding[]> {
  const project = await actionProject(slug, "editor");
  const { plan } = await loadPlan(project, branch);
  const scope = await findingScope(project, await requestLanguage(), plan);
  const result = applyEdits(plan, edits, { published: scope.published, tolerant: true });
  if (result.ok) return findingsOf(result.plan, scope, path);
  return result.errors.map((error) => ({
    rule: error.code,
    severity: "error",
    path: error.path,
    text: error[scope.language],
  }));
}

/** One event with all that its panel shows. */
export async function openEventAction(slug: string, branch: string, id: string): Promise<EventView | undefined> {
  const project = await actionProject(slug, "viewer");
  const { plan } = await loadPlan(project, branch);
  return eventView(plan, id);
}

/** How many findings events have, all of them unless `ids` names some, and those of the event whose panel is open. */
export async function eventFindingsAction(
  slug: string,
  branch: string,
  ids: readonly string[] | undefined,
  focus: string | undefined,
): Promise<EventFindings> {
  const project = await actionProject(slug, "viewer");
  const { plan } = await loadPlan(project, branch);
  const scope = await findingScope(project, await requestLanguage(), plan);
  return { counts: findingCounts(plan, scope, ids), focus: focus ? eventFindings(plan, scope, focus) : [] };
}

/** Findings of everything but events, for the screens that edit the rest. */
export async function objectFindingsAction(slug: string, branch: string): Promise<readonly ShownFinding[]> {
  const project = await actionProject(slug, "viewer");
  const { plan } = await loadPlan(project, branch);
  return findingsBesideEvents(plan, await findingScope(project, await requestLanguage(), plan));
}

/** The edits that make an event of that name, and what the rules say of it. Nothing is written. */
export async function newEventAction(slug: string, branch: string, input: NewEventInput): Promise<NewEventResult> {
  const project = await actionProject(slug, "editor");
  const { plan } = await loadPlan(project, branch);
  return newEventAnswer(plan, input, await findingScope(project, await requestLanguage(), plan));
}

/** The edits that make several events of those names. Nothing is written. */
export async function newEventsAction(
  slug: string,
  branch: string,
  inputs: readonly Omit<NewEventInput, "category">[],
): Promise<NewEventsResult> {
  const project = await actionProject(slug, "editor");
  const { plan } = await loadPlan(project, branch);
  return newEventsAnswer(plan, inputs, await requestLanguage());
}
