/** Properties of random plans whose check runs other programs. */

import fc from "fast-check";

/**
 * As `fc.assert` of a property of one value, stopped after `milliseconds`; answers how many values were checked. The end of the
 * time waits for no check that runs: here it is waited for, else its programs would go on and leave their folders.
 */
export async function assertProperty<T>(
  values: fc.Arbitrary<T>,
  check: (value: T) => Promise<unknown>,
  { milliseconds, ...options }: fc.Parameters<[T]> & { readonly milliseconds: number },
): Promise<number> {
  let count = 0;
  let running: Promise<unknown> = Promise.resolve();
  await fc.assert(
    fc.asyncProperty(values, async (value) => {
      running = check(value);
      await running;
      count++;
    }),
    { ...options, interruptAfterTimeLimit: milliseconds },
  );
  await running;
  return count;
}
