/** Where files of plans are read for those who send them: of a large one it takes seconds, in which nobody else may wait. */

import { processState, setProcessState } from "../base/process-state.ts";
import { readPlan } from "./detect.ts";
import type { FormatName, InputFile, ReadResult } from "./format.ts";
import type { ReadOptions } from "./read-options.ts";
import { readCsv } from "./spreadsheet/csv.ts";
import type { SpreadsheetMapping } from "./spreadsheet/mapping.ts";
import { previewSpreadsheet, type SpreadsheetPreview } from "./spreadsheet/read.ts";
import { readXlsx } from "./spreadsheet/xlsx.ts";

export interface ReadingPlace {
  /** `readPlan`. */
  plan(files: readonly InputFile[], options?: ReadOptions & { readonly format?: FormatName }): Promise<ReadResult>;
  /** The sheets of files of that format, under the mapping given; none when it is no spreadsheet. */
  sheets(
    files: readonly InputFile[],
    format: FormatName | undefined,
    mapping?: SpreadsheetMapping,
  ): Promise<readonly SpreadsheetPreview[]>;
}

/** In this thread: where no other may be started. */
export const HERE: ReadingPlace = {
  plan: readPlan,
  async sheets(files, format, mapping) {
    const readSheets = format === "xlsx" ? readXlsx : format === "csv" ? readCsv : undefined;
    return readSheets === undefined ? [] : (await previewSpreadsheet(files, readSheets, mapping)).sheets;
  },
};

const KEY = "readingPlace";

/** Called by the server: the pages are bundled apart and have no thread's file beside them. */
export function offerReadingPlace(place: ReadingPlace): void {
  setProcessState(KEY, place);
}

/** A thread where this process offers one. */
export function readingPlace(): ReadingPlace {
  return processState<ReadingPlace>(KEY, () => HERE);
}
