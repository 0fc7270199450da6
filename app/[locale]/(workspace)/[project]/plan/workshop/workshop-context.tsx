"use client";

import { createContext, useContext } from "react";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";
import type { WorkshopIdeas } from "../../../../../../lib/plan/workshop-idea.ts";

interface Held {
  readonly workshop: Workshop;
  readonly ideas: WorkshopIdeas;
  /** Names of people: those who are there, and owners the plan knows. */
  readonly people: readonly string[];
  /** Its branch was made, or whoever looks may only read. */
  readonly readOnly: boolean;
  /** What tells a thing apart on the screen: it stays, also where the thing gets the id that somebody else gave it. */
  readonly keyOf: (id: string) => string;
  readonly change: (act: (workshop: Workshop) => Workshop) => void;
  /** Takes something away, says so, and offers it back. */
  readonly remove: (name: string, act: (workshop: Workshop) => Workshop) => void;
  /** Gives the focus to a field once it is there. */
  readonly goTo: (path: string) => void;
}

export const WorkshopContext = createContext<Held | undefined>(undefined);

export function useWorkshop(): Held {
  const held = useContext(WorkshopContext);
  if (held === undefined) throw new Error("Invariant: a part of a workshop stands outside of one");
  return held;
}
