/** An acceptance run as it is kept: what was chosen at its start, what people decided since, and its signed end. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, AcceptanceRun as Row } from "../store/prisma-client/client.ts";
import type { Window } from "./arrivals.sql.ts";
import { SCOPES, type Scope } from "./checklist.ts";
import { type Subject, WHO_KINDS, type WhoKind } from "./identity.ts";
import type { Aside, Counts, Pause } from "./progress.ts";

export const RUN_STATES = ["running", "paused", "signed", "cancelled"] as const;
export type RunState = (typeof RUN_STATES)[number];

export interface RunSource {
  readonly id: string;
  readonly number: number;
  readonly slug: string;
  readonly name: string;
  readonly platform: string;
  readonly unplanned: string;
}

export interface Run {
  readonly id: string;
  readonly source: RunSource;
  /** Of the source when the run began. */
  readonly environment: string;
  readonly chosen: WhoKind;
  /** To be sent anywhere in a call, of a run that is paired by it; else empty. */
  readonly code: string;
  /** Who is followed, once known. */
  readonly subject?: Subject;
  /** 0 for a branch. */
  readonly planVersion: number;
  readonly branch?: string;
  readonly release: string;
  readonly scope: Scope;
  readonly state: RunState;
  readonly asides: readonly Aside[];
  readonly pauses: readonly Pause[];
  /** Of a signed run. */
  readonly passed?: boolean;
  readonly counts?: Counts;
  readonly signedName?: string;
  readonly startedByName: string;
  readonly startedAt: Date;
  /** When it was signed or cancelled. */
  readonly endedAt?: Date;
}

type Kept = Omit<Row, "document"> & { readonly source: RunSource };

export const WITH_SOURCE = {
  omit: { document: true },
  include: { source: { select: { id: true, number: true, slug: true, name: true, platform: true, unplanned: true } } },
} as const;

interface KeptAside extends Omit<Aside, "at"> {
  readonly at: string;
}
interface KeptPause {
  readonly from: string;
  readonly to?: string;
}

function asidesOf(json: Prisma.JsonValue): Aside[] {
  return (json as unknown as KeptAside[]).map((one) => ({ ...one, at: new Date(one.at) }));
}

function pausesOf(json: Prisma.JsonValue): Pause[] {
  return (json as unknown as KeptPause[]).map(({ from, to }) => ({
    from: new Date(from),
    ...(to === undefined ? {} : { to: new Date(to) }),
  }));
}

export function runOf(row: Kept): Run {
  const { id, source, environment, code, planVersion, release, startedByName, startedAt } = row;
  return {
    ...{ id, source, environment, code, planVersion, release, startedByName, startedAt },
    chosen: WHO_KINDS.find((kind) => kind === row.whoKind) ?? "user",
    ...(row.subjectKind === null
      ? {}
      : { subject: { kind: row.subjectKind === "user" ? "user" : "device", id: row.subjectId } }),
    ...(row.branch === null ? {} : { branch: row.branch }),
    scope: {
      kind: SCOPES.find((kind) => kind === row.scope) ?? "planned",
      ...(row.journeyId === null ? {} : { journeyId: row.journeyId }),
    },
    state: RUN_STATES.find((state) => state === row.state) ?? "cancelled",
    asides: asidesOf(row.asides),
    pauses: pausesOf(row.pauses),
    ...(row.passed === null ? {} : { passed: row.passed }),
    ...(row.counts === null ? {} : { counts: row.counts as unknown as Counts }),
    ...(row.signedName === "" ? {} : { signedName: row.signedName }),
    ...(row.endedAt === null ? {} : { endedAt: row.endedAt }),
  };
}

/** One run of the project. @throws UserError `not_found` */
export async function getRun(
  project: AuthorizedProject,
  id: string,
  db: Prisma.TransactionClient = planDb(),
): Promise<Run> {
  const row = await db.acceptanceRun.findFirst({ where: { projectId: project.projectId, id }, ...WITH_SOURCE });
  if (row === null) throw new UserError("not_found");
  return runOf(row);
}

/** What of the event store a run looks at. */
export function windowOf(project: AuthorizedProject, run: Pick<Run, "source" | "startedAt" | "endedAt">): Window {
  return {
    project: project.number,
    source: run.source.number,
    since: run.startedAt,
    ...(run.endedAt === undefined ? {} : { until: run.endedAt }),
  };
}
