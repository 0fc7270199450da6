import { z } from "zod";
import { missingLines, REGISTER_COLUMNS, registerLines } from "../../../../../../lib/document/register-text.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { MISSING_KINDS, registerOf } from "../../../../../../lib/plan/register.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { listOf } from "../../../../_rest/shape.ts";

const lineShape = z.object({
  ...(Object.fromEntries(REGISTER_COLUMNS.map((column) => [column, z.string()])) as Record<
    (typeof REGISTER_COLUMNS)[number],
    z.ZodString
  >),
  path: z.string().describe("Where the plan says it first"),
});
const missingShape = z.object({ kind: z.enum(MISSING_KINDS), path: z.string(), text: z.string() });

export const GET = operation(
  {
    summary:
      "Register of processing (article 30 GDPR): a row per category of personal data and purpose, and what is missing",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({ at: atShape.optional(), language: z.enum(LANGUAGES).default("en") }),
    answer: listOf(lineShape).extend({ missing: z.array(missingShape).describe("What the plan does not say") }),
  },
  async ({ authorized, query: { at, language } }) => {
    const plan = await planAt(authorized, at);
    const { rows, missing } = registerOf(plan);
    const texts = missingLines(plan, language);
    return {
      items: registerLines(plan, language).map((line, index) => ({ ...line, path: rows[index]?.path ?? "" })),
      missing: missing.map(({ kind, path }, index) => ({ kind, path, text: texts[index]?.text ?? "" })),
    };
  },
);
