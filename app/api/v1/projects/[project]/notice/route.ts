import { z } from "zod";
import { blocksHtml, blocksMarkdown } from "../../../../../../lib/document/block-text.ts";
import { noticeBlocks } from "../../../../../../lib/document/notice.ts";
import { missingLines } from "../../../../../../lib/document/register-text.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";

export const GET = operation(
  {
    summary: "Notice for the people whose data the plan collects, as Markdown and as HTML, and what is missing",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({ at: atShape.optional(), language: z.enum(LANGUAGES).default("en") }),
    answer: z.object({
      markdown: z.string(),
      html: z.string().describe("A fragment, to be put into a page"),
      missing: z.array(z.object({ path: z.string(), text: z.string() })).describe("What the plan does not say"),
    }),
  },
  async ({ authorized, query: { at, language } }) => {
    const plan = await planAt(authorized, at);
    const blocks = noticeBlocks(plan, language);
    return {
      markdown: blocksMarkdown(blocks),
      html: blocksHtml(blocks, language),
      missing: [...missingLines(plan, language)],
    };
  },
);
