/** YAML documents as values, or their syntax errors with a place. */

import type { Document, LineCounter } from "yaml";
import type { Bilingual, FormatError } from "./format.ts";

const REASONS: Readonly<Record<string, Bilingual>> = {
  DUPLICATE_KEY: { en: "This key is written twice.", fr: "Cette clé est écrite deux fois." },
  BAD_INDENT: { en: "The indentation does not fit.", fr: "L’indentation ne convient pas." },
  TAB_AS_INDENT: { en: "Tabs cannot indent YAML.", fr: "Une tabulation ne peut pas indenter du YAML." },
  MISSING_CHAR: { en: "A character is missing.", fr: "Il manque un caractère." },
  UNEXPECTED_TOKEN: { en: "This was not expected here.", fr: "Ceci n’est pas attendu ici." },
  MULTIPLE_DOCS: { en: "The file holds several documents.", fr: "Le fichier contient plusieurs documents." },
};

function yamlErrors(document: Document, lines: LineCounter, file: string): FormatError[] {
  return document.errors.map((error) => {
    const { line, col } = lines.linePos(error.pos[0]);
    const reason = REASONS[error.code] ?? { en: "This is not YAML.", fr: "Ceci n’est pas du YAML." };
    const detail = error.message.split("\n")[0] ?? "";
    return {
      file,
      code: "syntax",
      line,
      column: col,
      message: { en: `${reason.en} (${detail})`, fr: `${reason.fr} (${detail})` },
    };
  });
}

export type YamlValue =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly errors: readonly FormatError[] };

/** The value of a document. Aliases that unfold without end are an error like any other. */
export function yamlValue(document: Document, lines: LineCounter, file: string): YamlValue {
  const errors = yamlErrors(document, lines, file);
  if (errors.length > 0) return { ok: false, errors };
  try {
    return { ok: true, value: document.toJS() as unknown };
  } catch {
    const message = {
      en: "The aliases of this file unfold too far.",
      fr: "Les alias de ce fichier se déplient trop loin.",
    };
    return { ok: false, errors: [{ file, code: "aliases", message }] };
  }
}
