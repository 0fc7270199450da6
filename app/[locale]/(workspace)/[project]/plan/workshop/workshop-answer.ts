/** What the screens of a workshop and their server actions hand to each other. */

import type { ErrorCode } from "../../../../../../lib/base/error.ts";
import type { Workshop } from "../../../../../../lib/plan/workshop.ts";
import type { WorkshopIdeas } from "../../../../../../lib/plan/workshop-idea.ts";

/** What is still open, in the reader's language. */
export interface OpenPoint {
  /** A field path of the plan. */
  readonly path: string;
  readonly text: string;
}

export type SaveAnswer =
  | { readonly ok: true; readonly revision: number }
  | {
      readonly ok: false;
      readonly reason: "stale";
      readonly by: string;
      readonly revision: number;
      readonly theirs: Workshop;
    }
  | { readonly ok: false; readonly reason: "refused"; readonly code: ErrorCode; readonly text: string };

export type SaveWorkshop = (slug: string, id: string, revision: number, workshop: Workshop) => Promise<SaveAnswer>;
export type FindOpenPoints = (slug: string, id: string) => Promise<readonly OpenPoint[]>;

export interface NewWorkshopInput {
  readonly title: string;
  readonly heldOn: string;
  readonly template?: string | undefined;
  readonly present: readonly string[];
}

export type StartAnswer = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly text: string };
export type FinishAnswer =
  | { readonly ok: true; readonly branch: string }
  | { readonly ok: false; readonly text: string };

export interface WorkshopActions {
  readonly save: SaveWorkshop;
  readonly findOpen: FindOpenPoints;
  readonly ideas: (slug: string, template: string) => Promise<WorkshopIdeas>;
  readonly finish: (slug: string, id: string, revision: number, branch: string) => Promise<FinishAnswer>;
}

export const NO_IDEAS: WorkshopIdeas = { decisions: [], metrics: [], events: [] };
