"use server";

import { type FieldError, isUserError } from "../../../../../../lib/base/error.ts";
import {
  editComment,
  listThreads,
  replyTo,
  setDeleted,
  setResolved,
  startThread,
  type Thread,
} from "../../../../../../lib/review/comment.ts";
import { readDirectory } from "../../../../../../lib/review/directory.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";
import { refusals } from "../commit-answer.ts";
import { type Mentioned, mentionable, type ShownThread, shownThread } from "./shown-thread.ts";

export type ThreadAnswer =
  | { readonly ok: true; readonly thread: ShownThread }
  | { readonly ok: false; readonly text: string };

/** Refusals by rule are answers, everything else is thrown. */
async function answer(personId: string, act: () => Promise<Thread>): Promise<ThreadAnswer> {
  try {
    return { ok: true, thread: shownThread(await act(), personId) };
  } catch (error) {
    if (!isUserError(error) || error.code !== "invalid_input") throw error;
    const fields: readonly FieldError[] = error.fields;
    return { ok: false, text: refusals(error, await requestLanguage())[0]?.text ?? fields[0]?.en ?? "" };
  }
}

/** Threads about an object of a branch, and whom one can mention. */
export async function loadThreadsAction(
  slug: string,
  branch: string,
  object: string,
): Promise<{ readonly threads: readonly ShownThread[]; readonly people: readonly Mentioned[] }> {
  const project = await actionProject(slug, "viewer");
  const threads = await listThreads(project, { branch, object });
  const { people } = await readDirectory(project);
  return { threads: threads.map((thread) => shownThread(thread, project.actor.id)), people: mentionable(people) };
}

export async function startThreadAction(
  slug: string,
  branch: string,
  path: string,
  text: string,
): Promise<ThreadAnswer> {
  const project = await actionProject(slug, "viewer");
  return answer(project.actor.id, () => startThread(project, { branch, path: String(path), text: String(text) }));
}

export async function replyAction(slug: string, thread: string, text: string): Promise<ThreadAnswer> {
  const project = await actionProject(slug, "viewer");
  return answer(project.actor.id, () => replyTo(project, thread, String(text)));
}

export async function resolveThreadAction(slug: string, thread: string, resolved: boolean): Promise<ThreadAnswer> {
  const project = await actionProject(slug, "viewer");
  return answer(project.actor.id, () => setResolved(project, thread, resolved === true));
}

export async function editCommentAction(slug: string, comment: string, text: string): Promise<ThreadAnswer> {
  const project = await actionProject(slug, "viewer");
  return answer(project.actor.id, () => editComment(project, comment, String(text)));
}

export async function deleteCommentAction(slug: string, comment: string, deleted: boolean): Promise<ThreadAnswer> {
  const project = await actionProject(slug, "viewer");
  return answer(project.actor.id, () => setDeleted(project, comment, deleted === true));
}
