/** Letters that came after Unicode 13, whose tables Java 17 and Python 3.9 have: in names they are written as code points. */

import { isTooNew } from "../names.ts";

/** First and last of each run; later ones are in `isTooNew`. */
const AFTER_UNICODE_13: readonly (readonly [number, number])[] = [
  [0x0870, 0x089f],
  [0x08b5, 0x08b5],
  [0x08c8, 0x08d2],
  [0x0c3c, 0x0c3c],
  [0x0c5d, 0x0c5d],
  [0x0cdd, 0x0cdd],
  [0x0cf3, 0x0cf3],
  [0x0ece, 0x0ece],
  [0x170d, 0x170d],
  [0x1715, 0x1715],
  [0x171f, 0x171f],
  [0x180f, 0x180f],
  [0x1ac1, 0x1ace],
  [0x1b4c, 0x1b4c],
  [0x1dfa, 0x1dfa],
  [0x2c2f, 0x2c2f],
  [0x2c5f, 0x2c5f],
  [0xa7c0, 0xa7c1],
  [0xa7d0, 0xa7d9],
  [0xa7f2, 0xa7f4],
  [0x9ffd, 0x9fff],
];

/** True of a character beyond the first 65,536 as well. */
export function isAfterUnicode13(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return isTooNew(character) || AFTER_UNICODE_13.some(([first, last]) => first <= code && code <= last);
}
