// @vitest-environment happy-dom

import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { ToastArea } from "../../../../../_ui/toast.tsx";
import type { ThreadAnswer } from "./actions.ts";
import { CommentThread } from "./comment-thread.tsx";
import type { ShownThread } from "./shown-thread.ts";

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

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

let host: HTMLElement;
let root: Root;

beforeEach(async () => {
  host = document.body.appendChild(document.createElement("div"));
  root = createRoot(host);
  await act(async () =>
    root.render(
      <TextProvider language="en" areas={["comment", "shell"]}>
        <CommentThread slug="test" people={[]} onThread={() => undefined} thread={thread} about={undefined} />
        <ToastArea />
      </TextProvider>,
    ),
  );
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

const press = (verb: string) =>
  act(async () => {
    const button = [...host.querySelectorAll("button")].find(({ textContent }) => textContent === verb);
    if (button === undefined) throw new Error(`No ${verb}`);
    button.click();
  });

it("says why a comment taken back is not given again", async () => {
  await press("Delete");
  await press("Undo");
  expect(host.textContent).toContain("An admin can give it again.");
});

it("says why a thread is not resolved", async () => {
  await press("Resolve");
  expect(host.textContent).toContain("Not now.");
});
