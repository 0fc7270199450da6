/** The shape of a failure (RFC 9457). */

import { z } from "zod";
import { ERROR_TABLE, type ErrorCode } from "../../../lib/base/error.ts";

export const problemDocumentShape = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.enum(Object.keys(ERROR_TABLE) as [ErrorCode, ...ErrorCode[]]),
  detail: z.string().optional(),
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
