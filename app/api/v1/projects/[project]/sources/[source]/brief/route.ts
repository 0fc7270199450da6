import { z } from "zod";
import { getSource } from "../../../../../../../../lib/access/source.ts";
import { type CodeChange, changeText } from "../../../../../../../../lib/document/brief-code.ts";
import { briefMarkdown } from "../../../../../../../../lib/document/brief-text.ts";
import { SEVERITIES } from "../../../../../../../../lib/plan/diff-table.ts";
import { LANGUAGES } from "../../../../../../../../lib/plan/plan.ts";
import { TARGET_NAMES } from "../../../../../../../_code/target-name.ts";
import { briefOf, codeOfBrief } from "../../../../../../../_hand-over/brief-of.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { publishedAt } from "../../../../../../_rest/plan-at.ts";
import { given } from "../../../../../../_rest/shape.ts";

const versionShape = z.coerce.number().int().min(0).max(999_999_999);
const severityShape = z.enum(SEVERITIES);

const codeShape = z.object({
  event: z.string().optional(),
  path: z.string(),
  diff: z.string().describe("Lines with `-` and `+` before those that are gone and new"),
});

const itemShape = z.object({
  kind: z.enum(["event", "bundle", "user_property", "group_type", "plan"]),
  name: z.string(),
  severity: severityShape.describe("The weightiest of its changes"),
  deadline: z.string().optional().describe("Day after which nothing should send it any more, YYYY-MM-DD"),
  events: z.array(z.string()).describe("The events of the source that a shared bundle’s change concerns"),
  ids: z.array(z.string()).describe("Ids of the events of the source that its changes concern"),
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
  code: z.array(codeShape).optional().describe("With `target`: the lines of the generated code that differ"),
});

function asText(change: CodeChange) {
  const { event, path } = change;
  return { ...given({ event }), path, diff: changeText(change) };
}

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
      target: z.enum(TARGET_NAMES).optional().describe("Adds the code of calls before and after"),
    }),
    answer: z.object({
      source: z.object({ slug: z.string(), name: z.string() }),
      from: z.number(),
      to: z.number(),
      items: z.array(itemShape).describe("All of them"),
      shared: z.array(codeShape).optional().describe("With `target`: of what all calls share"),
      markdown: z.string().describe("The same, to paste"),
    }),
  },
  async ({ authorized, params, query }) => {
    const { slug, name } = await getSource(authorized, params.source);
    const to = query.to ?? (await publishedAt(authorized)).version;
    const from = query.from ?? Math.max(0, to - 1);
    const brief = await briefOf(authorized, { slug, name }, { from, to }, query.language);
    if (query.target === undefined)
      return { ...brief, markdown: briefMarkdown(brief, authorized.slug, query.language) };
    const code = await codeOfBrief(authorized, brief, query.target);
    return {
      ...brief,
      items: brief.items.map((item) => ({ ...item, code: (code.items.get(item) ?? []).map(asText) })),
      shared: code.shared.map(asText),
      markdown: briefMarkdown(brief, authorized.slug, query.language, code),
    };
  },
);
