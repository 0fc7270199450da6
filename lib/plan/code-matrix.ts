/** Planned, coded, received: one row for each event and source, from the plan, the code as it was posted, and what arrived. */

import { plainWords } from "../base/plain-words.ts";
import type { CodeRun } from "./code-run.ts";
import type { Plan, PlanEvent } from "./plan.ts";
import { firesAt } from "./presence.ts";

/**
 * - `works`: planned, called and received.
 * - `silent`: called, and never received.
 * - `missing`: planned, neither called nor received.
 * - `untold`: received; no code was posted, or it calls the event nowhere.
 * - `unplanned`: called or received, and not planned there.
 * - `unknown`: planned, not received, and no code was posted.
 */
export const MATRIX_STATES = ["works", "silent", "missing", "untold", "unplanned", "unknown"] as const;
export type MatrixState = (typeof MATRIX_STATES)[number];

/** What arrived of an event from a source in production. */
export interface ReceivedEvent {
  /** Epoch milliseconds. */
  readonly last: number;
  readonly count: number;
  /** Plan versions and releases that it came with, the latest first. */
  readonly versions: readonly number[];
  readonly releases: readonly string[];
}

/** By event id, then by the source's slug. */
export type ReceivedMatrix = ReadonlyMap<string, ReadonlyMap<string, ReceivedEvent>>;

export interface MatrixRow {
  /** The id of the event; absent for a name the plan never had. */
  readonly event?: string;
  readonly name: string;
  readonly callType?: PlanEvent["callType"];
  readonly status?: PlanEvent["status"];
  readonly source: string;
  readonly planned: boolean;
  /** Undefined where no code was posted. */
  readonly coded?: {
    readonly release: string;
    readonly sites: readonly { readonly path: string; readonly line: number }[];
    readonly tests: number;
  };
  readonly received?: ReceivedEvent;
  readonly state: MatrixState;
}

export interface MatrixInput {
  readonly plan: Plan;
  /** Slugs. */
  readonly sources: readonly string[];
  /** By the source's slug. */
  readonly runs: ReadonlyMap<string, CodeRun>;
  /** Undefined while it cannot be read. */
  readonly received: ReceivedMatrix | undefined;
}

export function codeMatrix({ plan, sources, runs, received }: MatrixInput): MatrixRow[] {
  const known = new Set<string>(plan.events.map(({ id }) => id));
  return sources.flatMap((source) => {
    const run = runs.get(source);
    const found = new Map((run?.events ?? []).map((event) => [event.id, event]));
    const planned = plan.events.flatMap((event): MatrixRow[] => {
      const isPlanned = firesAt(event, source);
      const code = found.get(event.id);
      const arrived = received?.get(event.id)?.get(source);
      const isCalled = (code?.sites.length ?? 0) > 0;
      const { id, name, callType, status } = event;
      // What is not yet, or no longer, to be sent is told where it is all the same.
      const isExpected = isPlanned && status === "active";
      if (!isExpected && !isCalled && arrived === undefined) return [];
      const state = stateOf({ isPlanned, isTold: run !== undefined, isCalled, isReceived: arrived !== undefined });
      const coded = run && { release: run.release, sites: code?.sites ?? [], tests: code?.tests.length ?? 0 };
      return [
        {
          ...{ event: id, name, callType, status, source, planned: isPlanned, state },
          ...(coded === undefined ? {} : { coded }),
          ...(arrived === undefined ? {} : { received: arrived }),
        },
      ];
    });
    const unplanned = (run?.unplanned ?? []).flatMap(({ id, name, sites }): MatrixRow[] =>
      run === undefined || (id !== undefined && known.has(id))
        ? []
        : [
            {
              ...(id === undefined ? {} : { event: id }),
              ...{ name, source, planned: false, state: "unplanned" },
              coded: { release: run.release, sites, tests: 0 },
            },
          ],
    );
    return [...planned, ...unplanned];
  });
}

interface Known {
  readonly isPlanned: boolean;
  readonly isTold: boolean;
  readonly isCalled: boolean;
  readonly isReceived: boolean;
}

function stateOf({ isPlanned, isTold, isCalled, isReceived }: Known): MatrixState {
  if (!isPlanned) return "unplanned";
  if (isCalled) return isReceived ? "works" : "silent";
  if (isReceived) return "untold";
  return isTold ? "missing" : "unknown";
}

export const MATRIX_SORTS = ["state", "event", "source", "sites", "received"] as const;
export type MatrixSort = (typeof MATRIX_SORTS)[number];

export interface MatrixFilter {
  /** Words of the name of the event or the source. */
  readonly search: string;
  readonly source: string;
  readonly state: MatrixState | "";
  readonly sort: MatrixSort;
}

/** What waits for somebody first. */
const URGENCY: readonly MatrixState[] = ["unplanned", "missing", "silent", "untold", "unknown", "works"];

const COMPARE: Readonly<Record<MatrixSort, (a: MatrixRow, b: MatrixRow) => number>> = {
  state: (a, b) => URGENCY.indexOf(a.state) - URGENCY.indexOf(b.state),
  event: (a, b) => a.name.localeCompare(b.name),
  source: (a, b) => a.source.localeCompare(b.source),
  sites: (a, b) => (b.coded?.sites.length ?? -1) - (a.coded?.sites.length ?? -1),
  received: (a, b) => (b.received?.last ?? 0) - (a.received?.last ?? 0),
};

/** The rows that are looked for, in the order asked for. */
export function shownMatrix(rows: readonly MatrixRow[], { search, source, state, sort }: MatrixFilter): MatrixRow[] {
  const words = plainWords(search).split(/\s+/).filter(Boolean);
  return rows
    .filter((row) => {
      const text = plainWords(`${row.name} ${row.source}`);
      const isSought = words.every((word) => text.includes(word));
      return isSought && (source === "" || row.source === source) && (state === "" || row.state === state);
    })
    .sort((a, b) => COMPARE[sort](a, b) || COMPARE.event(a, b) || COMPARE.source(a, b));
}
