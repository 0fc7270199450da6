"use server";

import { type ErrorCode, isUserError } from "../../../../../../lib/base/error.ts";
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
import { type Mentioned, mentionable, type ShownThread, shownThread, shownThreads } from "./shown-thread.ts";

export type ThreadAnswer =
  | { readonly ok: true; readonly thread: ShownThread }
  | { readonly ok: false; readonly text: string };

const LOADED = 100;
const ANSWERED: ReadonlySet<ErrorCode> = new Set(["forbidden", "invalid_input", "rate_limited"]);

/** Refusals by rule are answers, everything else is thrown. */
async function answer(personId: string, act: () => Promise<Thread>): Promise<ThreadAnswer> {
  try {
    return { ok: true, thread: shownThread(await act(), personId) };
  } catch (error) {
    if (!isUserError(error) || !ANSWERED.has(error.code)) throw error;
    return { ok: false, text: refusals(error, await requestLanguage())[0]?.text ?? error.message };
  }
}

interface LoadedThreads {
  readonly threads: readonly ShownThread[];
  /** Pass as `before` for those before these. */
  readonly earlier: string | undefined;
  readonly people: readonly Mentioned[];
}

/** The newest threads about an object of a branch, or those before one of them, and whom one can mention. */
export async function loadThreadsAction(
  slug: string,
  branch: string,
  object: string,
  before?: string,
): Promise<LoadedThreads> {
  const project = await actionProject(slug, "viewer");
  const { items, next } = await listThreads(project, { branch, object, before, limit: LOADED });
  const { people } = await readDirectory(project);
  return { threads: shownThreads(items, project.actor.id), earlier: next, people: mentionable(people) };
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
