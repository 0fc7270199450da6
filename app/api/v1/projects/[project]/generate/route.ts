import { z } from "zod";
import { DATA_TARGETS, TARGETS } from "../../../../../../codegen/targets.ts";
import { codePlace } from "../../../../../../codegen/thread/make-code.ts";
import { wholeCode } from "../../../../../_code/generated.ts";
import { fileResponse } from "../../../../_rest/file-response.ts";
import { operation } from "../../../../_rest/operation.ts";
import { atShape, publishedAt } from "../../../../_rest/plan-at.ts";
import { given } from "../../../../_rest/shape.ts";

const MEDIA_TYPES = { tgz: "application/gzip", zip: "application/zip" } as const;

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
    const typescript = given({ mode, packageName, react, importExtension });
    const files = await wholeCode(published, query.target, Object.keys(typescript).length === 0 ? {} : { typescript });
    const name = `${authorized.slug}-${query.target}-${published.version}`;
    const archive = await codePlace().archive(files, name, query.as);
    if (query.as !== "json") return fileResponse(archive, `${name}.${query.as}`, MEDIA_TYPES[query.as]);
    const headers = { "Content-Type": "application/json", "Cache-Control": "no-store" };
    return new Response(new Uint8Array(archive), { headers });
  },
);
