import { beforeAll, expect, it, vi } from "vitest";
import { createBranch } from "../../../../../../lib/plan/store-branch.ts";
import { setDeleted, startThread } from "../../../../../../lib/review/comment.ts";
import { makeReviewWorld, type ReviewWorld } from "../../../../../../lib/review/testing.ts";
import { usePlanDb } from "../../../../../../lib/store/testing.ts";
import { deleteCommentAction } from "./actions.ts";

usePlanDb();

const request = vi.hoisted(() => ({ cookie: "" }));
vi.mock("next/headers", () => ({
  cookies: async () => ({ get: (name: string) => ({ name, value: request.cookie }) }),
  headers: async () => new Headers({ "x-gabarit-client": "198.51.100.1", "x-gabarit-path": "/en/somewhere" }),
}));

let here: ReviewWorld;
beforeAll(async () => {
  here = await makeReviewWorld();
  request.cookie = here.world.people.editor.session;
});

it("says why a comment that an admin took back is not given again", async () => {
  await createBranch(here.editor, { name: "draft" });
  const { comments } = await startThread(here.editor, { branch: "draft", path: "", text: "Why?" });
  const id = comments[0]?.id ?? "";
  await setDeleted(here.owner, id, true);
  expect(await deleteCommentAction(here.owner.slug, id, false)).toEqual({
    ok: false,
    text: "Somebody else took this comment back: an admin can give it again.",
  });
});
