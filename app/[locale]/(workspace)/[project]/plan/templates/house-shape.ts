/** What the screens of the house library hand to their client components, and back. */

import type { ObjectKind } from "../../../../../../lib/plan/edit-tree.ts";

/** Something of a plan that can be taken into a template. */
export interface Takeable {
  readonly id: string;
  readonly kind: ObjectKind | "cohort";
  readonly name: string;
  /** A second line: its name on the wire, or what it is for. */
  readonly about: string;
  /** Ids of what it refers to. */
  readonly takes: readonly string[];
}

/** What is asked of a save. */
export interface SaveHouse {
  readonly branch: string;
  readonly version: number | undefined;
  /** The template that gets its next version; none for a new one. */
  readonly template: string | undefined;
  readonly name: { readonly en: string; readonly fr: string };
  readonly description: { readonly en: string; readonly fr: string };
  readonly notes: string;
  readonly take:
    | "all"
    | { readonly objects: readonly string[]; readonly cohorts: readonly string[]; readonly standards: boolean };
}

export type HouseAnswer<Done> =
  | ({ readonly ok: true } & Done)
  | { readonly ok: false; readonly text: string; readonly errors: readonly string[] };

export type SaveAnswer = HouseAnswer<{ readonly id: string; readonly version: number }>;
export type OpenAnswer = HouseAnswer<{ readonly id: string; readonly name: string; readonly version: number }>;
export type ApplyHouseAnswer = HouseAnswer<{ readonly branch: string | undefined; readonly changes: number }>;
export type CohortsAnswer = HouseAnswer<{
  readonly taken: number;
  readonly refused: readonly { readonly name: string; readonly texts: readonly string[] }[];
}>;

/** An object of the template that the plan has otherwise. */
export interface ShownCollision {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  /** What it is called in the plan, where that is another name. */
  readonly mine: string | undefined;
  readonly by: "id" | "name" | "rename";
  readonly free: string;
}

/** A cohort of the template that the project could take. */
export interface ShownCohort {
  readonly key: string;
  readonly name: string;
  readonly state: "new" | "taken" | "changed";
  readonly free: string;
  readonly missing: readonly string[];
}

/** Where the grid leaves the events that were checked, for the chooser of a new template. */
export function chosenKey(slug: string): string {
  return `gabarit.template.${slug}`;
}
