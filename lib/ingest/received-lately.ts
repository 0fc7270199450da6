/** How many events came lately from production, and how many of them broke the plan. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { log } from "../base/log.ts";
import { eventDb } from "../store/event-db.ts";
import { type Sql, sql } from "../store/sql.ts";

export interface ReceivedLately {
  readonly last30Days: number;
  readonly last90Days: number;
  /** Of the last 90 days: events with any violation, or with one of the property asked for. */
  readonly violating: number;
}

export interface LatelyScope {
  readonly events: readonly string[];
  /** Keys that lead to a property of the events, outermost first; null is each element of a list. */
  readonly property?: readonly (string | null)[] | undefined;
}

interface Row {
  readonly last30: string;
  readonly last90: string;
  readonly violating: string;
}

const DAY_MS = 86_400_000;
const LIMITS = { maxSeconds: 10 } as const;

/** What the paths of violations match, at the property and at anything below it. */
function pathPattern(keys: readonly (string | null)[]): string {
  const steps = keys.map((key) =>
    key === null
      ? "[0-9]+"
      : key
          .replaceAll("~", "~0")
          .replaceAll("/", "~1")
          .replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"),
  );
  return `^/properties/${steps.join("/")}(/|$)`;
}

function latelySql(project: number, { events, property }: LatelyScope, now: number): Sql {
  const since = (days: number) => sql.as("DateTime64(3,'UTC')", now - days * DAY_MS);
  const scope = sql`project = ${sql.as("UInt32", project)} and environment = 'production' and event_id in ${[...events]}
    and received_at >= ${since(90)}`;
  const broken =
    property === undefined
      ? sql`countIf(verdict = 'violating')`
      : sql`(select uniqExact(uid) from violations where ${scope} and match(path, ${pathPattern(property)}))`;
  return sql`select toString(countIf(received_at >= ${since(30)})) as last30, toString(count()) as last90,
      toString(${broken}) as violating
    from received where ${scope}`;
}

/** Undefined when it could not be read. Each event counts under the verdict of ingest. */
export async function receivedLately(
  project: AuthorizedProject,
  scope: LatelyScope,
  now: number,
): Promise<ReceivedLately | undefined> {
  if (scope.events.length === 0) return { last30Days: 0, last90Days: 0, violating: 0 };
  try {
    const [row] = await eventDb().query<Row>("ingest.receivedLately", latelySql(project.number, scope, now), LIMITS);
    return {
      last30Days: Number(row?.last30 ?? 0),
      last90Days: Number(row?.last90 ?? 0),
      violating: Number(row?.violating ?? 0),
    };
  } catch (error) {
    log().warn({ reason: error instanceof Error ? error.message : "" }, "what came lately could not be read");
    return undefined;
  }
}
