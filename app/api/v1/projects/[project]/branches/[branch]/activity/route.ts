import { z } from "zod";
import { readActivity } from "../../../../../../../../lib/review/read.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { branchParams } from "../../../../../../_rest/plan-shape.ts";
import { instantShape, listOf } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "What happened to a branch, latest first: edits, verdicts and what ended them, comments, merges",
    reach: "project",
    scope: "plan:read",
    params: branchParams,
    answer: listOf(
      z.object({ kind: z.string(), by: z.string(), at: instantShape, detail: z.record(z.string(), z.unknown()) }),
      "The latest 200 of each kind",
    ),
  },
  async ({ authorized, params }) => ({ items: await readActivity(authorized, params.branch) }),
);
