/** Definitions in addresses: what is being built can be bookmarked, shared and come back to. */

import type { Criterion, Question } from "../../../../../lib/analysis/question.ts";

export function definitionQuery(definition: Criterion | Question): string {
  return `?q=${encodeURIComponent(JSON.stringify(definition))}`;
}

/** The definition of an address, as yet unchecked; undefined when there is none or it cannot be read. */
export function readDefinition(text: string | undefined): unknown {
  if (text === undefined || text === "") return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** What an address may say besides the definition: a restricted report stands beside its complement. */
const COMPARE = "compare";
const COMPLEMENT = "complement";
const NONE = "none";

/** Undefined: as it is saved. */
export function readCompared(text: string | undefined): boolean | undefined {
  return text === COMPLEMENT ? true : text === NONE ? false : undefined;
}

/** The saved revision that what is being built was begun on: saving it later must not undo what somebody else saved. */
const ON = "on";

export function readRevision(text: string | undefined): number | undefined {
  const revision = Number(text);
  return text !== undefined && Number.isSafeInteger(revision) ? revision : undefined;
}

export interface AddressParts {
  /** Null: as it is saved, so the address need not say it. Absent: what the address says stays. */
  readonly definition?: Criterion | Question | null | undefined;
  readonly on?: number | undefined;
  /** Whether a cohort stands beside its complement; absent: as it is saved, so the address need not say it. */
  readonly compared?: boolean | undefined;
}

/** The address that shows what is being built. */
export function addressOf(here: string, { definition, on, compared }: AddressParts): URL {
  const url = new URL(here);
  if (definition === null) for (const name of ["q", ON]) url.searchParams.delete(name);
  else if (definition !== undefined) {
    url.search = definitionQuery(definition);
    if (on !== undefined) url.searchParams.set(ON, String(on));
  }
  if (compared === undefined) url.searchParams.delete(COMPARE);
  else url.searchParams.set(COMPARE, compared ? COMPLEMENT : NONE);
  return url;
}

/** Writes what is being built into the address without loading anything. */
export function keepInAddress(built: AddressParts): void {
  const url = addressOf(window.location.href, built);
  if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
}
