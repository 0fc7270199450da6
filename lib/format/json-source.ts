/** JSON files: parsed, or refused with line and column; and where in the text a JSON pointer leads. */

import { isMap, isSeq, LineCounter, parseDocument } from "yaml";
import type { Json } from "../plan/plan.ts";
import { type FormatError, type InputFile, textOf } from "./format.ts";

export type ParsedJson =
  | { readonly ok: true; readonly value: Json; readonly text: string }
  | { readonly ok: false; readonly error: FormatError };

export function notText(file: string): FormatError {
  return {
    file,
    code: "encoding",
    message: { en: "The file is not UTF-8 text.", fr: "Le fichier n’est pas un texte UTF-8." },
    expected: { en: "text in UTF-8", fr: "un texte en UTF-8" },
  };
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const line = before.split("\n").length;
  return { line, column: offset - before.lastIndexOf("\n") };
}

export function parseJson(file: InputFile): ParsedJson {
  const text = textOf(file);
  if (text === undefined) return { ok: false, error: notText(file.name) };
  try {
    return { ok: true, value: JSON.parse(text) as Json, text };
  } catch (error) {
    const detail = error instanceof Error ? error.message : "";
    const offset = /position (\d+)/.exec(detail)?.[1];
    return {
      ok: false,
      error: {
        file: file.name,
        code: "syntax",
        ...placeOf(text, offset === undefined ? text.length : Number(offset)),
        message: { en: "This is not JSON.", fr: "Ceci n’est pas du JSON." },
      },
    };
  }
}

interface PlaceInText {
  readonly line: number;
  readonly column: number;
}

/** Says of pointers the line and column of what they name; the text is read once, and only when one is asked for. */
export function placesIn(text: string): (pointer: string) => PlaceInText | undefined {
  const lines = new LineCounter();
  let contents: unknown;
  let isRead = false;
  return (pointer) => {
    if (pointer === "") return { line: 1, column: 1 };
    if (!isRead) contents = parseDocument(text, { lineCounter: lines, uniqueKeys: false }).contents;
    isRead = true;
    const offset = (nodeAt(contents, pointer) as { range?: [number, number, number] } | null)?.range?.[0];
    if (offset === undefined) return undefined;
    const { line, col } = lines.linePos(offset);
    return line === 0 ? undefined : { line, column: col };
  };
}

/** What a pointer names, or the innermost on the way to it. */
function nodeAt(contents: unknown, pointer: string): unknown {
  let node = contents;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    const next = isMap(node) ? node.get(key, true) : isSeq(node) ? node.get(Number(key), true) : undefined;
    if (next === undefined) break;
    node = next;
  }
  return node;
}
