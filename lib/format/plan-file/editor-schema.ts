/** The JSON Schema of plan files, for editors: completion and errors while typing. Made from the schema that parses them. */

import { z } from "zod";
import type { JsonObject } from "../../plan/plan.ts";
import { PLAN_FILE_VERSION, planFileSchema } from "./file-schema.ts";

/** Path of the schema on a server of ours. */
export const EDITOR_SCHEMA_PATH = `/schema/plan-file-${PLAN_FILE_VERSION}.json`;

export function editorSchema(): JsonObject {
  const schema = z.toJSONSchema(planFileSchema, { target: "draft-07", io: "input" }) as unknown as JsonObject;
  const { $schema = null, ...rest } = schema;
  return {
    $schema,
    title: "Gabarit plan file",
    description: "A tracking plan, version 1 of its file. Everything but `gabarit` and `slug` may be left out.",
    ...rest,
  };
}
