/** What a caller may tell a reader. */

import type { Json, Language } from "../plan/plan.ts";
import type { SpreadsheetMapping } from "./spreadsheet/mapping.ts";

export interface ReadOptions {
  /** The slug of the plan; else made from its name. */
  readonly slug?: string;
  /** The language of texts in a format that does not say. English unless told, or found in a spreadsheet's headers. */
  readonly language?: Language;
  /** Which column means what; suggested from the headers unless given. */
  readonly mapping?: SpreadsheetMapping;
  /** Leave out rows that cannot be read (each is then a finding) rather than refuse the file. */
  readonly skipBadRows?: boolean;
  /** Read as other tools do: without the plan that stands beside what the format says. */
  readonly foreign?: boolean;
}

/** A parsed JSON (or YAML) file. */
export interface JsonDocument {
  readonly file: string;
  readonly text: string;
  readonly value: Json;
}
