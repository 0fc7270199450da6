/** Shapes of saved views of the event grid in the API. */

import { z } from "zod";
import { savedViewStateSchema } from "../../../lib/plan/store-view.ts";

export const viewNameShape = z.string().min(1).max(120);

export const viewShape = z.object({
  id: z.string(),
  name: z.string(),
  shared: z.boolean().describe("Whether everybody in the project sees it"),
  ownerName: z.string(),
  own: z.boolean().describe("Whether it is the caller's"),
  editable: z.boolean().describe("Whether the caller may change and delete it"),
  view: savedViewStateSchema,
  revision: z.int().describe("Give it back with the next change"),
});
