import { beforeAll, expect, it } from "vitest";
import { createBranch } from "../../../../../../lib/plan/store-branch.ts";
import { setDeleted, startThread } from "../../../../../../lib/review/comment.ts";
import { makeReviewWorld, type ReviewWorld } from "../../../../../../lib/review/testing.ts";
import { usePlanDb } from "../../../../../../lib/store/testing.ts";
import { useRequest } from "../../../../../_access/testing/request.ts";
import { deleteCommentAction } from "./actions.ts";

usePlanDb();

const request = useRequest({ address: "198.51.100.1" });

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
