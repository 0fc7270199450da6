/** Patterns of a plan for Python's `re`, with its ASCII flag. */

import { toRe2Syntax } from "../../lib/plan/pattern.ts";

/**
 * The expression that finds the same texts: every set of characters is spelled out, and `$` means the end, not the last line
 * feed. Undefined for Unicode properties, which `re` does not know.
 */
export function pythonPattern(source: string): string | undefined {
  const syntax = toRe2Syntax(source);
  let result = "";
  let inClass = false;
  for (const [token] of syntax.matchAll(/\\x\{[0-9a-f]+\}|\\.|[^\\]/gsu)) {
    if (/^\\[pP]$/.test(token)) return undefined;
    if (token === "[") inClass = true;
    if (token === "]") inClass = false;
    result += pythonToken(token, inClass);
  }
  // Python reads, or will read, some of these otherwise: a difference of sets, a look behind.
  return result.includes("--") || result.includes("(?<") ? undefined : result;
}

function pythonToken(token: string, inClass: boolean): string {
  if (token.startsWith("\\x{")) return `\\U${token.slice(3, -1).padStart(8, "0")}`;
  if (token === "$" && !inClass) return "\\Z";
  if (inClass && /[&|~]/.test(token)) return `\\${token}`;
  return token;
}
