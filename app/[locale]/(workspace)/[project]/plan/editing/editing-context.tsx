"use client";

import { createContext, useContext } from "react";
import type { Edit } from "../../../../../../lib/plan/edit.ts";
import type { Json } from "../../../../../../lib/plan/plan.ts";
import type { PlanSettings } from "../../../../../../lib/plan/plan-settings.ts";
import type { Subject } from "../field-edits.ts";
import type { Severity } from "../grid/event-row.ts";
import type { Undoing } from "./use-undo.ts";

/** What controls offer to choose from. */
export interface PlanFacts {
  readonly settings: PlanSettings;
  readonly categories: readonly Choice[];
  readonly decisions: readonly Choice[];
  readonly metrics: readonly Choice[];
  readonly bundles: readonly Choice[];
  readonly events: readonly Choice[];
  readonly owners: readonly string[];
  readonly tags: readonly string[];
  readonly sources: readonly string[];
  readonly purposes: readonly string[];
}

export interface Choice {
  readonly id: string;
  readonly label: string;
}

/** A finding as the screens show it: in the reader's language, with the edits that mend it where there are any. */
export interface ShownFinding {
  readonly rule: string;
  readonly severity: Severity;
  /** Field path, as `edit-path.ts` writes it. */
  readonly path: string;
  /** What it is about, as a suppression names it; absent for what the standards themselves say. */
  readonly objectId?: string | undefined;
  readonly text: string;
  /** What to do about it, in general. */
  readonly hint?: string;
  readonly fix?:
    | {
        readonly label: string;
        readonly edits: readonly Edit[];
        /** It takes away something that people wrote. */
        readonly removes: boolean;
      }
    | undefined;
}

/** Why a field was not saved. */
export type FieldTrouble =
  | { readonly kind: "refused"; readonly path: string; readonly text: string }
  | {
      readonly kind: "stale";
      readonly path: string;
      readonly by: string;
      readonly mine: Json | undefined;
      readonly theirs: Json | undefined;
      /** The edits that put mine on top of theirs, asked for again, and the revision that theirs was seen at. */
      readonly edits: readonly Edit[];
      readonly revision: number;
    };

/** Runs what belongs to an edit; what is committed at once within it is made on the plan as it was at the edit's beginning. */
export interface Within {
  <T>(act: () => T): T;
  /** True when what was committed within it was refused because somebody else had changed it meanwhile. */
  readonly late?: () => boolean;
}

export interface PlanEditing {
  readonly slug: string;
  readonly branch: string;
  readonly facts: PlanFacts;
  /** False for readers, and on branches that are merged or closed. */
  readonly editable: boolean;
  readonly saving: boolean;
  readonly troubles: readonly FieldTrouble[];
  readonly findings: readonly ShownFinding[];
  /** Saves edits; true when they were accepted. `undo` makes a toast that takes them back. */
  readonly commit: (edits: readonly Edit[], options?: CommitOptions) => Promise<boolean>;
  /**
   * Begins an edit that takes a while, such as typing. Commits made within what is answered are made on the plan as it was
   * shown at the beginning: what somebody else wrote meanwhile is told, not overwritten.
   */
  readonly begin: () => Within;
  /** Shows what these edits would make of the object at hand while one types: findings, and code where it is looked at. */
  readonly preview: (edits: readonly Edit[], subject: Subject) => void;
  /** What is typed and not yet saved, as edits; empty where nothing is. */
  readonly typed: readonly Edit[];
  /** Asks the server again where a save waits for it to be reached. */
  readonly retry: () => void;
  readonly undoing: Undoing;
  readonly settle: (path: string) => void;
  /** Says that what concerns `path` is shown somewhere; returns the function that takes it back. */
  readonly watch: (path: string) => () => void;
}

/** True when something said of `own` belongs beside the field at `path`, or with `within` anywhere below it. */
export function concerns(path: string, own: string, within: boolean): boolean {
  return own === path || own.startsWith(`${path}.`) || (within && own.startsWith(`${path}/`));
}

export interface CommitOptions {
  /** The revision that was looked at when this was decided, where it is not the one shown. */
  readonly seen?: number;
  /** Why, for the history. */
  readonly reason?: string;
  /** What it does, for undoing it; told from the edits without. */
  readonly what?: string;
  /** Said when it worked, with a way back: these edits, else what undoes just this change. */
  readonly done?: { readonly text: string; readonly undo?: readonly Edit[] };
}

export const EditingContext = createContext<PlanEditing | undefined>(undefined);

export function usePlanEditing(): PlanEditing {
  const editing = useContext(EditingContext);
  if (!editing) throw new Error("A plan control stands outside its provider.");
  return editing;
}
