/** Which column of a spreadsheet means what: suggested from its headers, corrected by a person, remembered by the caller. */

import { z } from "zod";
import type { Language } from "../../plan/plan.ts";
import { COLUMN_NAMES, type ColumnName, foldHeader, LOCALIZED_COLUMNS, meaningOf, secondChoices } from "./column.ts";

type Localized = (typeof LOCALIZED_COLUMNS)[number];
/** A column of ours, `description.fr` for a text in one language, or `ignore`. */
export type ColumnId = ColumnName | `${Localized}.${Language}` | "ignore";

const COLUMN_IDS: readonly ColumnId[] = [
  ...COLUMN_NAMES,
  ...LOCALIZED_COLUMNS.flatMap((name) => [`${name}.en`, `${name}.fr`] as const),
  "ignore",
];

/** Headers, as written, with what each column means. */
export const spreadsheetMappingSchema = z.strictObject({
  columns: z.record(z.string(), z.enum(COLUMN_IDS as [ColumnId, ...ColumnId[]])),
});
export type SpreadsheetMapping = z.infer<typeof spreadsheetMappingSchema>;

/** What a column id stands for. */
export function columnOf(id: ColumnId): { readonly name: ColumnName; readonly language?: Language } | undefined {
  if (id === "ignore") return undefined;
  const [name, language] = id.split(".") as [ColumnName, Language | undefined];
  return language === undefined ? { name } : { name, language };
}

function direct(header: string): ColumnId | undefined {
  const meaning = meaningOf(header);
  if (meaning === undefined) return /^(more|suite) json \d+$/.test(foldHeader(header).word) ? "more" : undefined;
  const { language } = foldHeader(header);
  const localized = (LOCALIZED_COLUMNS as readonly string[]).includes(meaning.column);
  return localized && language !== undefined ? (`${meaning.column}.${language}` as ColumnId) : meaning.column;
}

/**
 * The meaning of each header, `ignore` for those that say nothing to us. Where a sheet has no column of property names,
 * "Required" lists the required properties of an event.
 */
export function suggestMapping(headers: readonly string[]): SpreadsheetMapping {
  const columns: Record<string, ColumnId> = {};
  const taken = new Set<ColumnId>();
  const give = (header: string, id: ColumnId): void => {
    if (id !== "more" && taken.has(id)) return;
    columns[header] = id;
    taken.add(id);
  };
  for (const header of headers) {
    const id = direct(header);
    if (id !== undefined) give(header, id);
  }
  for (const header of headers) {
    if (Object.hasOwn(columns, header)) continue;
    const choice = secondChoices(header).find((id) => !taken.has(id));
    if (choice !== undefined) give(header, choice);
  }
  const required = headers.find((header) => columns[header] === "required");
  if (required !== undefined && !taken.has("property") && taken.has("event")) columns[required] = "requiredList";
  for (const header of headers) if (header !== "" && !Object.hasOwn(columns, header)) columns[header] = "ignore";
  return { columns };
}
