/** Stands in for the plan that is generated beside the runtime, so that the runtime can be checked and tested alone. */

import type { Collector } from "./automatic.ts";

export type { Collector } from "./automatic.ts";

export const plan: { readonly plan: string; readonly version: number; readonly hash: string } = {
  plan: "stand-in",
  version: 0,
  hash: "",
};

export interface SuperProperties {
  readonly [key: string]: unknown;
}

export const mayStore: (() => boolean) | undefined = undefined;

export const collectors: readonly Collector[] = [];
