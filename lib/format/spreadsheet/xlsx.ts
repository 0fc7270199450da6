/** XLSX workbooks as sheets of cells. */

import { promisify } from "node:util";
import { inflateRaw } from "node:zlib";
import readWorkbook from "read-excel-file/universal";
import type { FormatError, InputFile } from "../format.ts";
import type { Cell } from "./cell.ts";
import type { SheetsResult } from "./csv.ts";

/** What a workbook may unpack to: a small file can hold gigabytes of zeros. */
const UNPACKED_MAX = 200 * 1024 * 1024;

const inflate = promisify(inflateRaw);

interface Entry {
  readonly compressed: Buffer;
  readonly isDeflated: boolean;
  /** Unpacked, as the directory says: the reader makes room for that much. */
  readonly stated: number;
}

/** The entries of an archive by its own directory, which is where the reader looks too; undefined when it has none. */
function entriesOf(bytes: Buffer): Entry[] | undefined {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 20 > bytes.length) return undefined;
  let at = bytes.readUInt32LE(end + 16);
  const entries: Entry[] = [];
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50) return undefined;
    const local = bytes.readUInt32LE(at + 42);
    if (local + 30 > bytes.length) return undefined;
    const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const compressed = bytes.subarray(from, from + bytes.readUInt32LE(at + 20));
    entries.push({ compressed, isDeflated: bytes.readUInt16LE(at + 10) === 8, stated: bytes.readUInt32LE(at + 24) });
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** True when the entries unpack to no more than is allowed, both as stated and when they are unpacked: a directory may lie. */
async function isWithinLimit(entries: readonly Entry[]): Promise<boolean> {
  if (entries.reduce((sum, { stated }) => sum + stated, 0) > UNPACKED_MAX) return false;
  let left = UNPACKED_MAX;
  for (const { compressed, isDeflated } of entries) {
    if (left <= 0) return false;
    try {
      left -= isDeflated ? (await inflate(compressed, { maxOutputLength: left })).length : compressed.length;
    } catch (error) {
      // Damage is the reader's to tell.
      if ((error as { code?: unknown }).code === "ERR_BUFFER_TOO_LARGE") return false;
    }
  }
  return left >= 0;
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
  const entries = entriesOf(bytes);
  if (entries === undefined)
    return refused(file, "syntax", "This is not an XLSX workbook.", "Ceci n’est pas un classeur XLSX.");
  if (!(await isWithinLimit(entries)))
    return refused(
      file,
      "too_large",
      "The workbook is too large once unpacked.",
      "Le classeur est trop volumineux une fois décompressé.",
    );
  try {
    const sheets = await readWorkbook(new Blob([bytes]), { trim: false });
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
