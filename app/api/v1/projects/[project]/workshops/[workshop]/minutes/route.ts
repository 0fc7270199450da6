import { z } from "zod";
import { blocksHtml, blocksMarkdown } from "../../../../../../../../lib/document/block-text.ts";
import { minutesBlocks, minutesOf } from "../../../../../../../../lib/document/minutes.ts";
import { LANGUAGES } from "../../../../../../../../lib/plan/plan.ts";
import { loadWorkshop } from "../../../../../../../../lib/plan/store-workshop.ts";
import { openGaps } from "../../../../../../../_evidence/open-gaps.ts";
import { workshopParams } from "../../../../../../_rest/coverage-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";

export const GET = operation(
  {
    summary: "Minutes of a workshop in either language, as Markdown and as HTML",
    reach: "project",
    scope: "plan:read",
    params: workshopParams,
    query: z.strictObject({ language: z.enum(LANGUAGES).default("en") }),
    answer: z.object({ markdown: z.string(), html: z.string().describe("A fragment, to be put into a page") }),
    limit: "compare",
  },
  async ({ authorized, params, query: { language } }) => {
    const kept = await loadWorkshop(authorized, params.workshop);
    const open = await openGaps(authorized, kept);
    const blocks = minutesBlocks(minutesOf(kept, open, language), language);
    return { markdown: blocksMarkdown(blocks), html: blocksHtml(blocks, language) };
  },
);
