/** What was given to import, read: the plan in it, and what it would make of the plan at hand. */

import { z } from "zod";
import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { detectFormat } from "../../../../../../lib/format/detect.ts";
import type { InputFile, ReadResult, ReadSuccess } from "../../../../../../lib/format/format.ts";
import { readingPlace } from "../../../../../../lib/format/reading-place.ts";
import { type SpreadsheetMapping, spreadsheetMappingSchema } from "../../../../../../lib/format/spreadsheet/mapping.ts";
import type { SpreadsheetPreview } from "../../../../../../lib/format/spreadsheet/read.ts";
import type { ImportOptions } from "../../../../../../lib/plan/edit-import.ts";
import type { Language } from "../../../../../../lib/plan/plan.ts";
import type { ImportMode } from "./import-answer.ts";
import { findMapping } from "./remembered-mapping.ts";

export interface ImportRequest {
  readonly files: readonly InputFile[];
  readonly mode: ImportMode;
  /** As corrected by the reader. */
  readonly mapping: SpreadsheetMapping | undefined;
  readonly revision: number;
}

const PASTED = "pasted.txt";
const mappingField = z.record(z.string(), z.string());

/** Reads the form of `import-answer.ts`. What is malformed in it counts as not given. */
export async function readImportForm(form: FormData): Promise<ImportRequest> {
  const files: InputFile[] = [];
  for (const value of form.getAll("files"))
    if (value instanceof File) files.push({ name: value.name, content: new Uint8Array(await value.arrayBuffer()) });
  const text = form.get("text");
  if (typeof text === "string" && text !== "") files.push({ name: PASTED, content: text });
  return {
    files,
    mode: form.get("mode") === "replace" ? "replace" : "update",
    mapping: readMapping(form.get("mapping")),
    revision: Number(form.get("revision") ?? 0) || 0,
  };
}

function readMapping(field: FormDataEntryValue | null): SpreadsheetMapping | undefined {
  if (typeof field !== "string") return undefined;
  try {
    const columns = mappingField.safeParse(JSON.parse(field));
    const parsed = spreadsheetMappingSchema.safeParse({ columns: columns.data });
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

export interface ReadImport {
  readonly result: ReadResult;
  readonly sheets: readonly SpreadsheetPreview[];
  readonly mapping: SpreadsheetMapping | undefined;
}

interface ReadColumns {
  /** None when the files are no spreadsheets. */
  readonly sheets: readonly SpreadsheetPreview[];
  readonly mapping: SpreadsheetMapping | undefined;
}

/** The columns of spreadsheets, under the mapping given, else the one remembered for their headers. */
export async function readColumns(
  project: AuthorizedProject,
  files: readonly InputFile[],
  mapping: SpreadsheetMapping | undefined,
  format = files[0] && detectFormat(files[0]),
): Promise<ReadColumns> {
  const sheets = await readingPlace().sheets(files, format, mapping);
  if (mapping || sheets.length === 0) return { sheets, mapping };
  const remembered = await findMapping(project, headersOf(sheets));
  if (!remembered) return { sheets, mapping };
  return { sheets: await readingPlace().sheets(files, format, remembered), mapping: remembered };
}

/** Reads the files. A spreadsheet is read with the mapping given, else with the one remembered for its headers. */
export async function readImport(
  project: AuthorizedProject,
  request: ImportRequest,
  language: Language,
): Promise<ReadImport> {
  const { files } = request;
  const { sheets, mapping } = await readColumns(project, files, request.mapping);
  const isSpreadsheet = files[0] !== undefined && ["xlsx", "csv"].includes(detectFormat(files[0]) ?? "");
  const options = { slug: project.slug, ...(mapping ? { mapping } : {}), ...(isSpreadsheet ? {} : { language }) };
  return { result: await readingPlace().plan(files, options), sheets, mapping };
}

function headersOf(sheets: readonly SpreadsheetPreview[]): readonly string[] {
  return sheets.flatMap((sheet) => sheet.headers);
}

/** The headers as they are found when nobody says where they stand: by these a mapping is remembered. */
export async function headersFound(files: readonly InputFile[]): Promise<readonly string[]> {
  return headersOf(await readingPlace().sheets(files, files[0] && detectFormat(files[0])));
}

/** How the mode is asked of the import: replacing also removes and clears what the files can say and do not. */
export function optionsOf(mode: ImportMode, { carried, derivedIdentifiers }: ReadSuccess): ImportOptions {
  const said = { ...(carried && { carried }), ...(derivedIdentifiers && { derivedIdentifiers }) };
  return mode === "replace" ? { remove: true, clear: true, ...said } : said;
}
