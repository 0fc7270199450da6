/** An object whose shape depends on a value in it: the model has that for events only, so it is kept as a raw JSON Schema. */

import { eventSchema } from "../../plan/json-schema.ts";
import { expandPlanFile } from "../plan-file/expand.ts";
import { type FileEvent, type FileTypeFields, PLAN_FILE_VERSION } from "../plan-file/file-schema.ts";
import { isJsonObject, withoutIds } from "../schema-keyword.ts";

/** The schema our own compiler gives to an event of that shape; undefined when the shape is not one of a plan. */
export function conditionalType(shape: Omit<FileEvent, "name">): FileTypeFields | undefined {
  const file = { gabarit: PLAN_FILE_VERSION, slug: "conditional", events: [{ ...shape, name: "object" }] } as const;
  const expanded = expandPlanFile({ ...file, events: [...file.events] });
  const [event] = expanded.ok ? expanded.plan.events : [];
  if (!expanded.ok || event === undefined) return undefined;
  const schema = withoutIds(eventSchema(expanded.plan, event, { texts: true }));
  if (!isJsonObject(schema)) return undefined;
  const { title: _title, ...rest } = schema;
  return { type: "raw", schema: rest };
}
