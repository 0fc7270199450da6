/** Text as HTML: the one place that decides what becomes of its signs. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: what no HTML document may hold.
const NOT_HTML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Cs}/gu;

/** Text as HTML, in attributes too. */
export function escaped(text: string): string {
  return text.replace(NOT_HTML, "\ufffd").replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
}
