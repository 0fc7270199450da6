/** What the rules of one project find, in as few questions as their windows need. */

import { eventDb, type QueryOptions } from "../store/event-db.ts";
import { type AlertFacts, type AlertKind, type AlertScope, type AlertWindow, MINUTE_MS, WEEK_MS } from "./alert.ts";
import { type CountedRow, counted, lastOf, newKinds, type Span } from "./received.sql.ts";

const LIMITS = { maxSeconds: 20 } as const;
/** A last event further back than this is as good as none. */
const LOOK_BACK_MS = 5 * WEEK_MS;

export interface Watched {
  readonly kind: AlertKind;
  readonly scope: AlertScope;
  readonly threshold: number;
  readonly windowMinutes: AlertWindow;
  readonly createdAt: Date;
}

export type LookFor = (watched: Watched) => Promise<AlertFacts>;

function sum(rows: readonly CountedRow[], { source, environment, eventId }: AlertScope) {
  const own = rows.filter(
    (row) =>
      (source === undefined || row.source === source) &&
      (environment === undefined || row.environment === environment) &&
      (eventId === undefined || row.event_id === eventId),
  );
  const total = (key: "received" | "conformant") => own.reduce((all, row) => all + Number(row[key]), 0);
  const last = Math.max(0, ...own.map((row) => Number(row.last)));
  return { received: total("received"), conformant: total("conformant"), last: last === 0 ? undefined : last };
}

/** Asks the event store for what rules of a project need at an instant, each span once. */
export function looking(project: number, now: number, signal?: AbortSignal): LookFor {
  const limits: QueryOptions = signal === undefined ? LIMITS : { ...LIMITS, signal };
  const known = new Map<string, Promise<readonly CountedRow[]>>();
  const countedIn = (span: Span): Promise<readonly CountedRow[]> => {
    const key = `${span.from} ${span.to}`;
    const found = known.get(key) ?? eventDb().query<CountedRow>("alert.counted", counted(project, span), limits);
    known.set(key, found);
    return found;
  };
  const lastBefore = async (scope: AlertScope): Promise<number | undefined> => {
    const span = { from: now - LOOK_BACK_MS, to: now };
    const [row] = await eventDb().query<{ last: string }>("alert.last", lastOf(project, span, scope), limits);
    return Number(row?.last) || undefined;
  };
  return async ({ kind, scope, threshold, windowMinutes, createdAt }) => {
    const nothing = { received: 0, conformant: 0, before: 0, last: undefined, kinds: 0 };
    if (kind === "silence") {
      // Mostly something came a moment ago; only what is silent is looked for further back.
      const { last } = sum(await countedIn({ from: now - threshold * MINUTE_MS, to: now }), scope);
      return { ...nothing, last: last ?? (await lastBefore(scope)) };
    }
    const span = { from: now - windowMinutes * MINUTE_MS, to: now };
    if (kind === "new_kind") {
      // What was there before the rule was made is no news.
      const from = Math.max(span.from, createdAt.getTime());
      const [row] = await eventDb().query<{ n: string }>(
        "alert.new_kinds",
        newKinds(project, { from, to: now }, scope),
        limits,
      );
      return { ...nothing, kinds: Number(row?.n ?? 0) };
    }
    const { received, conformant } = sum(await countedIn(span), scope);
    if (kind === "rate") return { ...nothing, received, conformant };
    const before = sum(await countedIn({ from: span.from - WEEK_MS, to: now - WEEK_MS }), scope).received;
    return { ...nothing, received, conformant, before };
  };
}
