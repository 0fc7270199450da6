/** The preview of an import as the screen shows it. */

import { FORMATS } from "../../../../../../lib/format/detect.ts";
import type { FormatError, InputFile, ReadSuccess } from "../../../../../../lib/format/format.ts";
import { type SpreadsheetPreview, UNMAPPED } from "../../../../../../lib/format/spreadsheet/read.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import type { ImportPreview as StoredPreview } from "../../../../../../lib/plan/store-import.ts";
import { isHouseFile } from "../../../../../../lib/template/house-file.ts";
import { addedFindings, type FindingScope } from "../shown-findings.ts";
import type { ImportFault, ImportPreview, SheetView } from "./import-answer.ts";
import type { ReadImport } from "./read-import.ts";

const SHOWN = 300;

function placeOf(error: FormatError): string {
  const line = error.line === undefined ? "" : `:${error.line}${error.column === undefined ? "" : `:${error.column}`}`;
  const within = [error.sheet, error.header, error.pointer].filter(Boolean).join(" ");
  return [`${error.file}${line}`, within].filter(Boolean).join(" ");
}

function faultOf(error: FormatError, language: Language): ImportFault {
  return { place: placeOf(error), text: error.message[language], expected: error.expected?.[language] };
}

function sheetView(sheet: SpreadsheetPreview): SheetView {
  return {
    file: sheet.file,
    sheet: sheet.sheet,
    headerLine: sheet.headerLine,
    headerRows: sheet.headerRows.map(({ line, headers, mapping }) => ({ line, headers, mapping: mapping.columns })),
    headers: sheet.headers,
    mapping: sheet.mapping.columns,
    sample: sheet.sample.slice(0, 4).map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
    rowCount: sheet.rowCount,
  };
}

/** What is written first in a template says that it is one. */
const HEAD_BYTES = 10_000;

function isTemplate({ content }: InputFile): boolean {
  return isHouseFile(typeof content === "string" ? content : new TextDecoder().decode(content.subarray(0, HEAD_BYTES)));
}

function countsOf(plan: Plan) {
  const properties = plan.events.reduce((sum, event) => sum + event.properties.length, 0);
  return { events: plan.events.length, properties, userProperties: plan.userProperties.length };
}

/** Why the files cannot be read. */
export function unreadable(read: ReadImport, language: Language, files: readonly InputFile[]): ImportPreview {
  const { result } = read;
  const format = result.format && FORMATS[result.format].label[language];
  const template = files.find(isTemplate)?.name;
  const errors = result.ok ? [] : result.errors.slice(0, SHOWN);
  return {
    ok: false,
    format,
    sheets: template === undefined ? read.sheets.map(sheetView) : [],
    faults: errors.map((error) => faultOf(error, language)),
    isUnmapped: errors.length > 0 && errors.every(({ code }) => code === UNMAPPED),
    template,
  };
}

/** What the import would change. `before` is the plan it starts from. */
export function previewOf(
  read: ReadImport & { readonly result: ReadSuccess },
  stored: StoredPreview,
  before: Plan,
  scope: FindingScope,
): ImportPreview {
  const { result } = read;
  const { changes } = stored;
  const { language } = scope;
  return {
    ok: true,
    format: FORMATS[result.format].label[language],
    sheets: read.sheets.map(sheetView),
    counts: countsOf(result.plan),
    changeCount: changes.length,
    changes: changes.slice(0, SHOWN).map((change, index) => ({
      key: `${index} ${change.path}`,
      severity: change.severity,
      object: change.objectName,
      kind: change.kind,
      text: change[language],
    })),
    notes: result.findings.slice(0, SHOWN).map((finding) => `${finding.path} ${finding.message[language]}`.trim()),
    findings: addedFindings(before, stored.plan, scope, SHOWN),
    loss: result.loss.slice(0, SHOWN).map((entry) => ({ path: entry.path, text: entry.note[language] })),
    revision: stored.revision,
  };
}
