"use client";

import { createContext, useContext } from "react";

/** Which rows of the list are selected, and how that changes; undefined for whoever may not decide. */
export interface Selection {
  readonly chosen: ReadonlySet<string>;
  /** `upTo` takes every row from the one chosen before. */
  readonly toggle: (fingerprint: string, upTo: boolean) => void;
  readonly toggleAll: () => void;
  readonly all: boolean;
}

export const SelectionContext = createContext<Selection | undefined>(undefined);

export function useSelection(): Selection | undefined {
  return useContext(SelectionContext);
}
