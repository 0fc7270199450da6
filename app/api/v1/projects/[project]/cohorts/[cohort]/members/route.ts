import { z } from "zod";
import { ENVIRONMENTS } from "../../../../../../../../lib/access/source.ts";
import { getCohort } from "../../../../../../../../lib/analysis/cohort/store.ts";
import { exportMembers } from "../../../../../../../../lib/analysis/members.ts";
import { tgz } from "../../../../../../../../lib/base/tar.ts";
import { fileResponse } from "../../../../../../_rest/file-response.ts";
import { operation } from "../../../../../../_rest/operation.ts";
import { given, instantShape } from "../../../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "Every member of a cohort: as CSV, as JSON with the statement, or as an archive of list and statement",
    reach: "project",
    scope: "analysis:read",
    params: z.object({ cohort: z.string() }),
    query: z.strictObject({
      as: z.enum(["csv", "json", "tgz"]).default("csv"),
      environment: z.enum(ENVIRONMENTS).optional(),
      asOf: instantShape.optional(),
    }),
    answer: { file: "text/csv" },
    limit: "exportData",
  },
  async ({ authorized, params, query: { as, ...question }, request, language }) => {
    const { id, name, criterion } = await getCohort(authorized, params.cohort);
    const { csv, statement, answer } = await exportMembers(
      authorized,
      { kind: "cohort", criterion, ...given(question) },
      { signal: request.signal, language },
    );
    if (as === "json") return Response.json(answer);
    if (as === "csv") return fileResponse(csv, `${name}.csv`, "text/csv; charset=utf-8; header=present");
    const files = new Map([
      ["members.csv", csv],
      ["statement.txt", statement],
    ]);
    return fileResponse(tgz(files, id), `${name}.tgz`, "application/gzip");
  },
);
