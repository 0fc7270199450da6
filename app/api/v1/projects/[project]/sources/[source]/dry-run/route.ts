import { z } from "zod";
import { limitRate } from "../../../../../../../../lib/access/rate-limit.ts";
import { SOURCE_MODES } from "../../../../../../../../lib/access/source.ts";
import { dryRunEnforcement } from "../../../../../../../../lib/ingest/dry-run.ts";
import { enforcementRulesSchema } from "../../../../../../../../lib/plan/enforcement-schema.ts";
import { dryRunShape } from "../../../../../../_rest/dry-run-shape.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { given, instantShape, stripShape } from "../../../../../../_rest/shape.ts";

const instant = (text: string | undefined) => (text === undefined ? undefined : Date.parse(text));

export const POST = operation(
  {
    summary:
      "What another mode, strip or rules of a source would have made of what came from it in the last seven days; changes nothing, and ends when the call is given up",
    reach: "project",
    scope: "events:read",
    params: z.object({ source: z.string() }),
    body: z.strictObject({
      mode: z.enum(SOURCE_MODES).optional(),
      strip: stripShape.optional(),
      rules: enforcementRulesSchema.optional(),
      from: instantShape.optional().describe("Received from then on; seven days ago at the earliest"),
      until: instantShape.optional().describe("Received before then"),
    }),
    answer: dryRunShape,
  },
  async ({ authorized, params, body: { from, until, ...choice }, request }) => {
    await limitRate("compare", authorized.actor.id);
    const range = { from: instant(from), until: instant(until) };
    const found = await dryRunEnforcement(authorized, params.source, given(choice), range, request.signal);
    return { ...found, from: new Date(found.from), until: new Date(found.until) };
  },
);
