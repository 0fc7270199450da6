/** The preview of an import as the screen shows it. */

import { FORMATS } from "../../../../../../lib/format/detect.ts";
import type { FormatError } from "../../../../../../lib/format/format.ts";
import type { SpreadsheetPreview } from "../../../../../../lib/format/spreadsheet/read.ts";
import { diffPlans } from "../../../../../../lib/plan/diff.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import type { BranchPlan } from "../../../../../../lib/plan/store.ts";
import { shownFindings } from "../shown-findings.ts";
import type { ImportFault, ImportPreview, SheetView } from "./import-answer.ts";
import { type ImportRequest, importedPlan, type ReadImport } from "./read-import.ts";

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
    headers: sheet.headers,
    mapping: sheet.mapping.columns,
    sample: sheet.sample.slice(0, 4).map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
    rowCount: sheet.rowCount,
  };
}

function countsOf(plan: Plan) {
  const properties = plan.events.reduce((sum, event) => sum + event.properties.length, 0);
  return { events: plan.events.length, properties, userProperties: plan.userProperties.length };
}

/** What the import would change, or why it cannot be read. */
export function previewOf(read: ReadImport, request: ImportRequest, at: BranchPlan, language: Language): ImportPreview {
  const { result } = read;
  const sheets = read.sheets.map(sheetView);
  const format = result.format && FORMATS[result.format].label[language];
  if (!result.ok)
    return {
      ok: false,
      format,
      sheets,
      faults: result.errors.slice(0, SHOWN).map((error) => faultOf(error, language)),
    };
  const next = importedPlan(at.plan, result.plan, request.mode);
  const changes = diffPlans(at.plan, next);
  const known = new Set(shownFindings(at.plan, language).map((finding) => `${finding.rule} ${finding.path}`));
  return {
    ok: true,
    format: format ?? result.format,
    sheets,
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
    findings: shownFindings(next, language)
      .filter((finding) => !known.has(`${finding.rule} ${finding.path}`))
      .slice(0, SHOWN),
    loss: result.loss.slice(0, SHOWN).map((entry) => ({ path: entry.path, text: entry.note[language] })),
    revision: at.revision,
  };
}
