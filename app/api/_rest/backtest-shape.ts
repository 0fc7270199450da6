/** Shapes of witnesses and back-tests in the API. */

import { z } from "zod";
import { changeShape } from "./plan-shape.ts";

const reasonShape = { reason: z.string(), en: z.string(), fr: z.string() };

export const witnessShape = z
  .discriminatedUnion("outcome", [
    z.object({
      outcome: z.literal("payload"),
      call: z
        .record(z.string(), z.unknown())
        .describe("A call that was valid before: type, name, properties or traits"),
      source: z.string().optional().describe("The source that sends it, where the change concerns sources"),
      breaks: z.object({
        code: z.string(),
        path: z.string().describe("JSON pointer into the call"),
        keyword: z.string().optional(),
      }),
    }),
    z.object({ outcome: z.literal("no_payload"), ...reasonShape }),
    z.object({ outcome: z.literal("undecidable"), ...reasonShape }),
  ])
  .describe("Of a breaking change: a call that was valid before and is not after, or why none can be given");

/** A change as the comparing operations answer it. */
export const witnessedChangeShape = changeShape.extend({ witness: witnessShape.optional() });
