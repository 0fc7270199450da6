import { z } from "zod";
import { questionSchema } from "../../../../../../lib/analysis/question-schema.ts";
import { createReport, listReports } from "../../../../../../lib/analysis/report-store.ts";
import { comparedShape, descriptionShape, reportShape, savedNameShape } from "../../../../_rest/analysis-shape.ts";
import { operation } from "../../../../_rest/operation.ts";
import { given, listOf } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Saved reports: funnels, retention, metrics, active users",
    reach: "project",
    scope: "analysis:read",
    answer: listOf(reportShape),
  },
  async ({ authorized }) => ({ items: await listReports(authorized) }),
);

export const POST = operation(
  {
    summary: "Save a question as a report",
    reach: "project",
    role: "editor",
    scope: "analysis:write",
    body: z.strictObject({
      name: savedNameShape,
      description: descriptionShape.optional(),
      question: questionSchema,
      compared: comparedShape.optional(),
    }),
    answer: reportShape,
    status: 201,
  },
  ({ authorized, body }) => createReport(authorized, given(body)),
);
