/** What literals and comments of several languages write alike. */

/** Escapes of one letter that C gave to Go, Java and their kin. */
export const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

/** A line of a comment in which tabs are spaces. Controls, what is private and what is not assigned are told as `U+XXXX`. */
export function seenLine(line: string): string {
  return line
    .replaceAll("\t", " ")
    .replace(
      /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu,
      (character) => `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`,
    );
}

/** Lines of a text, wherever Unicode ends one. */
export function linesOfText(text: string): string[] {
  return text.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
}
