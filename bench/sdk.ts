/** What an application pays for the TypeScript SDK in bytes, beside its budgets; a test holds them. */

import { bundleSizes } from "../codegen/testing/bundle-sizes.ts";
import type { BenchRow } from "./bench-row.ts";

export async function run(): Promise<BenchRow[]> {
  return (await bundleSizes()).map(({ name, bytes, measured, limit }) => ({
    name: `${name}, ${measured}`,
    value: bytes,
    unit: "B",
    ...(limit === undefined ? {} : { goal: `<= ${limit}` }),
  }));
}
