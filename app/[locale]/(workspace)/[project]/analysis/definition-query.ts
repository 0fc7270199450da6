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

/** Writes what is being built into the address without loading anything. */
export function keepInAddress(definition: Criterion | Question): void {
  const url = new URL(window.location.href);
  url.search = definitionQuery(definition);
  window.history.replaceState(window.history.state, "", url);
}
