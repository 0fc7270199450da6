import { z } from "zod";
import { criterionSchema } from "../../../../../../../lib/analysis/question-schema.ts";
import type { Plan } from "../../../../../../../lib/plan/plan.ts";
import { planSchema } from "../../../../../../../lib/plan/schema.ts";
import { houseDecisions, houseDecisionsSchema } from "../../../../../../../lib/template/house-decision.ts";
import {
  deleteHouseTemplate,
  listHouseVersions,
  openHouseTemplate,
} from "../../../../../../../lib/template/store-house.ts";
import { applyHouse, previewHouse } from "../../../../../../../lib/template/store-house-apply.ts";
import { houseParams, houseSummaryShape, houseVersionShape, standingOf } from "../../../../../_rest/house-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { changeShape, conflictShape } from "../../../../../_rest/plan-shape.ts";

const versionShape = z.coerce.number().int().min(1).max(1_000_000).optional().describe("The latest when absent");

export const GET = operation(
  {
    summary:
      "A template of the house: what a version of it holds, its cohorts for a token that reads analysis, and its versions",
    reach: "project",
    scope: "plan:read",
    params: houseParams,
    query: z.strictObject({ version: versionShape }),
    answer: houseSummaryShape.extend({
      shown: houseVersionShape,
      plan: planSchema as z.ZodType<Plan>,
      standards: z.boolean(),
      cohorts: z.array(
        z.object({ key: z.string(), name: z.string(), description: z.string(), criterion: criterionSchema }),
      ),
      versions: z.array(houseVersionShape),
    }),
  },
  async ({ authorized, params: { template }, query: { version } }) => {
    const house = await openHouseTemplate(authorized, template, version);
    const { content, standing, workspaceId: _own, origin: _origin, ...told } = house;
    return {
      ...told,
      ...content,
      standing: standingOf(standing),
      versions: await listHouseVersions(authorized, template),
    };
  },
);

const collisionShape = z.object({
  id: z.string(),
  kind: z.string(),
  name: z.string(),
  mine: z.string().describe("The name it has in the plan"),
  by: z
    .enum(["id", "name", "rename"])
    .describe("What tells that it is the same one; `rename`: a later version gives it a name that another one has"),
  choice: z.union([z.object({ take: z.enum(["mine", "theirs"]) }), z.object({ rename: z.string() })]),
  free: z.string().describe("A name that is free"),
});

export const POST = operation(
  {
    summary:
      "Write what a version of a template brings to a new branch, a later one merged with what was changed here; with `preview`, only say what would change",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    limit: "compare",
    params: houseParams,
    body: houseDecisionsSchema.extend({
      version: versionShape,
      branch: z
        .string()
        .max(63)
        .optional()
        .describe("The name of the new branch; one after the template’s when absent"),
      title: z.string().max(500).default(""),
      preview: z.boolean().default(false),
      expectedRevision: z.int().min(0).optional().describe("Of main, as it was previewed"),
    }),
    answer: z.object({
      branch: z.string().optional().describe("Absent in a preview, and where nothing of the plan changes"),
      revision: z.int().describe("Of main"),
      changes: z.array(changeShape),
      collisions: z.array(collisionShape).describe("Objects the plan has otherwise, with whose holds"),
      settings: z.enum(["mine", "theirs"]).optional().describe("Whose settings hold, where they differ"),
      conflicts: z.array(conflictShape).describe("Fields that both changed and nobody decided"),
    }),
  },
  async ({ authorized, params: { template }, body }) => {
    const { version, branch, title, preview, expectedRevision, ...decided } = body;
    const house = await openHouseTemplate(authorized, template, version);
    const decisions = houseDecisions(decided);
    const { changes, collisions, settings, conflicts, revision } = await previewHouse(authorized, house, decisions);
    const told = {
      revision,
      changes,
      collisions,
      conflicts,
      ...(settings === undefined ? {} : { settings: settings.choice }),
    };
    if (preview) return told;
    const expected = expectedRevision ?? revision;
    const applied = await applyHouse(authorized, house, { ...decisions, branch, title, expectedRevision: expected });
    return { ...told, ...(applied.branch === undefined ? {} : { branch: applied.branch }) };
  },
);

export const DELETE = operation(
  {
    summary: "Delete a template of the house with all its versions; what was applied stays in the plans",
    reach: "project",
    role: "admin",
    scope: "plan:write",
    params: houseParams,
  },
  async ({ authorized, params: { template } }) => deleteHouseTemplate(authorized, template),
);
