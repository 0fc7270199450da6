import { z } from "zod";
import {
  ENVIRONMENTS,
  getSource,
  PLATFORMS,
  SOURCE_MODES,
  UNPLANNED_RULES,
  updateSource,
} from "../../../../../../../lib/access/source.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given, nameShape, sourceShape } from "../../../../../_rest/shape.ts";

const params = z.object({ source: z.string() });

export const GET = operation(
  { summary: "A source with its write keys", reach: "project", scope: "sources:read", params, answer: sourceShape },
  ({ authorized, params: { source } }) => getSource(authorized, source),
);

export const PATCH = operation(
  {
    summary: "Change a source's name, platform, environment, mode or rule for unplanned properties",
    reach: "project",
    role: "editor",
    scope: "sources:write",
    params,
    body: z.strictObject({
      name: nameShape.optional(),
      platform: z.enum(PLATFORMS).optional(),
      environment: z.enum(ENVIRONMENTS).optional(),
      mode: z.enum(SOURCE_MODES).optional(),
      unplanned: z.enum(UNPLANNED_RULES).optional(),
    }),
    answer: sourceShape,
  },
  ({ authorized, params: { source }, body }) => updateSource(authorized, source, given(body)),
);
