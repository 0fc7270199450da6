/** XLSX workbooks as sheets of cells. */

import readWorkbook from "read-excel-file/node";
import type { FormatError, InputFile } from "../format.ts";
import type { Cell } from "./cell.ts";
import type { SheetsResult } from "./csv.ts";

/** What a workbook may unpack to: a small file can hold gigabytes of zeros. */
const UNPACKED_MAX = 200 * 1024 * 1024;

/** The sum of unpacked sizes that the archive's own directory states; undefined when it has none. */
function unpackedBytes(bytes: Buffer): number | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 20 > bytes.length) return undefined;
  let at = bytes.readUInt32LE(end + 16);
  let sum = 0;
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    sum += bytes.readUInt32LE(at + 24);
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return sum;
}

function cellOf(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString().replace(/T00:00:00\.000Z$/, "");
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : String(value);
}

function refused(file: InputFile, code: string, en: string, fr: string): { ok: false; error: FormatError } {
  return { ok: false, error: { file: file.name, code, message: { en, fr } } };
}

export async function readXlsx(file: InputFile): Promise<SheetsResult> {
  const bytes = Buffer.from(file.content);
  const size = unpackedBytes(bytes);
  if (size === undefined)
    return refused(file, "syntax", "This is not an XLSX workbook.", "Ceci n’est pas un classeur XLSX.");
  if (size > UNPACKED_MAX)
    return refused(
      file,
      "too_large",
      "The workbook is too large once unpacked.",
      "Le classeur est trop volumineux une fois décompressé.",
    );
  try {
    const sheets = await readWorkbook(bytes, { trim: false });
    return {
      ok: true,
      sheets: sheets.map(({ sheet, data }) => ({
        name: sheet,
        rows: data.map((row) => row.map(cellOf)),
        lines: data.map((_row, index) => index + 1),
      })),
    };
  } catch {
    return refused(file, "syntax", "This workbook cannot be read.", "Ce classeur est illisible.");
  }
}
