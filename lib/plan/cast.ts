/** Casting a received value to the type the plan asks for, where it says the same there. */

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
/**
 * A single comma with other than three digits behind it separates decimals, wherever it was written: thousands have three.
 * `1,234` is left as it is, since nobody can tell.
 */
const COMMA = /^([+-]?\d+),(\d{1,2}|\d{4,})$/;
const BOOLEANS = new Map<unknown, boolean>([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
  [1, true],
  [0, false],
]);

function castNumber(value: unknown, integer: boolean): unknown {
  const text = typeof value === "string" ? value.trim().replace(COMMA, "$1.$2") : "";
  const number = NUMBER.test(text) ? Number(text) : Number.NaN;
  const fits = integer
    ? Number.isSafeInteger(number)
    : Number.isFinite(number) && Math.abs(number) <= Number.MAX_SAFE_INTEGER;
  return fits ? number : value;
}

/** The value in the type, where it says the same there; else the value. */
export function castTo(type: string, value: unknown): unknown {
  if (type === "boolean") return BOOLEANS.get(value) ?? value;
  if (type === "string") return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  return castNumber(value, type === "integer");
}
