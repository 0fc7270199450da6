/** Writes to LMDB whose failure is told once. */

/** lmdb rejects a second promise with the cause of a failed commit; without a handler it would end the thread. */
export function silenceCause(error: unknown): void {
  if (error instanceof Error && "commitError" in error) Promise.resolve(error.commitError).catch(() => undefined);
}

/** Resolves or rejects as the write does. */
export async function committed<T>(write: PromiseLike<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    silenceCause(error);
    throw error;
  }
}
