import { z } from "zod";
import { readEnv } from "../../../../../../lib/base/env.ts";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { publishPlan } from "../../../../../../lib/plan/store-publish.ts";
import { listVersions } from "../../../../../../lib/plan/store-version.ts";
import { mergeReviewed } from "../../../../../../lib/review/store.ts";
import { operation } from "../../../../_rest/operation.ts";
import { versionShape } from "../../../../_rest/plan-shape.ts";
import { listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Published versions, latest first",
    reach: "project",
    scope: "plan:read",
    answer: listOf(versionShape),
  },
  async ({ authorized }) => ({ items: await listVersions(authorized) }),
);

export const POST = operation(
  {
    summary: "Publish main as the next version; a branch named as `branch` is merged first",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    body: z.strictObject({
      notes: z.string().max(20_000).default(""),
      branch: z.string().max(63).default(MAIN),
      expectedRevision: z
        .int()
        .min(0)
        .optional()
        .describe("Of main, before a branch is merged: publish only what you have seen"),
    }),
    answer: z.object({ version: z.int(), hash: z.string() }),
    status: 201,
    limit: "publish",
  },
  async ({ authorized, body }) => {
    const { branch, expectedRevision: seen } = body;
    const merged = branch === MAIN ? undefined : await mergeReviewed(authorized, branch, { expectedRevision: seen });
    const expectedRevision = merged?.revision ?? seen;
    const { version, hash } = await publishPlan(authorized, {
      notes: body.notes,
      dataDir: readEnv().dataDir,
      ...(expectedRevision === undefined ? {} : { expectedRevision }),
    });
    return { version, hash };
  },
);
