/** The control pictures of Unicode stand this far from the characters they show. */
const PICTURES = 0x2400;

function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(PICTURES + code);
  return code === 0x7f ? "\u2421" : "\ufffd";
}

/**
 * A text that somebody sent, for a page: a page cannot hold every character (U+0000, half a surrogate pair) and shows
 * nothing for others. Each is there as the sign that stands for it.
 */
export function printable(text: string): string {
  return text.replace(/\p{Cc}/gu, pictureOf).replace(/\p{Cs}/gu, "\ufffd");
}

/**
 * A text with what somebody sent in it, for a terminal: lines and tabs stay, and nothing in it moves the cursor, colours what
 * comes after or renames the window.
 */
export function printableLines(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, pictureOf);
}
