/**
 * The request that Next hands to pages and actions, as a test makes it. Tests that take it share a process in which this module
 * stands for `next/headers` and `next/cache`: see vitest.config.ts.
 */

import { beforeAll } from "vitest";

interface TestRequest {
  /** The session's cookie. */
  cookie: string | undefined;
  /** Undefined: another one for each request, so that one's tries do not count against another's. */
  address: string | undefined;
  path: string;
  /** What was set as a cookie. */
  readonly set: unknown[][];
  /** How often the page was asked to be shown anew. */
  refreshed: number;
}

const begun = { cookie: undefined, address: undefined, path: "/en/somewhere", refreshed: 0 };
const current: TestRequest = { ...begun, set: [] };

/** The request of every call, until the test changes it. */
export function useRequest(given: Partial<Pick<TestRequest, "address" | "path">> = {}): TestRequest {
  beforeAll(() => {
    Object.assign(current, begun, given);
    current.set.length = 0;
  });
  return current;
}

export async function cookies() {
  return {
    get: (name: string) =>
      name === "gabarit_session" && current.cookie !== undefined ? { name, value: current.cookie } : undefined,
    set: (...args: unknown[]) => void current.set.push(args),
  };
}

export async function headers(): Promise<Headers> {
  const address = current.address ?? `198.51.100.${Math.random()}`;
  return new Headers({ "x-gabarit-client": address, "x-gabarit-path": current.path });
}

export function refresh(): void {
  current.refreshed += 1;
}
