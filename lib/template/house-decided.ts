/** What somebody decided about a template before it is applied: what holds for all others is said once, then the exceptions. */

import { sameValue } from "../plan/edit-same.ts";
import { ALL_OTHERS, type HouseChoice, type HouseChoices, saidOf } from "./house-choice.ts";

type Side = "mine" | "theirs";

export interface DecidedHouse {
  readonly choices: HouseChoices;
  readonly standards?: Side | undefined;
  /** By path: fields that both the project and a later version changed. */
  readonly fields: { readonly [path: string]: Side };
}

export const NOTHING_DECIDED: DecidedHouse = { choices: {}, fields: {} };

/** The record with what was decided for a key; keys that say what holds for all others anyway are left out. */
function decidedIn<T>(record: { readonly [key: string]: T }, key: string, value: T, none?: T) {
  const next = new Map([...Object.entries(record), [key, value] as const]);
  const others = next.get(ALL_OTHERS) ?? none;
  return Object.fromEntries([...next].filter(([one, said]) => one === ALL_OTHERS || !sameValue(said, others)));
}

export function withChoice(decided: DecidedHouse, id: string, choice: HouseChoice): DecidedHouse {
  return { ...decided, choices: decidedIn<HouseChoice>(decided.choices, id, choice, { take: "mine" }) };
}

export function withField(decided: DecidedHouse, path: string, side: Side): DecidedHouse {
  return { ...decided, fields: decidedIn<Side>(decided.fields, path, side) };
}

export function fieldOf({ fields }: DecidedHouse, path: string): Side | undefined {
  return saidOf(fields, path) ?? saidOf(fields, ALL_OTHERS);
}

/** Longer than this an address is refused on the way. */
const ADDRESS_MAX = 6_000;

/** As an address says it; undefined where no address holds it. */
export function addressOf(decided: DecidedHouse): string | undefined {
  const text = JSON.stringify(decided);
  return encodeURIComponent(text).length > ADDRESS_MAX ? undefined : text;
}
