/** Names for schemas that openapi.json describes once and refers to; recursive ones could not be written otherwise. */

import { zodToOpenAPIRegistry } from "@asteasolutions/zod-to-openapi";
import type { z } from "zod";

/** Gives the schema its name in openapi.json; doing it again changes nothing. */
export function named<Schema extends z.ZodType>(id: string, schema: Schema): Schema {
  if (!zodToOpenAPIRegistry.has(schema)) zodToOpenAPIRegistry.add(schema, { _internal: { refId: id } });
  return schema;
}
