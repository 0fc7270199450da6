"use client";

import { createContext, useContext } from "react";
import type { Choice } from "./editing-context.tsx";

/** The other properties of the list one edits: what a deprecated property can be replaced by. */
export const SiblingsContext = createContext<readonly Choice[]>([]);

export function useSiblings(): readonly Choice[] {
  return useContext(SiblingsContext);
}
