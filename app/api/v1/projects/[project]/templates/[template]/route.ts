import { z } from "zod";
import { UserError } from "../../../../../../../lib/base/error.ts";
import type { Plan } from "../../../../../../../lib/plan/plan.ts";
import { planSchema } from "../../../../../../../lib/plan/schema.ts";
import { MAIN } from "../../../../../../../lib/plan/store.ts";
import type { Template } from "../../../../../../../lib/template/build.ts";
import { findTemplate } from "../../../../../../../lib/template/catalogue.ts";
import { applyTemplate, previewTemplate } from "../../../../../../../lib/template/store-apply.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { changeShape } from "../../../../../_rest/plan-shape.ts";

const params = z.object({ template: z.string().max(63) });

function templateOf(key: string): Template {
  const template = findTemplate(key);
  if (template === undefined) throw new UserError("not_found");
  return template;
}

export const GET = operation(
  {
    summary: "The plan of a template; categories, bundles and owners are named in the language asked for",
    reach: "project",
    scope: "plan:read",
    params,
    answer: z.object({ key: z.string(), plan: planSchema as z.ZodType<Plan> }),
  },
  async ({ authorized, params: { template }, language }) => {
    const { key, plan } = templateOf(template);
    return { key, plan: plan(authorized.slug, language) };
  },
);

export const POST = operation(
  {
    summary: "Add what a template has to a branch, made when there is none; with `preview`, only say what would change",
    reach: "project",
    role: "editor",
    scope: "plan:write",
    params,
    body: z.strictObject({ branch: z.string().max(63).default(MAIN), preview: z.boolean().default(false) }),
    answer: z.object({ branch: z.string(), revision: z.int(), changes: z.array(changeShape) }),
  },
  async ({ authorized, params: { template: key }, body: { branch, preview }, language }) => {
    const chosen = { template: templateOf(key), language };
    const change = await (preview ? previewTemplate : applyTemplate)(authorized, chosen, branch);
    return { branch, revision: change.revision, changes: change.changes };
  },
);
