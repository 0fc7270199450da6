import { z } from "zod";
import { questionSchema } from "../../../../../../../lib/analysis/question-schema.ts";
import { deleteReport, getReport, updateReport } from "../../../../../../../lib/analysis/report-store.ts";
import {
  comparedShape,
  descriptionShape,
  reportShape,
  revisionQueryShape,
  savedNameShape,
} from "../../../../../_rest/analysis-shape.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { given } from "../../../../../_rest/shape.ts";

const params = z.object({ report: z.string() });

export const GET = operation(
  { summary: "A saved report", reach: "project", scope: "analysis:read", params, answer: reportShape },
  ({ authorized, params: { report } }) => getReport(authorized, report),
);

export const PATCH = operation(
  {
    summary: "Change a report's name, description, question or comparison",
    reach: "project",
    role: "editor",
    scope: "analysis:write",
    params,
    body: z.strictObject({
      expectedRevision: z.int().min(1),
      name: savedNameShape.optional(),
      description: descriptionShape.optional(),
      question: questionSchema.optional(),
      compared: comparedShape.optional(),
    }),
    answer: reportShape,
  },
  ({ authorized, params: { report }, body }) => updateReport(authorized, report, given(body)),
);

export const DELETE = operation(
  {
    summary: "Delete a report",
    reach: "project",
    role: "editor",
    scope: "analysis:write",
    params,
    query: revisionQueryShape,
  },
  ({ authorized, params: { report }, query }) => deleteReport(authorized, report, query.expectedRevision),
);
