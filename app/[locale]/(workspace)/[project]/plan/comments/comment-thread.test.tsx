// @vitest-environment happy-dom

import type { ReactNode } from "react";
import { beforeEach, expect, it, vi } from "vitest";
import { useMounted } from "../../../../../_ui/testing/mounted.tsx";
import { ToastArea } from "../../../../../_ui/toast.tsx";
import type { ThreadAnswer } from "./actions.ts";
import { CommentThread } from "./comment-thread.tsx";
import type { ShownThread } from "./shown-thread.ts";

const thread: ShownThread = {
  id: "thr_1",
  path: "",
  resolvedBy: null,
  comments: [
    {
      id: "cmt_1",
      author: "Rita",
      own: true,
      text: "Why?",
      parts: [],
      at: "2026-01-01T00:00:00.000Z",
      edited: false,
      deleted: false,
    },
  ],
};

vi.mock("./actions.ts", () => ({
  deleteCommentAction: async (_slug: string, _comment: string, deleted: boolean): Promise<ThreadAnswer> =>
    deleted ? { ok: true, thread } : { ok: false, text: "An admin can give it again." },
  resolveThreadAction: async (): Promise<ThreadAnswer> => ({ ok: false, text: "Not now." }),
  editCommentAction: vi.fn(),
  replyAction: vi.fn(),
}));
vi.mock("../../../../../_ui/menu.tsx", () => ({
  Menu: (props: { children: ReactNode }) => props.children,
  MenuItem: (props: { onSelect: () => void; children: ReactNode }) => (
    <button type="button" onClick={props.onSelect}>
      {props.children}
    </button>
  ),
}));

const mounted = useMounted({ areas: ["comment", "shell"] });

beforeEach(async () => {
  await mounted.show(
    <>
      <CommentThread slug="test" people={[]} onThread={() => undefined} thread={thread} about={undefined} />
      <ToastArea />
    </>,
  );
});

it("says why a comment taken back is not given again", async () => {
  await mounted.click("Delete");
  await mounted.click("Undo");
  expect(mounted.text).toContain("An admin can give it again.");
});

it("says why a thread is not resolved", async () => {
  await mounted.click("Resolve");
  expect(mounted.text).toContain("Not now.");
});
