/** What every plan format shares: the files it reads, the errors, findings and losses it reports, the files it writes. */

import type { LocalizedText, Plan } from "../plan/plan.ts";
import type { LossEntry } from "./loss.ts";

export const FORMAT_NAMES = ["plan-file", "segment", "rudderstack", "json-schema-bundle", "csv", "xlsx"] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** A sentence for people in both languages. */
export type Bilingual = Required<LocalizedText>;

/** A file as given: its name only serves messages and tie-breaks, the format is found in the content. */
export interface InputFile {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Something in a file that keeps it from being read: where, what is wrong, what was expected. */
export interface FormatError {
  readonly file: string;
  /** Stable word for programs. */
  readonly code: string;
  /** JSON pointer into the document, where the file is one. */
  readonly pointer?: string;
  /** Line and column count from 1. */
  readonly line?: number;
  readonly column?: number;
  readonly sheet?: string;
  /** The header of the column, in a spreadsheet. */
  readonly header?: string;
  readonly message: Bilingual;
  readonly expected?: Bilingual;
}

/** Something the reader decided that a person may want to know. Nothing is lost by it. */
export interface ReadFinding {
  readonly code: string;
  /** JSON pointer into the plan that was read, or into the file where the plan has no such place. */
  readonly path: string;
  readonly message: Bilingual;
}

export interface ReadSuccess {
  readonly ok: true;
  readonly format: FormatName;
  readonly plan: Plan;
  readonly findings: readonly ReadFinding[];
  /** What the files said and the plan could not hold. */
  readonly loss: readonly LossEntry[];
  /** The fields of a plan that these files can say, for whoever lays it over another; absent where they say everything. */
  readonly carried?: readonly string[];
  /** Events of a plan file, by id, whose identifier it does not say; absent of other formats. */
  readonly derivedIdentifiers?: readonly string[];
}

interface ReadFailure {
  readonly ok: false;
  /** Absent when no format was recognised. */
  readonly format?: FormatName;
  readonly errors: readonly FormatError[];
}

export type ReadResult = ReadSuccess | ReadFailure;

export interface WrittenFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array;
}

export interface WriteResult {
  readonly format: FormatName;
  readonly files: readonly WrittenFile[];
  /** What the plan says and the format could not carry. */
  readonly loss: readonly LossEntry[];
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: false });

/** The text of a file, or undefined when its bytes are not UTF-8 (UTF-16 is accepted when it says so by its first bytes). */
export function textOf(file: InputFile): string | undefined {
  if (typeof file.content === "string") return file.content.replace(/^\uFEFF/u, "");
  const [first, second] = file.content;
  try {
    if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le", { fatal: true }).decode(file.content);
    if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be", { fatal: true }).decode(file.content);
    return decoder.decode(file.content);
  } catch {
    return undefined;
  }
}

export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** One step of a JSON pointer (RFC 6901). */
export function pointerStep(key: string | number): string {
  return `/${String(key).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

export function pointerOf(path: Iterable<PropertyKey>): string {
  let pointer = "";
  for (const key of path) pointer += pointerStep(typeof key === "symbol" ? "" : key);
  return pointer;
}
