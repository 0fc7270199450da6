/** A thread as a screen shows it: the text in parts, and which comments are the reader's own. */

import type { Thread } from "../../../../../../lib/review/comment.ts";
import { partsOf, type TextPart } from "../../../../../../lib/review/mention.ts";

export interface ShownComment {
  readonly id: string;
  readonly author: string;
  readonly own: boolean;
  readonly text: string;
  readonly parts: readonly TextPart[];
  /** ISO instants. */
  readonly at: string;
  readonly edited: boolean;
  readonly deleted: boolean;
}

export interface ShownThread {
  readonly id: string;
  readonly path: string;
  readonly resolvedBy: string | null;
  readonly comments: readonly ShownComment[];
}

export function shownThread(thread: Thread, personId: string): ShownThread {
  return {
    id: thread.id,
    path: thread.path,
    resolvedBy: thread.resolvedAt === null ? null : (thread.resolvedBy ?? ""),
    comments: thread.comments.map(({ id, authorId, authorName, text, mentions, createdAt, editedAt, deletedAt }) => ({
      id,
      author: authorName,
      own: authorId === personId,
      text,
      parts: partsOf(text, mentions),
      at: createdAt.toISOString(),
      edited: editedAt !== null,
      deleted: deletedAt !== null,
    })),
  };
}

/** A page of threads, newest first, as a screen shows them: as they were begun. */
export function shownThreads(threads: readonly Thread[], personId: string): ShownThread[] {
  return threads.map((thread) => shownThread(thread, personId)).reverse();
}

/** Whom one can mention, and what is written for them: the e-mail where the name is not one person's alone. */
export interface Mentioned {
  readonly name: string;
  readonly written: string;
}

export function mentionable(people: readonly { readonly name: string; readonly email: string }[]): Mentioned[] {
  const counts = new Map<string, number>();
  for (const { name } of people) counts.set(name.toLowerCase(), (counts.get(name.toLowerCase()) ?? 0) + 1);
  return people.map(({ name, email }) => ({ name, written: counts.get(name.toLowerCase()) === 1 ? name : email }));
}
