/** Comments on a branch, an object or a field of it: written, answered, mended, taken back, resolved. */

import { type AuthorizedProject, mayActAs } from "../access/authorized.ts";
import { limitRate } from "../access/rate-limit.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { unstorableIn } from "../base/storable.ts";
import { mailAtOnce } from "../notify/letters-due.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { readDirectory } from "./directory.ts";
import { type Mention, mentionsIn } from "./mention.ts";
import { announce, excerpt, type StoredNotification, tell } from "./notification.ts";
import { requireText } from "./text.ts";

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

export interface ThreadFilter {
  readonly branch: string;
  /** Threads about this object, its fields included; empty for those about the branch itself. */
  readonly object?: string | undefined;
  /** The `next` of the page before. */
  readonly before?: string | undefined;
  /** 1 to 200. */
  readonly limit?: number | undefined;
}

interface ThreadPage {
  /** Newest first. */
  readonly items: readonly Thread[];
  /** Where older ones begin, when there are any. */
  readonly next?: string;
}

export const THREADS_PER_PAGE = 200;
/** Nobody reads more in one conversation. */
const COMMENTS_MAX = 500;

function about(object: string | undefined): Prisma.CommentThreadWhereInput {
  if (object === undefined) return {};
  return object === "" ? { path: "" } : { OR: [{ path: object }, { path: { startsWith: `${object}/` } }] };
}

/** Threads that began before one of them. */
async function olderThan(branchId: string, id: string | undefined): Promise<Prisma.CommentThreadWhereInput> {
  if (id === undefined) return {};
  const last = await planDb().commentThread.findUnique({ where: { id, branchId } });
  if (last === null) throw new UserError("not_found");
  const { createdAt } = last;
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}

/** A page of the threads of a branch; those of which every comment was taken back are told of no more. For any member. */
export async function listThreads(
  project: AuthorizedProject,
  { branch: name, object, before, limit = THREADS_PER_PAGE }: ThreadFilter,
): Promise<ThreadPage> {
  const branch = await branchNamed(planDb(), project, name);
  const most = Math.min(Math.max(limit, 1), THREADS_PER_PAGE);
  const rows = await planDb().commentThread.findMany({
    where: {
      branchId: branch.id,
      comments: { some: { deletedAt: null } },
      AND: [about(object), await olderThan(branch.id, before)],
    },
    include: WHOLE,
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: most + 1,
  });
  const items = rows.slice(0, most).map(threadOf);
  const last = items.at(-1);
  return rows.length > most && last !== undefined ? { items, next: last.id } : { items };
}

const PATH_MAX = 1000;

/** An object, or a field of one; empty for the branch. */
function requirePath(path: string): void {
  const segments = path.split("/");
  const sound = path === "" || (/^[a-z_]+$/.test(segments[0] ?? "") && segments.length >= 2 && !segments.includes(""));
  if (sound && path.length <= PATH_MAX && unstorableIn(path) === undefined) return;
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
  const told = [
    ...(await tell(db, project, named, { kind: "mention", payload })),
    ...(await tell(db, project, others, { kind: "reply", payload })),
  ];
  await announce(db, project, "comment", { payload, told });
  return told;
}

async function changed(
  act: (db: Transaction) => Promise<{ readonly id: string; readonly told?: readonly StoredNotification[] }>,
): Promise<Thread> {
  const { thread, told } = await planDb().$transaction(async (db) => {
    const { id, told: letters = [] } = await act(db);
    return {
      thread: threadOf(await db.commentThread.findUniqueOrThrow({ where: { id }, include: WHOLE })),
      told: letters,
    };
  });
  mailAtOnce(told.length);
  return thread;
}

export interface NewThread {
  readonly branch: string;
  readonly path: string;
  readonly text: string;
}

/** What tells others of something is not written faster than people write. */
function limitWriting({ actor }: AuthorizedProject): Promise<void> {
  return limitRate("comment", actor.id);
}

/** Begins a thread. Any member may. */
export async function startThread(project: AuthorizedProject, given: NewThread): Promise<Thread> {
  const text = requireText(given.text);
  requirePath(given.path);
  await limitWriting(project);
  return changed(async (db) => {
    const branch = await branchNamed(db, project, given.branch);
    const id = newId("thr");
    await db.commentThread.create({ data: { id, branchId: branch.id, path: given.path } });
    const { path } = given;
    const listeners = [branch.createdById];
    const told = await write(db, project, { threadId: id, branch: branch.name, path, text, listeners });
    const detail = { path: given.path };
    await recordAudit(db, project, { action: "comment.create", target: given.branch, detail });
    return { id, told };
  });
}

const FULL = {
  path: "text",
  en: `This thread has ${COMMENTS_MAX} comments. Begin another one.`,
  fr: `Ce fil a ${COMMENTS_MAX} commentaires. Commencez-en un autre.`,
};

/** Answers in a thread; a resolved one is open again. Any member may. */
export async function replyTo(project: AuthorizedProject, threadId: string, given: string): Promise<Thread> {
  const text = requireText(given);
  await limitWriting(project);
  return changed(async (db) => {
    const thread = await threadNamed(db, project, threadId);
    if (thread.comments.length >= COMMENTS_MAX) throw new UserError("invalid_input", { fields: [FULL] });
    const branch = await db.planBranch.findUniqueOrThrow({ where: { id: thread.branchId } });
    const listeners = [...thread.comments.map(({ authorId }) => authorId), branch.createdById];
    const told = await write(db, project, { threadId, branch: branch.name, path: thread.path, text, listeners });
    await recordAudit(db, project, {
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
  return changed(async (db) => {
    const { branch, path } = await threadNamed(db, project, threadId);
    const data = resolved
      ? { resolvedAt: new Date(), resolvedBy: project.actor.name }
      : { resolvedAt: null, resolvedBy: null };
    await db.commentThread.update({ where: { id: threadId }, data });
    const action = resolved ? "comment.resolve" : "comment.reopen";
    await recordAudit(db, project, { action, target: branch.name, detail: { path } });
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
  await limitWriting(project);
  return changed(async (db) => {
    const row = await ownComment(db, project, commentId);
    if (row.deletedAt !== null) throw new UserError("not_found");
    const thread = await threadNamed(db, project, row.threadId);
    const mentions = mentionsIn(text, (await readDirectory(project, db)).people);
    const before = new Set((row.mentions as unknown as readonly Mention[]).map(({ personId }) => personId));
    const data = { text, mentions: mentions as unknown as Prisma.InputJsonArray, editedAt: new Date() };
    await db.comment.update({ where: { id: commentId }, data });
    const detail = { path: thread.path };
    await recordAudit(db, project, { action: "comment.edit", target: thread.branch.name, detail });
    const named = mentions.map(({ personId }) => personId).filter((personId) => !before.has(personId));
    const payload = { branch: thread.branch.name, path: thread.path, by: project.actor.name, text: excerpt(text) };
    return { id: row.threadId, told: await tell(db, project, named, { kind: "mention", payload }) };
  });
}

const TAKEN_BY_OTHER = {
  path: "",
  en: "Somebody else took this comment back: an admin can give it again.",
  fr: "Quelqu’un d’autre a retiré ce commentaire : un administrateur peut le rétablir.",
};

/**
 * Takes a comment back, or gives it again: whoever wrote it, admins and owners. What somebody else took back is for admins
 * to give again.
 */
export function setDeleted(project: AuthorizedProject, commentId: string, deleted: boolean): Promise<Thread> {
  return changed(async (db) => {
    const { id } = await ownComment(db, project, commentId, true);
    await db.$executeRaw`select 1 from "Comment" where "id" = ${id} for update`;
    const row = await db.comment.findUniqueOrThrow({ where: { id } });
    const { actor, role } = project;
    // Taken back twice is taken back by whoever was first.
    if ((row.deletedAt !== null) === deleted) return { id: row.threadId };
    if (!deleted && row.deletedById !== actor.id && !mayActAs(role, "admin")) {
      throw new UserError("forbidden", { fields: [TAKEN_BY_OTHER] });
    }
    const data = deleted ? { deletedAt: new Date(), deletedById: actor.id } : { deletedAt: null, deletedById: null };
    await db.comment.update({ where: { id }, data });
    const action = deleted ? "comment.delete" : "comment.restore";
    await recordAudit(db, project, { action, target: row.authorName });
    return { id: row.threadId };
  });
}
