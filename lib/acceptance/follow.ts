/** A run as it stands: who is followed, how far the list is, what else arrived, and what changed since the last run. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import { correctionOf } from "../ingest/corrected-call.ts";
import { withoutIp } from "../ingest/ip-address.ts";
import { findEvent } from "../plan/find.ts";
import type { Json, LocalizedText, PublishedPlan } from "../plan/plan.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import { maskCall, maskId } from "../violation/mask.ts";
import type { Violation } from "../violation/violation.ts";
import { violationMessage } from "../violation/violation-table.ts";
import { type FirstRow, firstCall, type SenderRow, senders } from "./arrivals.sql.ts";
import { arrivalsOf, callsOf, type RunPlan } from "./arrivals.ts";
import { checklistNow } from "./checklist.ts";
import { type Subject, subjectOf } from "./identity.ts";
import { type Arrival, type Progress, progressOf } from "./progress.ts";
import { getRun, type Run, windowOf } from "./run.ts";
import { planFor } from "./run-plan.ts";
import { type SignedStatement, signedShape } from "./statement.ts";
import { settleSubject } from "./store.ts";

/** Somebody who sent something since the run began, to choose from. */
export interface Sender {
  readonly kind: "user" | "device";
  /** As people may see it. */
  readonly id: string;
  /** Their last call: choosing it chooses them. */
  readonly uid: number;
  readonly at: Date;
  readonly name: string;
  readonly calls: number;
}

export interface FollowedRun {
  readonly run: Run;
  /** As people may see it. */
  readonly subject?: Subject;
  readonly progress: Progress;
  /** While nobody is followed yet. */
  readonly senders: readonly Sender[];
  readonly plan: PublishedPlan;
}

const SENDERS_SHOWN = 10;
const NOTHING: readonly Arrival[] = [];

async function sendersOf(project: AuthorizedProject, run: Run): Promise<Sender[]> {
  const rows = await eventDb().query<SenderRow>("acceptance.senders", senders(windowOf(project, run), SENDERS_SHOWN));
  return rows.flatMap((row) => {
    const subject = subjectOf(row);
    if (subject === undefined) return [];
    const name = row.event_name === "" ? row.call_type : row.event_name;
    const told = { uid: Number(row.uid), at: new Date(Number(row.at)), name, calls: Number(row.count) };
    return [{ kind: subject.kind, id: maskId(subject.id), ...told }];
  });
}

/** Who is followed: chosen at the start or since, else the first who came. */
async function subjectNow(project: AuthorizedProject, run: Run): Promise<Subject | undefined> {
  if (run.subject !== undefined || (run.chosen !== "first" && run.chosen !== "code")) return run.subject;
  const [call] = await eventDb().query<FirstRow>("acceptance.first", firstCall(windowOf(project, run), run.code));
  const found = call === undefined ? undefined : subjectOf(call);
  if (found === undefined) return undefined;
  await settleSubject(run, found);
  // Somebody may have chosen another one at the same moment.
  return (await getRun(project, run.id)).subject ?? found;
}

async function runPlanOf(project: AuthorizedProject, run: Run): Promise<RunPlan> {
  const { published } = await planFor(project, run.branch ?? String(run.planVersion));
  const unplanned = run.source.unplanned === "ignore" ? "ignore" : "violation";
  return { version: run.planVersion, published, rule: { slug: run.source.slug, unplanned } };
}

/** A run under way as it stands now. @throws UserError `not_found`, also where its branch is gone */
export async function followRun(project: AuthorizedProject, id: string): Promise<FollowedRun> {
  const run = await getRun(project, id);
  const [plan, subject] = await Promise.all([runPlanOf(project, run), subjectNow(project, run)]);
  const list = checklistNow(plan.published.plan, run.source.slug, run.scope);
  const arrivals = subject === undefined ? NOTHING : await arrivalsOf(windowOf(project, run), subject, plan);
  return {
    run,
    ...(subject === undefined ? {} : { subject: { ...subject, id: maskId(subject.id) } }),
    progress: progressOf(list, arrivals, run),
    senders: subject === undefined ? await sendersOf(project, run) : [],
    plan: plan.published,
  };
}

/** A call of a run as people may see it, and as it should have been. */
export interface Sample {
  readonly uid: number;
  readonly call: Json;
  readonly corrected?: { readonly call: Json; readonly changes: readonly Required<LocalizedText>[] };
}

export function told(violation: Violation): Violation & { readonly message: Required<LocalizedText> } {
  return { ...violation, message: violationMessage(violation) };
}

/** Calls with private values covered. */
export async function samplesOf(
  project: AuthorizedProject,
  { run, plan }: Pick<FollowedRun, "run" | "plan">,
  arrivals: readonly Arrival[],
): Promise<ReadonlyMap<number, Sample>> {
  const uids = arrivals.map(({ uid }) => uid);
  const calls = await callsOf(windowOf(project, run), uids);
  return new Map(
    arrivals.flatMap(({ uid, eventId, violations }) => {
      const raw = calls.get(uid);
      if (raw === undefined) return [];
      const event = eventId === undefined ? undefined : findEvent(plan.plan, eventId);
      const bare = typeof raw === "string" ? raw : (JSON.parse(withoutIp(JSON.stringify(raw))) as Json);
      const call = typeof bare === "string" ? bare : maskCall(bare, plan.plan, event);
      const mended = correctionOf({ call, violations, ...(eventId === undefined ? {} : { eventId }) }, plan.plan);
      return [[uid, { uid, call, ...(mended === undefined ? {} : { corrected: mended }) }] as const];
    }),
  );
}

/** One call that a run shows. @throws UserError `not_found` for one of somebody else */
export async function sampleOf(project: AuthorizedProject, id: string, uid: number): Promise<Sample> {
  const followed = await followRun(project, id);
  const { items, others } = followed.progress;
  const shown = [
    ...items.flatMap(({ last, first, faults }) => [last, first, ...faults]),
    ...others.map(({ last }) => last),
  ];
  const arrival = shown.find((one) => one?.uid === uid);
  const sample = arrival && (await samplesOf(project, followed, [arrival])).get(uid);
  if (sample === undefined) throw new UserError("not_found");
  return sample;
}

/** The signed result of a run, as the very text that was signed. @throws UserError `not_found` for a run that is not signed */
export async function signedText(project: AuthorizedProject, id: string): Promise<string> {
  const row = await planDb().acceptanceRun.findFirst({
    where: { projectId: project.projectId, id },
    select: { document: true },
  });
  if (!row?.document) throw new UserError("not_found");
  return row.document;
}

export async function signedResult(project: AuthorizedProject, id: string): Promise<SignedStatement> {
  return signedShape.parse(JSON.parse(await signedText(project, id)));
}

/** What changed since the last signed run of the same source: events by wire name. */
export interface ComparedRun {
  readonly run: string;
  readonly endedAt: Date;
  /** 0 for a branch. */
  readonly planVersion: number;
  readonly branch?: string;
  readonly release: string;
  /** Conformed then, and do not now. */
  readonly lost: readonly string[];
  /** Conform now, and did not then. */
  readonly gained: readonly string[];
}

type Standing = ReadonlyMap<string, { readonly name: string; readonly state: string }>;

function standing(items: readonly { eventId: string; name: string; state: string }[]): Standing {
  return new Map(items.map((item) => [item.eventId, item]));
}

function conformNowOnly(now: Standing, then: Standing): string[] {
  const isGood = (of: Standing, id: string) => of.get(id)?.state === "conformant";
  return [...now].filter(([id]) => isGood(now, id) && then.has(id) && !isGood(then, id)).map(([, { name }]) => name);
}

/** Undefined for the first run of a source. Events that only one of the two waited for are left out. */
export async function comparedWithLast(
  project: AuthorizedProject,
  run: Run,
  items: readonly { readonly eventId: string; readonly name: string; readonly state: string }[],
): Promise<ComparedRun | undefined> {
  const last = await planDb().acceptanceRun.findFirst({
    where: {
      projectId: project.projectId,
      sourceId: run.source.id,
      state: "signed",
      endedAt: { lt: run.endedAt ?? new Date() },
      id: { not: run.id },
    },
    orderBy: { endedAt: "desc" },
    select: { id: true, endedAt: true, planVersion: true, branch: true, release: true, document: true },
  });
  if (!last?.document || last.endedAt === null) return undefined;
  const then = standing(signedShape.parse(JSON.parse(last.document)).statement.items);
  const now = standing(items);
  const { id, endedAt, planVersion, branch, release } = last;
  const told = { run: id, endedAt, planVersion, ...(branch === null ? {} : { branch }), release };
  return { ...told, lost: conformNowOnly(then, now), gained: conformNowOnly(now, then) };
}
