/** What somebody decided about a template before it is applied, as an address says it. */

import type { HouseChoices } from "./house-choice.ts";

export interface DecidedHouse {
  readonly choices: HouseChoices;
  readonly standards?: "mine" | "theirs" | undefined;
  /** By path: fields that both the project and a later version changed. */
  readonly fields: { readonly [path: string]: "mine" | "theirs" };
}

export const NOTHING_DECIDED: DecidedHouse = { choices: {}, fields: {} };
