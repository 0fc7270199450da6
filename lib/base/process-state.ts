/**
 * Values that exist once per process. The server and the pages are bundled apart and would each make their own copy of a
 * module's variables; what must be single (a connection, a cache, a journal) is kept here, on globalThis.
 */

const registry = Symbol.for("gabarit.processState");

function state(): Map<string, unknown> {
  const holder = globalThis as { [registry]?: Map<string, unknown> };
  holder[registry] ??= new Map();
  return holder[registry];
}

/** The value under `key`, made by `create` at the first call in this process. */
export function processState<T>(key: string, create: () => T): T {
  const values = state();
  if (!values.has(key)) values.set(key, create());
  return values.get(key) as T;
}

/** Sets or replaces the value under `key`. */
export function setProcessState<T>(key: string, value: T): void {
  state().set(key, value);
}

export function clearProcessState(key: string): void {
  state().delete(key);
}

/** Forgets every value: what one test file left is nothing to the next in the same process. */
export function clearEveryProcessState(): void {
  state().clear();
}
