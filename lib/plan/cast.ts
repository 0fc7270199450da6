/** Casting a received value to the type the plan asks for, where it says the same there. */

const NUMBER = /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const BOOLEANS = new Map<unknown, boolean>([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
  [1, true],
  [0, false],
]);

function castNumber(value: unknown, integer: boolean): unknown {
  const text = typeof value === "string" ? value.trim() : "";
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
