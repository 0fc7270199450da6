/** The table of plan formats: how each is recognised by its content, read and written. */

import { LineCounter, parseAllDocuments } from "yaml";
import type { Json, Plan } from "../plan/plan.ts";
import { comparePlans } from "./compare.ts";
import {
  type Bilingual,
  bytesOf,
  FORMAT_NAMES,
  type FormatError,
  type FormatName,
  type InputFile,
  type ReadResult,
  textOf,
  type WriteResult,
  type WrittenFile,
} from "./format.ts";
import { isJsonSchemaBundle, readJsonSchemaBundle } from "./json-schema-bundle/read.ts";
import { writeJsonSchemaBundle } from "./json-schema-bundle/write.ts";
import { notText, parseJson } from "./json-source.ts";
import type { LossEntry } from "./loss.ts";
import { readPlanFile } from "./plan-file/read.ts";
import { writePlanFile } from "./plan-file/write.ts";
import type { JsonDocument, ReadOptions } from "./read-options.ts";
import { readRudderstack } from "./rudderstack/read.ts";
import { writeRudderstack } from "./rudderstack/write.ts";
import { isJsonObject } from "./schema-keyword.ts";
import { isSegment, readSegment } from "./segment/read.ts";
import { writeSegment } from "./segment/write.ts";
import { readCsv } from "./spreadsheet/csv.ts";
import { readSpreadsheet } from "./spreadsheet/read.ts";
import type { WorkbookCover } from "./spreadsheet/workbook.ts";
import { writeCsv, writeXlsx } from "./spreadsheet/write.ts";
import { readXlsx } from "./spreadsheet/xlsx.ts";
import { type YamlValue, yamlValue } from "./yaml-error.ts";

export interface WriteOptions {
  /** The file as it stands, for formats that keep what people wrote around the plan. */
  readonly previous?: string;
  /** The plan before: the workbook lists what changed since. */
  readonly before?: Plan;
  /** Address of the JSON Schema of plan files. */
  readonly schemaUrl?: string;
  /** Language of headers in spreadsheets; else the first of the plan. */
  readonly language?: "en" | "fr";
  /** What the cover of a workbook says besides what the plan knows of itself. */
  readonly cover?: WorkbookCover;
  /** Slugs of the sources a workbook has a sheet of instructions for, besides those the plan names. */
  readonly sources?: readonly string[];
}

export interface FormatRow {
  readonly name: FormatName;
  readonly label: Bilingual;
  readonly extension: string;
  readonly mediaType: string;
  readonly read: (files: readonly InputFile[], options: ReadOptions) => ReadResult | Promise<ReadResult>;
  readonly write: (plan: Plan, options: WriteOptions) => Uint8Array | Promise<Uint8Array>;
}

function invalid(format: FormatName, errors: readonly FormatError[]): ReadResult {
  return { ok: false, format, errors };
}

/** Parses every file as JSON, or YAML where it is not, before the reader sees them. */
function structured(
  format: FormatName,
  read: (documents: readonly JsonDocument[], options: ReadOptions) => ReadResult,
): FormatRow["read"] {
  return (files, options) => {
    const parsed = files.map(documentOf);
    const errors = parsed.flatMap((document) => (document.ok ? [] : [document.error]));
    if (errors.length > 0) return invalid(format, errors);
    return read(
      parsed.flatMap((document) => (document.ok ? [document.document] : [])),
      options,
    );
  };
}

/** The first document of a YAML text; undefined when there is none. */
function firstYaml(text: string, file: string): YamlValue | undefined {
  const lines = new LineCounter();
  const [document] = parseAllDocuments(text, { lineCounter: lines });
  return document === undefined || !("toJS" in document) ? undefined : yamlValue(document, lines, file);
}

/** The value of the first document of a YAML text; undefined when it is broken. */
function firstYamlValue(text: string): Json | undefined {
  const read = firstYaml(text, "");
  return read?.ok === true ? (read.value as Json) : undefined;
}

function documentOf(file: InputFile): { ok: true; document: JsonDocument } | { ok: false; error: FormatError } {
  const text = textOf(file);
  if (text === undefined) return { ok: false, error: notText(file.name) };
  if (!/^\s*[[{]/.test(text)) {
    const value = firstYamlValue(text);
    if (value !== undefined) return { ok: true, document: { file: file.name, text, value } };
  }
  const parsed = parseJson(file);
  return parsed.ok ? { ok: true, document: { file: file.name, text, value: parsed.value } } : parsed;
}

function readPlanFiles(files: readonly InputFile[], options: ReadOptions): ReadResult {
  const [file, ...others] = files;
  if (file === undefined || others.length > 0) {
    const message = { en: "A plan file is read alone.", fr: "Un fichier de plan se lit seul." };
    return invalid("plan-file", [{ file: others[0]?.name ?? "", code: "several_files", message }]);
  }
  const text = textOf(file);
  if (text === undefined) return invalid("plan-file", [notText(file.name)]);
  const result = readPlanFile(text, file.name);
  if (!result.ok) return invalid("plan-file", result.errors);
  const { derivedIdentifiers } = result;
  const plan = { ...result.plan, slug: options.slug ?? result.plan.slug };
  return { ok: true, format: "plan-file", plan, findings: [], loss: [], derivedIdentifiers };
}

export const FORMATS: Readonly<Record<FormatName, FormatRow>> = {
  "plan-file": {
    name: "plan-file",
    label: { en: "Plan file", fr: "Fichier de plan" },
    extension: "yaml",
    mediaType: "application/yaml",
    read: readPlanFiles,
    write: (plan, options) => bytesOf(writePlanFile(plan, options)),
  },
  segment: {
    name: "segment",
    label: { en: "Segment Protocols", fr: "Segment Protocols" },
    extension: "json",
    mediaType: "application/json",
    read: structured("segment", readSegment),
    write: (plan) => bytesOf(writeSegment(plan)),
  },
  rudderstack: {
    name: "rudderstack",
    label: { en: "RudderStack YAML", fr: "YAML RudderStack" },
    extension: "yaml",
    mediaType: "application/yaml",
    read: readRudderstack,
    write: (plan) => bytesOf(writeRudderstack(plan)),
  },
  "json-schema-bundle": {
    name: "json-schema-bundle",
    label: { en: "JSON Schema bundle", fr: "Ensemble de JSON Schemas" },
    extension: "json",
    mediaType: "application/json",
    read: structured("json-schema-bundle", readJsonSchemaBundle),
    write: (plan) => bytesOf(writeJsonSchemaBundle(plan)),
  },
  csv: {
    name: "csv",
    label: { en: "Spreadsheet, CSV", fr: "Tableur, CSV" },
    extension: "csv",
    mediaType: "text/csv",
    read: (files, options) => readSpreadsheet("csv", files, readCsv, options),
    write: (plan, options) => bytesOf(writeCsv(plan, options)),
  },
  xlsx: {
    name: "xlsx",
    label: { en: "Spreadsheet, XLSX", fr: "Tableur, XLSX" },
    extension: "xlsx",
    mediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    read: (files, options) => readSpreadsheet("xlsx", files, readXlsx, options),
    write: (plan, options) => writeXlsx(plan, options),
  },
};

function isZip(file: InputFile): boolean {
  return (
    typeof file.content !== "string" && file.content[0] === 0x50 && file.content[1] === 0x4b && file.content[2] === 3
  );
}

function detectYaml(text: string): FormatName | undefined {
  // Blanks, not line ends: from each of many empty lines, `\s*` would look through all that follow.
  if (/^[ \t]*(["']?)gabarit\1[ \t]*:/m.test(text)) return "plan-file";
  if (/^[ \t]*(["']?)version\1[ \t]*:[ \t]*["']?rudder\//m.test(text)) return "rudderstack";
  if (!/^[ \t]*(["']?)(\$schema|schema|events|type|properties|\$defs|definitions)\1[ \t]*:/m.test(text))
    return undefined;
  const value = firstYamlValue(text);
  return value === undefined ? undefined : detectValue(value);
}

function detectValue(value: Json): FormatName | undefined {
  if (isJsonObject(value) && "gabarit" in value) return "plan-file";
  if (isSegment(value)) return "segment";
  return isJsonSchemaBundle(value) ? "json-schema-bundle" : undefined;
}

const isNamedYaml = ({ name }: InputFile): boolean => /\.ya?ml$/i.test(name);

/** The format of one file, by its content; undefined when it is none we know. A broken file of JSON or YAML is none. */
export function detectFormat(file: InputFile): FormatName | undefined {
  if (isZip(file)) return "xlsx";
  const text = textOf(file);
  if (text === undefined) return "csv";
  if (/^\s*[[{]/.test(text)) {
    const parsed = parseJson(file);
    return parsed.ok ? detectValue(parsed.value) : undefined;
  }
  return detectYaml(text) ?? (/[;,\t|]/.test(text) && !isNamedYaml(file) ? "csv" : undefined);
}

function unknownFormat(file: InputFile): FormatError {
  const text = textOf(file);
  if (text?.trim() === "") {
    const message = { en: "The file is empty.", fr: "Le fichier est vide." };
    return { file: file.name, code: "empty_file", message };
  }
  const broken = text !== undefined && /^\s*[[{]/.test(text) ? parseJson(file) : undefined;
  if (broken !== undefined && !broken.ok) return broken.error;
  // Whatever it was meant to be: a name that says YAML is told where it is none.
  const yaml = text !== undefined && isNamedYaml(file) ? firstYaml(text, file.name) : undefined;
  const [fault] = yaml === undefined || yaml.ok ? [] : yaml.errors;
  if (fault !== undefined) return fault;
  const list = FORMAT_NAMES.join(", ");
  return {
    file: file.name,
    code: "unknown_format",
    message: { en: "The format is not recognised.", fr: "Le format n’est pas reconnu." },
    expected: { en: `one of ${list}`, fr: `l’un de ${list}` },
  };
}

/** Reads one plan from one file, or from several that belong together. Nothing is read in part: a broken file is an error. */
export async function readPlan(
  files: readonly InputFile[],
  options: ReadOptions & { readonly format?: FormatName } = {},
): Promise<ReadResult> {
  const detected = files.map((file) => options.format ?? detectFormat(file));
  const unknown = files.filter((_file, index) => detected[index] === undefined);
  const [format] = detected;
  if (unknown.length > 0 || format === undefined) return { ok: false, errors: unknown.map(unknownFormat) };
  const stray = files.find((_file, index) => detected[index] !== format);
  if (stray !== undefined) {
    const message = { en: "The files are of different formats.", fr: "Les fichiers sont de formats différents." };
    return { ok: false, errors: [{ file: stray.name, code: "mixed_formats", message }] };
  }
  return FORMATS[format].read(files, options);
}

/** Formats of other tools: what those have no place for is lost to them, though a file of ours also holds the plan. */
const FOREIGN: ReadonlySet<FormatName> = new Set(["segment", "rudderstack"]);

/** What the plan loses in a format: the difference between the plan and its file read back as the format's own tools do. */
async function lossOf(plan: Plan, format: FormatName, file: WrittenFile): Promise<LossEntry[]> {
  const language = plan.settings.languages[0] ?? "en";
  const result = await FORMATS[format].read([file], { slug: plan.slug, language, foreign: FOREIGN.has(format) });
  if (!result.ok)
    throw new Error(`Invariant: ${format} wrote what it cannot read: ${JSON.stringify(result.errors[0])}`);
  return comparePlans(plan, result.plan);
}

/** Formats whose headers and words are those of a language: the files of two languages are two. */
const SPOKEN: ReadonlySet<FormatName> = new Set(["csv", "xlsx"]);

/** Writes a plan in a format, with the report of what it could not carry. A language that was asked for is in the name. */
export async function writePlan(plan: Plan, format: FormatName, options: WriteOptions = {}): Promise<WriteResult> {
  const { extension, mediaType, write } = FORMATS[format];
  const spoken = options.language !== undefined && SPOKEN.has(format) ? `-${options.language}` : "";
  const file = { name: `${plan.slug}${spoken}.${extension}`, mediaType, content: await write(plan, options) };
  return { format, files: [file], loss: await lossOf(plan, format, file) };
}
