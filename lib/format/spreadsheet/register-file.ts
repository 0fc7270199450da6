/** The register of processing as a CSV file or as a workbook: who answers for the data, the rows, what is still missing. */

import { stringify } from "csv-stringify/sync";
import {
  missingLines,
  REGISTER_COLUMNS,
  type RegisterColumn,
  registerLines,
  told,
} from "../../document/register-text.ts";
import { translator } from "../../i18n/translator.ts";
import type { Language, Plan } from "../../plan/plan.ts";
import { escapeFormula } from "./cell.ts";
import { sheetOf, writeSheets } from "./write.ts";

/** The same in every row: a workbook says it once, on a sheet of its own. */
const GENERAL = ["controller", "contact", "officer", "people", "security"] as const satisfies readonly RegisterColumn[];

function headers(columns: readonly RegisterColumn[], language: Language): string[] {
  const t = translator(language, "register");
  return columns.map((column) => t(`column.${column}`));
}

/** UTF-8 with a byte-order mark; semicolons in French. */
export function registerCsv(plan: Plan, language: Language): string {
  const rows = registerLines(plan, language).map((line) =>
    REGISTER_COLUMNS.map((column) => escapeFormula(line[column])),
  );
  const delimiter = language === "fr" ? ";" : ",";
  return stringify([headers(REGISTER_COLUMNS, language), ...rows], {
    bom: true,
    delimiter,
    record_delimiter: "windows",
  });
}

/** `at` says which plan it is, as people call it. */
export function registerXlsx(plan: Plan, language: Language, at: string): Promise<Uint8Array> {
  const t = translator(language, "register");
  const lines = registerLines(plan, language);
  const columns = REGISTER_COLUMNS.filter((column) => !(GENERAL as readonly RegisterColumn[]).includes(column));
  const { controller = "", controllerContact = "", dataProtectionOfficer = "" } = plan.settings;
  const { dataSubjects, securityMeasures } = plan.settings;
  const said: Readonly<Record<(typeof GENERAL)[number], string>> = {
    controller,
    contact: controllerContact,
    officer: dataProtectionOfficer,
    people: told(dataSubjects, language),
    security: told(securityMeasures, language),
  };
  const name = plan.name[language] ?? plan.slug;
  const missing = missingLines(plan, language);
  const sheets = [
    sheetOf(t("sheet.general"), [
      [t("general.field"), t("general.value")],
      [t("general.plan"), name],
      [t("general.version"), at],
      ...GENERAL.map((column) => [t(`column.${column}`), said[column]]),
    ]),
    sheetOf(t("sheet.register"), [
      headers(columns, language),
      ...lines.map((line) => columns.map((column) => line[column])),
    ]),
    ...(missing.length === 0
      ? []
      : [sheetOf(t("sheet.missing"), [[t("sheet.missing")], ...missing.map(({ text }) => [text])])]),
  ];
  return writeSheets(sheets);
}
