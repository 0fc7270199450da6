import { z } from "zod";
import { getSource } from "../../../../../../../../lib/access/source.ts";
import { briefMarkdown } from "../../../../../../../../lib/document/brief-text.ts";
import { SEVERITIES } from "../../../../../../../../lib/plan/diff-table.ts";
import { LANGUAGES } from "../../../../../../../../lib/plan/plan.ts";
import { briefOf } from "../../../../../../../_hand-over/brief-of.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { publishedAt } from "../../../../../../_rest/plan-at.ts";

const versionShape = z.coerce.number().int().min(0).max(999_999_999);
const severityShape = z.enum(SEVERITIES);

const itemShape = z.object({
  kind: z.enum(["event", "bundle", "user_property", "group_type", "plan"]),
  name: z.string(),
  severity: severityShape.describe("The weightiest of its changes"),
  deadline: z.string().optional().describe("Day after which nothing should send it any more, YYYY-MM-DD"),
  events: z.array(z.string()).describe("The events of the source that a shared bundle’s change concerns"),
  changes: z.array(
    z.object({
      severity: severityShape,
      property: z.string().optional(),
      text: z.string(),
      before: z.unknown().optional(),
      after: z.unknown().optional(),
    }),
  ),
  call: z.string().optional().describe("The call of the generated tracker as it is written from now on"),
});

export const GET = operation(
  {
    summary: "What changed for a source between two versions, what breaks first, with the calls to paste",
    reach: "project",
    scope: "plan:read",
    limit: "compare",
    params: z.object({ source: z.string() }),
    query: z.strictObject({
      from: versionShape
        .optional()
        .describe("The version before; 0 is the empty plan; the one before `to` when absent"),
      to: versionShape.optional().describe("The latest version when absent"),
      language: z.enum(LANGUAGES).default("en"),
    }),
    answer: z.object({
      source: z.object({ slug: z.string(), name: z.string() }),
      from: z.number(),
      to: z.number(),
      items: z.array(itemShape).describe("All of them"),
      markdown: z.string().describe("The same, to paste"),
    }),
  },
  async ({ authorized, params, query }) => {
    const { slug, name } = await getSource(authorized, params.source);
    const to = query.to ?? (await publishedAt(authorized)).version;
    const from = query.from ?? Math.max(0, to - 1);
    const brief = await briefOf(authorized, { slug, name }, { from, to }, query.language);
    return { ...brief, markdown: briefMarkdown(brief, authorized.slug, query.language) };
  },
);
