"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { AnalysisFacts } from "./facts.ts";

const Context = createContext<AnalysisFacts | undefined>(undefined);

export function FactsProvider({ facts, children }: { facts: AnalysisFacts; children: ReactNode }) {
  return <Context value={facts}>{children}</Context>;
}

/** What the builders choose from. */
export function useFacts(): AnalysisFacts {
  const facts = useContext(Context);
  if (facts === undefined) throw new Error("Invariant: a builder outside its facts");
  return facts;
}
