/** What the plan's screens and their server actions hand to each other. */

import type { Edit } from "../../../../../lib/plan/edit.ts";
import type { Bundle, Json, PlanEvent } from "../../../../../lib/plan/plan.ts";
import type { ShownFinding } from "./editing/editing-context.tsx";
import type { EventRow, RowFindings } from "./grid/event-row.ts";

/** The longest reason of a change. */
export const REASON_MAX = 2_000;

/** One event with all that its panel shows. */
export interface EventView {
  readonly event: PlanEvent;
  /** The bundles it carries. */
  readonly bundles: readonly Bundle[];
}

/** Findings of some events: how many each has, and those of the one whose panel is open. */
export interface EventFindings {
  readonly counts: Readonly<Record<string, RowFindings>>;
  readonly focus: readonly ShownFinding[];
}

/** Of all events when `ids` is undefined. */
export type FindingsAction = (
  slug: string,
  branch: string,
  ids: readonly string[] | undefined,
  focus: string | undefined,
) => Promise<EventFindings>;

/** Findings of everything but events. */
export type ObjectFindingsAction = (slug: string, branch: string) => Promise<readonly ShownFinding[]>;

/** What changed, as far as the grid and an open panel need to know. */
export interface Changes {
  readonly revision: number;
  /**
   * True when `rows` are all there are: somebody else changed the plan since the revision the edits were made on, so that
   * what changed by this save alone would leave rows of an older revision behind.
   */
  readonly whole: boolean;
  /** Without findings: those are asked for apart. */
  readonly rows: readonly EventRow[];
  readonly removed: readonly string[];
  readonly view: EventView | undefined;
}

export interface StaleField {
  readonly path: string;
  readonly by: string;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export type CommitAnswer =
  | ({
      readonly ok: true;
      /** The revision it made; none where nothing differed. */
      readonly made: number | undefined;
    } & Changes)
  | ({ readonly ok: false; readonly reason: "stale"; readonly fields: readonly StaleField[] } & Changes)
  | {
      readonly ok: false;
      readonly reason: "refused";
      readonly errors: readonly { readonly path: string; readonly text: string }[];
    };

/** Saves edits made on top of `revision` and the later ones of one's own; `focus` is the event whose panel is open. */
export type CommitAction = (
  slug: string,
  branch: string,
  revision: number,
  edits: readonly Edit[],
  focus: string | undefined,
  own: readonly number[],
  reason?: string,
) => Promise<CommitAnswer>;

/** Takes back what one's own revision did; the answer's `made` takes that back in turn. */
export type UndoAction = (
  slug: string,
  branch: string,
  revision: number,
  focus: string | undefined,
) => Promise<CommitAnswer>;

/** Findings of the object at `path` as they would be after these edits; nothing is written. */
export type PreviewAction = (
  slug: string,
  branch: string,
  edits: readonly Edit[],
  path: string,
) => Promise<readonly ShownFinding[]>;

/** What every screen of the plan knows about the branch it shows. */
export interface BranchView {
  readonly slug: string;
  readonly branch: string;
  readonly revision: number;
  readonly editable: boolean;
  /** JSON text of what the controls offer (`PlanFacts`): with thousands of events, one text is brought sooner than all objects. */
  readonly facts: string;
}
