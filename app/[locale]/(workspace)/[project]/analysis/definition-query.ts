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

export function readCompared(text: string | undefined): boolean {
  return text === COMPLEMENT;
}

export interface Built {
  /** Absent: as it was saved or offered, so the address need not say it. */
  readonly definition?: Criterion | Question | undefined;
  /** Whether a cohort stands beside its complement; where that cannot be, absent. */
  readonly compared?: boolean;
}

/** The address that shows what is being built. */
export function addressOf(here: string, { definition, compared }: Built): URL {
  const url = new URL(here);
  if (definition !== undefined) url.search = definitionQuery(definition);
  if (compared === true) url.searchParams.set(COMPARE, COMPLEMENT);
  else url.searchParams.delete(COMPARE);
  return url;
}

/** Writes what is being built into the address without loading anything. */
export function keepInAddress(built: Built): void {
  const url = addressOf(window.location.href, built);
  if (url.href !== window.location.href) window.history.replaceState(window.history.state, "", url);
}
