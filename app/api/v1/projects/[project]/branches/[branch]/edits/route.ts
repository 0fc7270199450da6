import { z } from "zod";
import { editSchema } from "../../../../../../../../lib/plan/edit.ts";
import { commitEdits } from "../../../../../../../../lib/plan/store-commit.ts";
import { branchHistory, objectHistory } from "../../../../../../../../lib/plan/store-history.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams, branchPlanShape, historyEntryShape } from "../../../../../../_rest/plan-shape.ts";
import { given, listOf } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Changes of a branch, or of one object on it, latest first",
    reach: "project",
    scope: "plan:read",
    params: branchParams,
    query: z.strictObject({
      object: z.string().max(100).optional().describe("Id of an object; `plan` for the plan's own texts and settings"),
      before: z.coerce.number().int().min(0).optional().describe("Entries older than this revision"),
      limit: z.coerce.number().int().min(1).max(200).optional(),
    }),
    answer: listOf(historyEntryShape, "50 unless `limit` asks for another number; the next with `before`"),
  },
  async ({ authorized, params, query: { object, ...paging } }) => {
    const request = { branch: params.branch, ...given(paging) };
    return {
      items: await (object === undefined
        ? branchHistory(authorized, request)
        : objectHistory(authorized, object, request)),
    };
  },
);

export const POST = operation(
  {
    summary: "Edit a branch: commands applied together; refused field by field where someone else was faster",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params: branchParams,
    body: z.strictObject({
      expectedRevision: z.int().min(0).describe("The revision the edits were made on"),
      edits: z.array(editSchema).min(1).max(20_000),
      reason: z.string().max(2_000).optional().describe("Why, for the history"),
      tolerant: z.boolean().optional().describe("Take constraints that publishing will refuse, as imports do"),
    }),
    maxBytes: 32 * 1024 * 1024,
    answer: branchPlanShape,
  },
  ({ authorized, params, body }) => commitEdits(authorized, params.branch, given(body)),
);
