/** The register of processing as a file, for the screens and the API alike: whole and in the plan's own order. */

import { registerCsv, registerXlsx } from "../../lib/format/spreadsheet/register-file.ts";
import type { Language } from "../../lib/plan/plan.ts";
import { fileResponse } from "../api/_rest/file-response.ts";
import type { ChosenPlan } from "./chosen-plan.ts";

export const REGISTER_FORMATS = ["csv", "xlsx"] as const;
type RegisterFormat = (typeof REGISTER_FORMATS)[number];

export const REGISTER_TYPES: Readonly<Record<RegisterFormat, string>> = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

export async function registerFile(
  { plan, at, label }: ChosenPlan,
  language: Language,
  format: RegisterFormat,
): Promise<Response> {
  const content = format === "csv" ? registerCsv(plan, language) : await registerXlsx(plan, language, label);
  return fileResponse(content, `${plan.slug}-register-${at}-${language}.${format}`, REGISTER_TYPES[format]);
}
