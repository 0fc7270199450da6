/** Numbers as people's programs write them: with a comma or a point before the fraction, thousands apart or not. */

/** Between thousands, besides the one of comma and point that is not before the fraction: blanks and apostrophes. */
const APART = /[\s\u00a0\u202f'’]/g;
const EXPONENT = String.raw`(?:e[-+]?\d+)?`;
const SIGN = "[-+]?";

type Mark = "," | ".";

function patternOf(decimal: Mark): RegExp {
  const thousands = decimal === "," ? String.raw`\.` : ",";
  const whole = String.raw`(?:\d{1,3}(?:${thousands}\d{3})+|\d+)`;
  return new RegExp(`^${SIGN}(?:${whole}(?:[${decimal}]\\d*)?|[${decimal}]\\d+)${EXPONENT}$`, "i");
}

const PATTERNS: Readonly<Record<Mark, RegExp>> = { ",": patternOf(","), ".": patternOf(".") };

function readAs(text: string, decimal: Mark): number | undefined {
  if (!PATTERNS[decimal].test(text)) return undefined;
  const plain = decimal === "," ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  return Number(plain);
}

/**
 * The number that a text says. Without `decimal` it is read whichever way makes a number of it, and where both ways make
 * different ones, as of `1,234`, it is `ambiguous`. Undefined when it is none.
 */
export function readDecimal(written: string, decimal: Mark | undefined): number | "ambiguous" | undefined {
  const text = written.replace(APART, "");
  if (decimal !== undefined) return readAs(text, decimal);
  const [comma, point] = [readAs(text, ","), readAs(text, ".")];
  if (comma === undefined || point === undefined) return comma ?? point;
  // No program puts thousands apart after a leading zero: 0,125 is a fraction.
  if (/^[-+]?0/.test(text)) return readAs(text, text.includes(",") ? "," : ".");
  return comma === point ? comma : "ambiguous";
}
