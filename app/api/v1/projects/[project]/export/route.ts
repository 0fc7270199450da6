import { z } from "zod";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { writePlan } from "../../../../../../lib/format/detect.ts";
import { FORMAT_NAMES } from "../../../../../../lib/format/format.ts";
import { LANGUAGES, type Plan } from "../../../../../../lib/plan/plan.ts";
import { exportOf, planOfVersion } from "../../../../../_hand-over/export-of.ts";
import { fileResponse } from "../../../../_rest/file-response.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, isVersion, namedAt, planAt } from "../../../../_rest/plan-at.ts";
import { given } from "../../../../_rest/shape.ts";

async function beforeOf(project: AuthorizedProject, before: string | undefined): Promise<Plan | undefined> {
  if (before === undefined) return undefined;
  return before === "0" ? planOfVersion(project, 0) : planAt(project, before);
}

export const GET = operation(
  {
    summary: "The plan in a format, as a file; or, as JSON, the file in base64 with what the format could not carry",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.optional(),
      to: z.enum(FORMAT_NAMES).default("plan-file"),
      before: atShape
        .optional()
        .describe(
          "The plan whose changes since the workbook lists, `0` the empty one; the version before, or the latest for a branch, when absent",
        ),
      language: z.enum(LANGUAGES).optional(),
      as: z.enum(["file", "json"]).default("file"),
    }),
    answer: { file: "application/octet-stream" },
    limit: "exportData",
  },
  async ({ authorized, query }) => {
    const { language } = query;
    const at = await namedAt(authorized, query.at);
    const version = isVersion(at) ? Number(at) : undefined;
    const before = await beforeOf(authorized, query.before);
    const { plan, options } = await exportOf(authorized, { version, branch: at, before }, language);
    const { files, loss } = await writePlan(plan, query.to, { ...options, ...given({ language }) });
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
