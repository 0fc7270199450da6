/** Numbers that are hard to write as JavaScript does. */

import fc from "fast-check";

const SPECIAL = [0, 1, -1, 0.1, 1e21, 1e20, 123456789012345680000, 1e-6, 1e-7, 5e-324, 1.7976931348623157e308, 2e-3];

/** Numbers whose shortest form is not evident, and some at random. */
export function sampleNumbers(): number[] {
  const random = fc.sample(fc.double({ noNaN: true, noDefaultInfinity: true }), { numRuns: 300, seed: 7 });
  return [...SPECIAL, 2 ** -44, 2 ** 53, -0, ...random];
}

/** In hexadecimal. */
export function bitsOf(value: number): string {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return view.getBigUint64(0).toString(16);
}
