/** Code in Markdown (CommonMark 4.5 and 6.1), whatever it holds. */

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Code within a line, between as many backticks as it takes; line breaks are spaces in it. */
export function inlineCode(text: string): string {
  const ticks = "`".repeat(longestRun(text) + 1);
  const space = /^`|`$/.test(text) ? " " : "";
  return `${ticks}${space}${text.replace(/\s+/g, " ")}${space}${ticks}`;
}

/** A block of code in a language. */
export function fencedCode(text: string, language: string): string {
  const ticks = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${ticks}${language}\n${text}\n${ticks}`;
}
