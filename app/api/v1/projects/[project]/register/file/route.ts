import { z } from "zod";
import { UserError } from "../../../../../../../lib/base/error.ts";
import { LANGUAGES } from "../../../../../../../lib/plan/plan.ts";
import { choosePlan } from "../../../../../../_hand-over/chosen-plan.ts";
import { REGISTER_FORMATS, REGISTER_TYPES, registerFile } from "../../../../../../_hand-over/register-file.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { atShape, namedAt } from "../../../../../_rest/plan-at.ts";

export const GET = operation(
  {
    summary: "Register of processing as a file: CSV, or a workbook",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.optional(),
      language: z.enum(LANGUAGES).default("en"),
      format: z.enum(REGISTER_FORMATS).default("csv"),
    }),
    answer: { file: `text/csv or ${REGISTER_TYPES.xlsx}` },
    limit: "exportData",
  },
  async ({ authorized, query: { at, language, format } }) => {
    const chosen = await choosePlan(authorized, await namedAt(authorized, at), language);
    if (chosen === undefined) throw new UserError("not_found");
    return registerFile(chosen, language, format);
  },
);
