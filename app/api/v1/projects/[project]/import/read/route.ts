import { z } from "zod";
import { FORMAT_NAMES } from "../../../../../../../lib/format/format.ts";
import { readingPlace } from "../../../../../../../lib/format/reading-place.ts";
import { spreadsheetMappingSchema } from "../../../../../../../lib/format/spreadsheet/mapping.ts";
import { LANGUAGES } from "../../../../../../../lib/plan/plan.ts";
import { planSchema } from "../../../../../../../lib/plan/schema.ts";
import { readColumns } from "../../../../../../[locale]/(workspace)/[project]/plan/import/read-import.ts";
import { operation } from "../../../../../_rest/operation.ts";
import { bilingualShape } from "../../../../../_rest/plan-shape.ts";
import { parseWith } from "../../../../../_rest/read-request.ts";
import { given } from "../../../../../_rest/shape.ts";

const lossShape = z.object({ path: z.string(), construct: z.string(), note: bilingualShape });

const sheetsShape = z
  .array(
    z.object({
      file: z.string(),
      sheet: z.string(),
      headers: z.array(z.string()),
      mapping: z.record(z.string(), z.string()).describe("Per header, the column it was read as"),
      rowCount: z.int(),
    }),
  )
  .describe("Of spreadsheets");

const readShape = z.union([
  z.object({
    ok: z.literal(true),
    format: z.enum(FORMAT_NAMES),
    plan: planSchema,
    findings: z.array(z.object({ code: z.string(), path: z.string(), message: bilingualShape })),
    loss: z.array(lossShape).describe("What the file says and a plan cannot hold"),
    derivedIdentifiers: z
      .array(z.string())
      .optional()
      .describe("Of a plan file, ids of events whose identifier it does not say: give them to the import"),
    sheets: sheetsShape,
  }),
  z.object({
    ok: z.literal(false),
    format: z.enum(FORMAT_NAMES).optional(),
    sheets: sheetsShape,
    errors: z.array(
      z.object({
        file: z.string(),
        code: z.string(),
        pointer: z.string().optional(),
        line: z.int().optional(),
        column: z.int().optional(),
        sheet: z.string().optional(),
        header: z.string().optional(),
        message: bilingualShape,
        expected: bilingualShape.optional(),
      }),
    ),
  }),
]);

const mappingShape = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue({ code: "custom", message: "Not JSON.", params: { fr: "Ce n’est pas du JSON." } });
      return z.NEVER;
    }
  });

export const POST = operation(
  {
    summary: "Read a file of any supported format into a plan, with findings and losses; writes nothing",
    reach: "project",
    scope: "plan:read",
    fileBytes: 32 * 1024 * 1024,
    query: z.strictObject({
      name: z.string().max(300).default("upload").describe("The file's name, for messages"),
      from: z.enum(FORMAT_NAMES).optional().describe("The format, when it is not to be found in the content"),
      language: z.enum(LANGUAGES).optional(),
      skipBadRows: z.enum(["true", "false"]).optional(),
      mapping: mappingShape
        .optional()
        .describe("JSON: what each column of a spreadsheet means. Default: as remembered for these headers"),
    }),
    answer: readShape,
  },
  async ({ authorized, query, file }) => {
    const asked = query.mapping === undefined ? undefined : parseWith(spreadsheetMappingSchema, query.mapping);
    const files = [{ name: query.name, content: file }];
    const { sheets, mapping } = await readColumns(authorized, files, asked, query.from);
    const read = await readingPlace().plan(files, {
      slug: authorized.slug,
      skipBadRows: query.skipBadRows === "true",
      ...given({ format: query.from, language: query.language, mapping }),
    });
    return {
      ...read,
      sheets: sheets.map((sheet) => ({
        file: sheet.file,
        sheet: sheet.sheet,
        headers: sheet.headers,
        mapping: sheet.mapping.columns,
        rowCount: sheet.rowCount,
      })),
    };
  },
);
