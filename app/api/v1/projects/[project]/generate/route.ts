import { z } from "zod";
import { generateChosen } from "../../../../../../codegen/generate.ts";
import { DATA_TARGETS, TARGETS } from "../../../../../../codegen/targets.ts";
import { tgz } from "../../../../../../lib/base/tar.ts";
import { zip } from "../../../../../../lib/base/zip.ts";
import { fileResponse } from "../../../../_rest/file-response.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, publishedAt } from "../../../../_rest/plan-at.ts";
import { given } from "../../../../_rest/shape.ts";

export const GET = operation(
  {
    summary: "The typed SDK of a plan, or those of all languages, as a tgz or zip archive or as JSON from path to text",
    reach: "project",
    scope: "plan:read",
    query: z.strictObject({
      at: atShape.optional(),
      target: z.enum(["all", ...TARGETS, ...DATA_TARGETS]).default("typescript"),
      mode: z.enum(["source", "package"]).optional().describe("TypeScript: sources (the default), or a package"),
      packageName: z.string().max(214).optional().describe("TypeScript: the name of the package"),
      react: z.enum(["true", "false"]).optional().describe("TypeScript: adds the entry for React to sources"),
      importExtension: z.enum(["none", "js", "ts"]).optional().describe("TypeScript: what relative imports end with"),
      as: z.enum(["tgz", "zip", "json"]).default("tgz"),
    }),
    answer: { file: "application/gzip" },
    limit: "exportData",
  },
  async ({ authorized, query }) => {
    const { mode, packageName, importExtension } = query;
    const published = await publishedAt(authorized, query.at);
    const react = query.react === undefined ? undefined : query.react === "true";
    const files = await generateChosen(published, query.target, {
      typescript: given({ mode, packageName, react, importExtension }),
    });
    if (query.as === "json") return Response.json({ files: Object.fromEntries(files) });
    const name = `${authorized.slug}-${query.target}-${published.version}`;
    if (query.as === "tgz") return fileResponse(tgz(files, name), `${name}.tgz`, "application/gzip");
    const below = [...files].map(([path, text]) => [`${name}/${path}`, text] as const);
    return fileResponse(zip(below), `${name}.zip`, "application/zip");
  },
);
