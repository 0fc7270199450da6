import { z } from "zod";
import { generate } from "../../../../../../codegen/generate.ts";
import { TARGETS, type Target } from "../../../../../../codegen/targets.ts";
import { fileResponse } from "../../../../_rest/file-response.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, publishedAt } from "../../../../_rest/plan-at.ts";
import { tgz } from "../../../../_rest/tar.ts";

export const GET = operation(
  {
    summary: "The typed SDK of a plan, as a tgz archive or as JSON from path to text",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.optional(),
      target: z.enum(TARGETS as readonly [string, ...string[]]).default("typescript"),
      as: z.enum(["tgz", "json"]).default("tgz"),
    }),
    answer: { file: "application/gzip" },
    limit: "exportData",
  },
  async ({ authorized, query }) => {
    const published = await publishedAt(authorized, query.at);
    const files = await generate(published, { target: query.target as Target });
    if (query.as === "json") return Response.json({ files: Object.fromEntries(files) });
    const name = `${authorized.slug}-${query.target}-${published.version}`;
    return fileResponse(tgz(files, name), `${name}.tgz`, "application/gzip");
  },
);
