/** Which column meant what, kept per project and per set of headers, so that the same spreadsheet is understood next time. */

import { createHash } from "node:crypto";
import { type AuthorizedProject, requireRole } from "../../../../../../lib/access/authorized.ts";
import { type SpreadsheetMapping, spreadsheetMappingSchema } from "../../../../../../lib/format/spreadsheet/mapping.ts";
import { planDb } from "../../../../../../lib/store/plan-db.ts";

function keyOf(headers: readonly string[]): string {
  return createHash("sha256")
    .update(JSON.stringify([...headers].sort()))
    .digest("hex");
}

/** The mapping a person gave these headers before. */
export async function findMapping(
  project: AuthorizedProject,
  headers: readonly string[],
): Promise<SpreadsheetMapping | undefined> {
  const headerKey = keyOf(headers);
  const row = await planDb().importMapping.findUnique({
    where: { projectId_headerKey: { projectId: project.projectId, headerKey } },
  });
  const parsed = spreadsheetMappingSchema.safeParse(row?.mapping);
  return parsed.success ? parsed.data : undefined;
}

/** Keeps the mapping an import was made with. */
export async function keepMapping(
  project: AuthorizedProject,
  headers: readonly string[],
  mapping: SpreadsheetMapping,
): Promise<void> {
  requireRole(project, "editor");
  const key = { projectId: project.projectId, headerKey: keyOf(headers) };
  const values = { mapping: { columns: mapping.columns }, usedAt: new Date() };
  await planDb().importMapping.upsert({
    where: { projectId_headerKey: key },
    create: { ...key, ...values },
    update: values,
  });
}
