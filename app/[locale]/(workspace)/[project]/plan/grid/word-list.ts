/** Several words in one cell: separated by commas, quoted where a word holds one. */

const SPECIAL = /[",;\n\r]|^\s|\s$/;

export function joinWords(words: readonly string[]): string {
  return words.map((word) => (SPECIAL.test(word) ? `"${word.replaceAll('"', '""')}"` : word)).join(", ");
}

/** Commas, semicolons and line breaks separate; each word once. */
export function splitWords(text: string): string[] {
  const words = [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=[,;\n]|$)|([^,;\n]+))/g)].map(
    ([, quoted, plain = ""]) => (quoted === undefined ? plain.trim() : quoted.replaceAll('""', '"')),
  );
  return [...new Set(words.filter((word) => word !== ""))];
}
