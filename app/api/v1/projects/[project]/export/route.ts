import { z } from "zod";
import { writePlan } from "../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES } from "../../../../../../lib/format/format.ts";
import { LANGUAGES } from "../../../../../../lib/plan/plan.ts";
import { fileResponse } from "../../../../_rest/file-response.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, planAt } from "../../../../_rest/plan-at.ts";
import { given } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "The plan in a format, as a file; or, as JSON, the file in base64 with what the format could not carry",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.optional(),
      to: z.enum(FORMAT_NAMES).default("plan-file"),
      before: atShape.optional().describe("The plan whose changes since the workbook lists"),
      language: z.enum(LANGUAGES).optional(),
      as: z.enum(["file", "json"]).default("file"),
    }),
    answer: { file: "application/octet-stream" },
    limit: "exportData",
  },
  async ({ authorized, query }) => {
    const plan = await planAt(authorized, query.at);
    const before = query.before === undefined ? undefined : await planAt(authorized, query.before);
    const { files, loss } = await writePlan(plan, query.to, given({ before, language: query.language }));
    const [file] = files;
    if (query.as === "json" || file === undefined)
      return Response.json({
        files: files.map(({ name, mediaType, content }) => ({
          name,
          mediaType,
          base64: Buffer.from(content).toString("base64"),
        })),
        loss,
      });
    return fileResponse(file.content, file.name, file.mediaType);
  },
);
