/** Signs a run: what it came to is frozen, for ever, as a statement that others can check. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { readEnv } from "../base/env.ts";
import { UserError } from "../base/error.ts";
import type { LocalizedText } from "../plan/plan.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { type FollowedRun, followRun, type Sample, samplesOf, told } from "./follow.ts";
import type { Arrival, FollowedItem, OtherArrivals } from "./progress.ts";
import { type Run, runOf, WITH_SOURCE } from "./run.ts";
import { signingKey } from "./signing-key.ts";
import { STATEMENT_FORMAT, type Statement, type StatementItem, signStatement } from "./statement.ts";
import { closedPauses, openRun } from "./store.ts";

export interface Signature {
  /** Of whoever answers for the result. */
  readonly name: string;
  /** "Head of data", "QA". */
  readonly role: string;
  readonly note: string;
}

function text({ en, fr }: LocalizedText): { en?: string; fr?: string } {
  return { ...(en === undefined ? {} : { en }), ...(fr === undefined ? {} : { fr }) };
}

type Samples = ReadonlyMap<number, Sample>;

function sample(arrival: Arrival | undefined, samples: Samples): StatementItem["sample"] {
  const found = arrival && samples.get(arrival.uid);
  if (arrival === undefined || found === undefined) return undefined;
  const { uid, receivedAt, release } = arrival;
  return { uid, receivedAt: receivedAt.toISOString(), release, call: found.call };
}

function itemOf(item: FollowedItem, samples: Samples): StatementItem {
  const { eventId, name, callType, isCritical, state, conformant, faulty, place, aside } = item;
  const good = sample(item.last, samples);
  const bad = sample(item.faults[0], samples);
  return {
    ...{ eventId, name, callType, critical: isCritical, state, conformant, faulty },
    ...(place === undefined ? {} : { journey: text(place.journey), step: text(place.step) }),
    ...(good === undefined ? {} : { sample: good }),
    ...(bad === undefined ? {} : { faultSample: bad }),
    faults: item.faults.map(({ receivedAt, violations }) => ({
      receivedAt: receivedAt.toISOString(),
      breaches: violations.map((violation) => {
        const { code, path, message } = told(violation);
        return { code, path, message: text(message) };
      }),
    })),
    ...(aside === undefined ? {} : { aside: { reason: aside.reason, by: aside.by, at: aside.at.toISOString() } }),
  };
}

function otherOf({ callType, name, verdict, planned, count, last }: OtherArrivals): Statement["others"][number] {
  return { callType, name, verdict, planned, count, last: last.receivedAt.toISOString() };
}

async function statementOf(
  project: AuthorizedProject,
  followed: FollowedRun,
  signature: Signature,
  endedAt: Date,
): Promise<Statement> {
  const { run, subject, plan, progress } = followed;
  const { items, others, counts, passed } = progress;
  const kept = items.flatMap(({ last, faults }) => [last, faults[0]]).filter((one) => one !== undefined);
  const samples = await samplesOf(project, followed, kept);
  const journey = plan.plan.journeys.find(({ id }) => id === run.scope.journeyId);
  const { slug, name, platform } = run.source;
  return {
    format: STATEMENT_FORMAT,
    run: run.id,
    installation: readEnv().publicUrl,
    project: { slug: project.slug, name: project.name },
    source: { slug, name, platform, environment: run.environment },
    who: { chosen: run.chosen, ...(subject ?? {}) },
    release: run.release,
    plan: {
      version: run.planVersion,
      ...(run.branch === undefined ? {} : { branch: run.branch }),
      hash: plan.hash,
    },
    scope: { kind: run.scope.kind, ...(journey === undefined ? {} : { journey: text(journey.name) }) },
    startedAt: run.startedAt.toISOString(),
    startedBy: run.startedByName,
    endedAt: endedAt.toISOString(),
    pauses: closedPauses(run.pauses, endedAt).map(({ from, to }) => ({
      from: from.toISOString(),
      to: to.toISOString(),
    })),
    outcome: passed ? "passed" : "failed",
    counts,
    items: items.map((item) => itemOf(item, samples)),
    others: others.map(otherOf),
    signedBy: { ...signature, account: project.actor.name },
  };
}

/** What people decided of a run, as the result tells it. */
function decided({ asides, pauses }: Run, subject: Run["subject"]): string {
  return JSON.stringify({ asides, pauses, subject: subject ?? null });
}

/** Whoever signs has seen what is signed: what somebody else decided meanwhile is looked at first. */
function requireUnchanged(run: Run, { run: seen, subject }: FollowedRun): void {
  if (decided(run, run.subject) === decided(seen, subject)) return;
  throw new UserError("conflict", {
    fields: [
      {
        path: "",
        en: "The run was changed while you signed. Look at it again, then sign.",
        fr: "La recette a été modifiée pendant que vous signiez. Relisez-la, puis signez.",
      },
    ],
  });
}

/**
 * Ends a run with a signed result, passed or not: it is never changed again. Editors and above.
 * @throws UserError `conflict` for a run that has ended or was changed meanwhile, `invalid_input` without a name
 */
export async function signRun(project: AuthorizedProject, id: string, signature: Signature): Promise<Run> {
  requireRole(project, "editor");
  const said = { name: signature.name.trim(), role: signature.role.trim(), note: signature.note.trim() };
  if (said.name === "")
    throw new UserError("invalid_input", {
      fields: [{ path: "name", en: "Say who signs.", fr: "Indiquez qui signe." }],
    });
  const key = await signingKey();
  const endedAt = new Date();
  const followed = await followRun(project, id);
  const statement = await statementOf(project, followed, said, endedAt);
  const document = JSON.stringify(signStatement(statement, key));
  return planDb().$transaction(async (db) => {
    const run = await openRun(db, project, id);
    requireUnchanged(run, followed);
    const row = await db.acceptanceRun.update({
      where: { id },
      data: {
        state: "signed",
        endedAt,
        document,
        passed: statement.outcome === "passed",
        counts: { ...statement.counts } satisfies Prisma.InputJsonValue,
        signedName: said.name,
      },
      ...WITH_SOURCE,
    });
    await recordAudit(db, project, {
      action: "acceptance.sign",
      target: run.source.slug,
      detail: { id, name: said.name, outcome: statement.outcome, planVersion: run.planVersion },
    });
    return runOf(row);
  });
}
