"use server";

import { refresh } from "next/cache";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { type ErrorCode, isUserError, UserError } from "../../../../../../lib/base/error.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import { loadPlan, MAIN } from "../../../../../../lib/plan/store.ts";
import {
  createWorkshop,
  deleteWorkshop,
  finishWorkshop,
  loadWorkshop,
  saveWorkshop,
} from "../../../../../../lib/plan/store-workshop.ts";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";
import { type WorkshopGap, workshopGaps } from "../../../../../../lib/plan/workshop-gap.ts";
import { type WorkshopIdeas, workshopIdeas } from "../../../../../../lib/plan/workshop-idea.ts";
import { findTemplate } from "../../../../../../lib/template/catalogue.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { findingContext, readFindingFacts } from "../../../../../_findings/finding-facts.ts";
import { refusals } from "../commit-answer.ts";
import { placeOfGap } from "./step-of-path.ts";
import type { FinishAnswer, NewWorkshopInput, OpenPoint, SaveAnswer, StartAnswer } from "./workshop-answer.ts";

const REFUSALS: ReadonlySet<ErrorCode> = new Set([
  "stale_revision",
  "invalid_input",
  "conflict",
  "not_found",
  "forbidden",
  "unauthenticated",
]);

/** The sentences of a refusal; our own faults are thrown. */
function told(error: unknown, language: Language) {
  if (!isUserError(error) || !REFUSALS.has(error.code)) throw error;
  const texts = new Set(refusals(error, language).map(({ text }) => text));
  return { ok: false, code: error.code, text: [...texts].slice(0, 3).join(" ") } as const;
}

async function contextOf(project: AuthorizedProject) {
  const { plan } = await loadPlan(project, MAIN);
  return { plan, context: findingContext(plan, await readFindingFacts(project, plan)) };
}

function inLanguage(gaps: readonly WorkshopGap[], language: Language): readonly OpenPoint[] {
  return gaps.map((gap) => ({ path: placeOfGap(gap), text: gap[language] }));
}

/** Begins a workshop. */
export async function startWorkshopAction(slug: string, input: NewWorkshopInput): Promise<StartAnswer> {
  const project = await actionProject(slug, "editor");
  const { title, heldOn, template, present } = input;
  try {
    const known = template !== undefined && findTemplate(String(template)) !== undefined ? { template } : {};
    const { id } = await createWorkshop(project, { title, heldOn, present, ...known });
    return { ok: true, id };
  } catch (error) {
    return told(error, await requestLanguage());
  }
}

/** Keeps what was said. */
export async function saveWorkshopAction(
  slug: string,
  id: string,
  revision: number,
  workshop: Workshop,
): Promise<SaveAnswer> {
  try {
    const project = await actionProject(slug, "editor");
    const saved = await saveWorkshop(project, id, revision, workshop).catch((error: unknown) => {
      if (isUserError(error) && error.code === "stale_revision") return undefined;
      throw error;
    });
    return saved === undefined ? await staleAnswer(project, id) : { ok: true, revision: saved };
  } catch (error) {
    return { reason: "refused", ...told(error, await requestLanguage()) };
  }
}

/** What is still open in a workshop. Nothing is written. */
export async function openPointsAction(slug: string, id: string): Promise<readonly OpenPoint[]> {
  const project = await actionProject(slug, "editor");
  const { workshop } = await loadWorkshop(project, id);
  const { plan, context } = await contextOf(project);
  return inLanguage(workshopGaps(plan, workshop, context), await requestLanguage());
}

async function staleAnswer(project: AuthorizedProject, id: string): Promise<SaveAnswer> {
  const { workshop, revision, changedBy } = await loadWorkshop(project, id);
  return { ok: false, reason: "stale", by: changedBy, revision, theirs: workshop };
}

/** What the plan of an industry suggests. Nothing is written. */
export async function workshopIdeasAction(slug: string, template: string): Promise<WorkshopIdeas> {
  const project = await actionProject(slug, "editor");
  const found = findTemplate(String(template));
  if (found === undefined) throw new UserError("not_found");
  return workshopIdeas(found.plan(project.slug, await requestLanguage()));
}

/** Makes the branch of what was said. */
export async function finishWorkshopAction(
  slug: string,
  id: string,
  revision: number,
  branch: string,
): Promise<FinishAnswer> {
  const project = await actionProject(slug, "editor");
  try {
    const { context } = await contextOf(project);
    const { outcome } = await finishWorkshop(project, id, { expectedRevision: revision, branch, context });
    return { ok: true, branch: outcome?.branch ?? branch };
  } catch (error) {
    return told(error, await requestLanguage());
  }
}

/** Throws a workshop away that was begun. */
export async function deleteWorkshopAction(slug: string, id: string): Promise<FinishAnswer> {
  const project = await actionProject(slug, "editor");
  try {
    await deleteWorkshop(project, id);
    refresh();
    return { ok: true, branch: "" };
  } catch (error) {
    return told(error, await requestLanguage());
  }
}
