import { z } from "zod";
import {
  ENVIRONMENTS,
  getSource,
  PLATFORMS,
  SOURCE_MODES,
  UNPLANNED_RULES,
  updateSource,
} from "../../../../../../../lib/access/source.ts";
import { enforcementRulesSchema } from "../../../../../../../lib/plan/enforcement-schema.ts";
import { operation } from "../../../../../_rest/operation.ts";
import {
  BEGUN,
  given,
  limitShapes,
  nameShape,
  overrideShape,
  sourceShape,
  stripShape,
  versionRuleShape,
} from "../../../../../_rest/shape.ts";

const params = z.object({ source: z.string() });

export const GET = operation(
  {
    summary: "A source with its write keys",
    reach: "project",
    scope: "sources:read",
    params,
    answer: sourceShape,
  },
  ({ authorized, params: { source } }) => getSource(authorized, source),
);

const settings = {
  name: nameShape.optional(),
  platform: z.enum(PLATFORMS).optional(),
  environment: z.enum(ENVIRONMENTS).optional(),
  mode: z.enum(SOURCE_MODES).optional(),
  strip: stripShape.optional(),
  unplanned: z.enum(UNPLANNED_RULES).optional(),
  versionRule: versionRuleShape.optional(),
  eventsPerSecond: limitShapes.eventsPerSecond.optional(),
  eventsPerDay: limitShapes.eventsPerDay.optional(),
};

export const PATCH = operation(
  {
    summary:
      "Change a source's name, platform, environment, mode, what it leaves out, its rules for calls and releases, its rule for unplanned properties or judging version, its limits",
    reach: "project",
    role: "editor",
    scope: "sources:write",
    params,
    body: z.strictObject({
      ...settings,
      rules: enforcementRulesSchema.optional(),
      begun: z.strictObject(settings).optional().describe(BEGUN),
      override: overrideShape,
    }),
    answer: sourceShape,
  },
  ({ authorized, params: { source }, body: { begun, override, ...change } }) =>
    updateSource(authorized, source, given(change), given(begun ?? {}), override),
);
