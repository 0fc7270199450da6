import { z } from "zod";
import { registerCsv, registerXlsx } from "../../../../../../../lib/format/spreadsheet/register-file.ts";
import { LANGUAGES } from "../../../../../../../lib/plan/plan.ts";
import { fileResponse } from "../../../../../_rest/file-response.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../../_rest/plan-at.ts";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const GET = operation(
  {
    summary: "Register of processing as a file: CSV, or a workbook",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.optional(),
      language: z.enum(LANGUAGES).default("en"),
      format: z.enum(["csv", "xlsx"]).default("csv"),
    }),
    answer: { file: `text/csv or ${XLSX}` },
    limit: "exportData",
  },
  async ({ authorized, query: { at, language, format } }) => {
    const plan = await planAt(authorized, at);
    const name = `${plan.slug}-register.${format}`;
    if (format === "csv") return fileResponse(registerCsv(plan, language), name, "text/csv; charset=utf-8");
    return fileResponse(await registerXlsx(plan, language, at ?? "latest"), name, XLSX);
  },
);
