/** Comments on a branch, an object or a field of it: written, answered, mended, taken back, resolved. */

import { type AuthorizedProject, mayActAs } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { recordPlanAudit } from "../plan/store-branch-state.ts";
import { isStorable } from "../plan/store-rows.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { readDirectory } from "./directory.ts";
import { mailNotifications } from "./mail.ts";
import { type Mention, mentionsIn } from "./mention.ts";
import { excerpt, type StoredNotification, tell } from "./notification.ts";

type Transaction = Prisma.TransactionClient;

export interface Comment {
  readonly id: string;
  readonly authorId: string | null;
  readonly authorName: string;
  /** Empty once it was taken back. */
  readonly text: string;
  readonly mentions: readonly Mention[];
  readonly createdAt: Date;
  readonly editedAt: Date | null;
  readonly deletedAt: Date | null;
}

export interface Thread {
  readonly id: string;
  readonly branch: string;
  /** What it is about: empty for the branch itself, `event/evt_x` for an object, else a field path (edit-path.ts). */
  readonly path: string;
  readonly createdAt: Date;
  readonly resolvedAt: Date | null;
  readonly resolvedBy: string | null;
  /** Oldest first; never empty. */
  readonly comments: readonly Comment[];
}

const WHOLE = {
  branch: { select: { name: true } },
  comments: { orderBy: [{ createdAt: "asc" }, { id: "asc" }] },
} as const satisfies Prisma.CommentThreadInclude;
type ThreadRow = Prisma.CommentThreadGetPayload<{ include: typeof WHOLE }>;

function threadOf({ id, branch, path, createdAt, resolvedAt, resolvedBy, comments }: ThreadRow): Thread {
  return {
    id,
    branch: branch.name,
    path,
    createdAt,
    resolvedAt,
    resolvedBy,
    comments: comments.map((row) => ({
      id: row.id,
      authorId: row.authorId,
      authorName: row.authorName,
      text: row.deletedAt === null ? row.text : "",
      mentions: row.deletedAt === null ? (row.mentions as unknown as readonly Mention[]) : [],
      createdAt: row.createdAt,
      editedAt: row.editedAt,
      deletedAt: row.deletedAt,
    })),
  };
}

/** Threads of which every comment was taken back are told of no more. */
function isThere({ comments }: Thread): boolean {
  return comments.some(({ deletedAt }) => deletedAt === null);
}

export interface ThreadFilter {
  readonly branch: string;
  /** Threads about this object, its fields included. */
  readonly object?: string | undefined;
}

const THREADS_MAX = 1000;

/** Threads of a branch, oldest first. For any member. */
export async function listThreads(
  project: AuthorizedProject,
  { branch, object }: ThreadFilter,
): Promise<readonly Thread[]> {
  await branchNamed(planDb(), project, branch);
  const about = object === undefined ? {} : { OR: [{ path: object }, { path: { startsWith: `${object}/` } }] };
  const rows = await planDb().commentThread.findMany({
    where: { branch: { projectId: project.projectId, name: branch }, ...about },
    include: WHOLE,
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    take: THREADS_MAX,
  });
  return rows.map(threadOf).filter(isThere);
}

const TEXT_MAX = 10_000;
const PATH_MAX = 1000;

function requireText(text: string): string {
  const trimmed = text.trim();
  const fits = trimmed !== "" && trimmed.length <= TEXT_MAX && isStorable(trimmed);
  if (fits) return trimmed;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "text",
        en: "Write something, in at most 10,000 characters.",
        fr: "Écrivez quelque chose, en 10 000 caractères au plus.",
      },
    ],
  });
}

/** An object, or a field of one; empty for the branch. */
function requirePath(path: string): void {
  const segments = path.split("/");
  const sound = path === "" || (/^[a-z_]+$/.test(segments[0] ?? "") && segments.length >= 2 && !segments.includes(""));
  if (sound && path.length <= PATH_MAX && isStorable(path)) return;
  throw new UserError("invalid_input", {
    fields: [
      {
        path: "path",
        en: "This is no field of a plan, such as event/evt_x/owner.",
        fr: "Ce n’est pas un champ de plan, comme event/evt_x/owner.",
      },
    ],
  });
}

async function branchNamed(db: Transaction, project: AuthorizedProject, name: string) {
  const { projectId } = project;
  const branch = await db.planBranch.findUnique({ where: { projectId_name: { projectId, name } } });
  if (branch === null) throw new UserError("not_found", { data: { branch: name } });
  return branch;
}

async function threadNamed(db: Transaction, project: AuthorizedProject, id: string): Promise<ThreadRow> {
  await db.$executeRaw`select 1 from "CommentThread" where "id" = ${id} for update`;
  const row = await db.commentThread.findUnique({
    where: { id, branch: { projectId: project.projectId } },
    include: WHOLE,
  });
  if (row === null) throw new UserError("not_found");
  return row;
}

interface Written {
  readonly threadId: string;
  readonly branch: string;
  readonly path: string;
  readonly text: string;
  /** Who took part before, and whoever made the branch. */
  readonly listeners: readonly (string | null)[];
}

async function write(db: Transaction, project: AuthorizedProject, written: Written): Promise<StoredNotification[]> {
  const { actor } = project;
  const { threadId, branch, path, text } = written;
  const mentions = mentionsIn(text, (await readDirectory(project, db)).people);
  await db.comment.create({
    data: {
      id: newId("cmt"),
      threadId,
      authorId: actor.kind === "system" ? null : actor.id,
      authorName: actor.name,
      text,
      mentions: mentions as unknown as Prisma.InputJsonArray,
    },
  });
  const payload = { branch, path, by: actor.name, text: excerpt(text) };
  const named = new Set(mentions.map(({ personId }) => personId));
  const others = written.listeners.filter((id) => typeof id === "string").filter((id) => !named.has(id));
  return [
    ...(await tell(db, project, named, { kind: "mention", payload })),
    ...(await tell(db, project, others, { kind: "reply", payload })),
  ];
}

async function changed(
  project: AuthorizedProject,
  act: (db: Transaction) => Promise<{ readonly id: string; readonly told?: readonly StoredNotification[] }>,
): Promise<Thread> {
  const { thread, told } = await planDb().$transaction(async (db) => {
    const { id, told: letters = [] } = await act(db);
    return {
      thread: threadOf(await db.commentThread.findUniqueOrThrow({ where: { id }, include: WHOLE })),
      told: letters,
    };
  });
  mailNotifications(project, told);
  return thread;
}

export interface NewThread {
  readonly branch: string;
  readonly path: string;
  readonly text: string;
}

/** Begins a thread. Any member may. */
export async function startThread(project: AuthorizedProject, given: NewThread): Promise<Thread> {
  const text = requireText(given.text);
  requirePath(given.path);
  return changed(project, async (db) => {
    const branch = await branchNamed(db, project, given.branch);
    const id = newId("thr");
    await db.commentThread.create({ data: { id, branchId: branch.id, path: given.path } });
    const { path } = given;
    const listeners = [branch.createdById];
    const told = await write(db, project, { threadId: id, branch: branch.name, path, text, listeners });
    const detail = { path: given.path };
    await recordPlanAudit(db, project, { action: "comment.create", target: given.branch, detail });
    return { id, told };
  });
}

/** Answers in a thread; a resolved one is open again. Any member may. */
export async function replyTo(project: AuthorizedProject, threadId: string, given: string): Promise<Thread> {
  const text = requireText(given);
  return changed(project, async (db) => {
    const thread = await threadNamed(db, project, threadId);
    const branch = await db.planBranch.findUniqueOrThrow({ where: { id: thread.branchId } });
    const listeners = [...thread.comments.map(({ authorId }) => authorId), branch.createdById];
    const told = await write(db, project, { threadId, branch: branch.name, path: thread.path, text, listeners });
    await recordPlanAudit(db, project, {
      action: "comment.create",
      target: branch.name,
      detail: { path: thread.path },
    });
    if (thread.resolvedAt !== null) {
      await db.commentThread.update({ where: { id: threadId }, data: { resolvedAt: null, resolvedBy: null } });
    }
    return { id: threadId, told };
  });
}

/** Resolves a thread, or opens it again. Any member may. */
export function setResolved(project: AuthorizedProject, threadId: string, resolved: boolean): Promise<Thread> {
  return changed(project, async (db) => {
    const { branch, path } = await threadNamed(db, project, threadId);
    const data = resolved
      ? { resolvedAt: new Date(), resolvedBy: project.actor.name }
      : { resolvedAt: null, resolvedBy: null };
    await db.commentThread.update({ where: { id: threadId }, data });
    const action = resolved ? "comment.resolve" : "comment.reopen";
    await recordPlanAudit(db, project, { action, target: branch.name, detail: { path } });
    return { id: threadId };
  });
}

async function ownComment(db: Transaction, project: AuthorizedProject, id: string, mayAdmin = false) {
  const row = await db.comment.findUnique({ where: { id, thread: { branch: { projectId: project.projectId } } } });
  if (row === null) throw new UserError("not_found");
  if (row.authorId === project.actor.id || (mayAdmin && mayActAs(project.role, "admin"))) return row;
  throw new UserError("forbidden", {
    fields: [
      { path: "", en: "Only whoever wrote a comment changes it.", fr: "Seul son auteur modifie un commentaire." },
    ],
  });
}

/** Mends one's own comment; people it newly mentions are told. */
export async function editComment(project: AuthorizedProject, commentId: string, given: string): Promise<Thread> {
  const text = requireText(given);
  return changed(project, async (db) => {
    const row = await ownComment(db, project, commentId);
    if (row.deletedAt !== null) throw new UserError("not_found");
    const thread = await threadNamed(db, project, row.threadId);
    const mentions = mentionsIn(text, (await readDirectory(project, db)).people);
    const before = new Set((row.mentions as unknown as readonly Mention[]).map(({ personId }) => personId));
    const data = { text, mentions: mentions as unknown as Prisma.InputJsonArray, editedAt: new Date() };
    await db.comment.update({ where: { id: commentId }, data });
    const detail = { path: thread.path };
    await recordPlanAudit(db, project, { action: "comment.edit", target: thread.branch.name, detail });
    const named = mentions.map(({ personId }) => personId).filter((personId) => !before.has(personId));
    const payload = { branch: thread.branch.name, path: thread.path, by: project.actor.name, text: excerpt(text) };
    return { id: row.threadId, told: await tell(db, project, named, { kind: "mention", payload }) };
  });
}

/** Takes a comment back, or gives it again: whoever wrote it, admins and owners. */
export function setDeleted(project: AuthorizedProject, commentId: string, deleted: boolean): Promise<Thread> {
  return changed(project, async (db) => {
    const row = await ownComment(db, project, commentId, true);
    await db.comment.update({ where: { id: commentId }, data: { deletedAt: deleted ? new Date() : null } });
    const action = deleted ? "comment.delete" : "comment.restore";
    await recordPlanAudit(db, project, { action, target: row.authorName });
    return { id: row.threadId };
  });
}
