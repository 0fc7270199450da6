"use server";

import type { AuthorizedProject, Role } from "../../../../../../lib/access/authorized.ts";
import { keepSingleKeys } from "../../../../../../lib/access/preference.ts";
import { isUserError, UserError } from "../../../../../../lib/base/error.ts";
import {
  createView,
  deleteView,
  listViews,
  type SavedView,
  savedViewStateSchema,
  updateView,
  type ViewInput,
} from "../../../../../../lib/plan/store-view.ts";
import { actionProject, currentPerson, requestLanguage } from "../../../../../_access/request.ts";
import { refusals } from "../commit-answer.ts";
import type { ViewAnswer } from "./use-views.ts";

async function answer(
  slug: string,
  atLeast: Role,
  save: (project: AuthorizedProject) => Promise<SavedView>,
): Promise<ViewAnswer> {
  const project = await actionProject(slug, atLeast);
  try {
    const { id } = await save(project);
    return { ok: true, id, views: await listViews(project) };
  } catch (error) {
    if (!isUserError(error) || error.code === "forbidden" || error.code === "not_found") throw error;
    return { ok: false, text: refusals(error, await requestLanguage())[0]?.text ?? "" };
  }
}

/** What a browser sent as a view, or `invalid_input`. */
function checkedState(view: unknown): ViewInput["view"] {
  const parsed = savedViewStateSchema.safeParse(view);
  if (parsed.success) return parsed.data;
  throw new UserError("invalid_input");
}

/** Keeps what the grid shows under a name. */
export async function createViewAction(slug: string, input: ViewInput): Promise<ViewAnswer> {
  return answer(slug, "viewer", (project) =>
    createView(project, { name: String(input.name), shared: input.shared === true, view: checkedState(input.view) }),
  );
}

/** Changes a view's name, state, or who sees it. */
export async function updateViewAction(
  slug: string,
  id: string,
  revision: number,
  change: Partial<ViewInput>,
): Promise<ViewAnswer> {
  const { name, shared, view } = change;
  return answer(slug, "viewer", (project) =>
    updateView(project, id, revision, {
      ...(name === undefined ? {} : { name: String(name) }),
      ...(shared === undefined ? {} : { shared: shared === true }),
      ...(view === undefined ? {} : { view: checkedState(view) }),
    }),
  );
}

export async function deleteViewAction(slug: string, id: string, revision: number): Promise<ViewAnswer> {
  return answer(slug, "viewer", (project) => deleteView(project, id, revision));
}

/** Whether single keys do something for the person who is signed in. */
export async function keepSingleKeysAction(on: boolean): Promise<void> {
  const person = await currentPerson();
  if (!person) throw new UserError("unauthenticated");
  await keepSingleKeys(person, on === true);
}
