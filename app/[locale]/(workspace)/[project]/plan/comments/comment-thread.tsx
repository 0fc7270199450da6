"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button } from "../../../../../_ui/button.tsx";
import { Menu, MenuItem } from "../../../../../_ui/menu.tsx";
import { useFormatter, useText } from "../../../../../_ui/text.tsx";
import { toast } from "../../../../../_ui/toast.tsx";
import {
  deleteCommentAction,
  editCommentAction,
  replyAction,
  resolveThreadAction,
  type ThreadAnswer,
} from "./actions.ts";
import { CommentForm } from "./comment-form.tsx";
import type { Mentioned, ShownComment, ShownThread } from "./shown-thread.ts";

interface Place {
  readonly slug: string;
  readonly people: readonly Mentioned[];
  readonly onThread: (thread: ShownThread) => void;
}

/** Answers what an act answered: the thread as it is now, or why not. */
function useAct(onThread: Place["onThread"]) {
  const t = useText("comment");
  return async (work: Promise<ThreadAnswer>): Promise<string | undefined> => {
    const answer = await work.catch((): ThreadAnswer => ({ ok: false, text: t("failed") }));
    if (!answer.ok) return answer.text;
    onThread(answer.thread);
    return undefined;
  };
}

/** Does an act that has no place of its own for a refusal. */
async function orSay(refused: Promise<string | undefined>): Promise<void> {
  const text = await refused;
  if (text !== undefined) toast({ text, tone: "danger" });
}

/** One thread: its comments, and what can be done with it. */
export function CommentThread(props: Place & { thread: ShownThread; about: string | undefined }) {
  const { thread, about, slug, people } = props;
  const t = useText("comment");
  const act = useAct(props.onThread);
  const [answering, setAnswering] = useState(false);
  const resolved = thread.resolvedBy !== null;
  return (
    <section aria-label={t("thread", { about: about ?? t("whole") })} className="border-t px-3 py-2">
      {about && <p className="break-words text-grey-7 text-label">{about}</p>}
      <ol className="flex flex-col gap-2">
        {thread.comments.map((comment) => (
          <CommentLine key={comment.id} {...props} comment={comment} />
        ))}
      </ol>
      {thread.resolvedBy !== null && (
        <p className="text-grey-7 text-grid">{t("resolvedBy", { name: thread.resolvedBy })}</p>
      )}
      {answering ? (
        <CommentForm
          label={t("reply")}
          verb={t("reply")}
          people={people}
          send={(text) => act(replyAction(slug, thread.id, text))}
          onDone={() => setAnswering(false)}
        />
      ) : (
        <div className="mt-1 flex flex-wrap gap-1">
          <Button size="small" tone="quiet" onClick={() => setAnswering(true)}>
            {t("reply")}
          </Button>
          <Button
            size="small"
            tone="quiet"
            onClick={() => void orSay(act(resolveThreadAction(slug, thread.id, !resolved)))}
          >
            {t(resolved ? "reopen" : "resolve")}
          </Button>
        </div>
      )}
    </section>
  );
}

function CommentLine({ slug, people, onThread, comment }: Place & { comment: ShownComment }) {
  const t = useText("comment");
  const format = useFormatter();
  const act = useAct(onThread);
  const [editing, setEditing] = useState(false);
  const time = format.dateTime(new Date(comment.at), { dateStyle: "medium", timeStyle: "short" });
  async function remove() {
    const refusal = await act(deleteCommentAction(slug, comment.id, true));
    if (refusal !== undefined) return toast({ text: refusal, tone: "danger" });
    const undo = () => void orSay(act(deleteCommentAction(slug, comment.id, false)));
    return toast({ text: t("deletedDone"), action: { label: t("undo"), run: undo } });
  }
  if (editing) {
    return (
      <li>
        <CommentForm
          label={t("edit")}
          verb={t("save")}
          initial={comment.text}
          people={people}
          send={(text) => act(editCommentAction(slug, comment.id, text))}
          onDone={() => setEditing(false)}
        />
      </li>
    );
  }
  return (
    <li>
      <div className="flex items-start gap-2">
        <p className="min-w-0 flex-1 break-words text-grey-7 text-grid">
          {t("by", { name: comment.author, time })}
          {comment.edited && !comment.deleted && ` · ${t("edited")}`}
        </p>
        {comment.own && !comment.deleted && (
          <Menu
            align="end"
            trigger={
              <Button tone="quiet" size="small-icon" aria-label={t("actions", { name: comment.author })}>
                <Ellipsis aria-hidden />
              </Button>
            }
          >
            <MenuItem onSelect={() => setEditing(true)}>{t("edit")}</MenuItem>
            <MenuItem tone="danger" onSelect={() => void remove()}>
              {t("delete")}
            </MenuItem>
          </Menu>
        )}
      </div>
      {comment.deleted ? (
        <p className="text-grey-7 italic">{t("deleted")}</p>
      ) : (
        <p className="max-w-reading whitespace-pre-wrap break-words">
          <CommentText comment={comment} />
        </p>
      )}
    </li>
  );
}

function CommentText({ comment }: { comment: ShownComment }) {
  return comment.parts.map((part, index) => {
    const key = `${index} ${part.text}`;
    if (part.kind === "mention") {
      return (
        <span key={key} className="rounded-small bg-accent-2 px-0.5 text-accent-9">
          {part.text}
        </span>
      );
    }
    if (part.kind === "link") {
      return (
        <a key={key} href={part.href} target="_blank" rel="noopener noreferrer" className="text-accent-7 underline">
          {part.text}
        </a>
      );
    }
    return <span key={key}>{part.text}</span>;
  });
}
