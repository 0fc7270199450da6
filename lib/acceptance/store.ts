/** Acceptance runs are started, found, paired, paused and given up here; what arrived decides the rest. */

import { randomBytes } from "node:crypto";
import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { getSource } from "../access/source.ts";
import { UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { type AuditAction, type AuditDetail, recordAudit } from "../store/audit-row.ts";
import { eventDb } from "../store/event-db.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import { type FirstRow, oneCall } from "./arrivals.sql.ts";
import { checklistOf, type Scope } from "./checklist.ts";
import { subjectOf, type WhoKind } from "./identity.ts";
import type { Pause } from "./progress.ts";
import { getRun, type Run, type RunState, runOf, WITH_SOURCE, windowOf } from "./run.ts";
import { planFor } from "./run-plan.ts";

export interface NewRun {
  /** Slug. */
  readonly source: string;
  readonly who: { readonly kind: WhoKind; readonly id?: string | undefined };
  /** A version number, `latest`, or the name of a branch; the latest version when absent. */
  readonly at?: string | undefined;
  /** The app version that is looked at, in the words of whoever starts the run. */
  readonly release?: string | undefined;
  readonly scope: Scope;
}

const CODE_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz";

/** Short enough to type, and nothing that stands in a payload by chance. */
function newCode(): string {
  return `gab-${[...randomBytes(8)].map((byte) => CODE_SIGNS[byte % CODE_SIGNS.length]).join("")}`;
}

function wrong(path: string, en: string, fr: string): UserError {
  return new UserError("invalid_input", { fields: [{ path, en, fr }] });
}

function subjectIn({ kind, id = "" }: NewRun["who"]): { subjectKind: string | null; subjectId: string } {
  if (kind !== "user" && kind !== "device") return { subjectKind: null, subjectId: "" };
  const given = id.trim();
  if (given === "") throw wrong("who", "Say which id is sent.", "Indiquez l’identifiant envoyé.");
  return { subjectKind: kind, subjectId: given };
}

/**
 * Starts a run: what arrives from now on counts. Editors and above.
 * @throws UserError `not_found` for the source, `invalid_input` where the plan has nothing to wait for on it
 */
export async function startRun(project: AuthorizedProject, input: NewRun): Promise<Run> {
  requireRole(project, "editor");
  const source = await getSource(project, input.source);
  if (source.archivedAt !== null) throw wrong("source", "This source is archived.", "Cette source est archivée.");
  const { published, branch } = await planFor(project, input.at ?? "latest");
  if (checklistOf(published.plan, source.slug, input.scope).length === 0)
    throw wrong(
      "scope",
      "The plan has no such event on this source: there is nothing to wait for.",
      "Le plan n’a aucun événement de ce genre sur cette source : il n’y a rien à attendre.",
    );
  const { kind, id: subject } = { kind: input.who.kind, id: subjectIn(input.who) };
  return planDb().$transaction(async (db) => {
    const row = await db.acceptanceRun.create({
      data: {
        id: newId("acr"),
        projectId: project.projectId,
        sourceId: source.id,
        environment: source.environment,
        whoKind: kind,
        ...subject,
        code: kind === "code" ? newCode() : "",
        planVersion: branch === undefined ? published.version : 0,
        branch: branch ?? null,
        release: (input.release ?? "").trim(),
        scope: input.scope.kind,
        journeyId: input.scope.journeyId ?? null,
        state: "running",
        startedById: project.actor.id,
        startedByName: project.actor.name,
        startedAt: new Date(),
      },
      ...WITH_SOURCE,
    });
    await recordAudit(db, project, { action: "acceptance.start", target: source.slug, detail: { id: row.id } });
    return runOf(row);
  });
}

export const RUN_SORTS = ["started", "source", "release", "state", "version"] as const;
export type RunSort = (typeof RUN_SORTS)[number];

export interface RunFilter {
  /** Part of a source's name, a release, a branch, or of the name of whoever started or signed. */
  readonly search?: string | undefined;
  /** Slug. */
  readonly source?: string | undefined;
  readonly state?: RunState | undefined;
  readonly sort?: RunSort | undefined;
  readonly order?: "ascending" | "descending" | undefined;
  /** From 1. */
  readonly page?: number | undefined;
}

export interface RunPage {
  readonly items: readonly Run[];
  readonly total: number;
  readonly page: number;
  readonly pageSize: number;
}

const PAGE_SIZE = 50;

function orderOf({
  sort = "started",
  order = "descending",
}: RunFilter): Prisma.AcceptanceRunOrderByWithRelationInput[] {
  const way = order === "ascending" ? "asc" : "desc";
  const latest = { startedAt: "desc" } as const;
  switch (sort) {
    case "source":
      return [{ source: { name: way } }, latest];
    case "release":
      return [{ release: way }, latest];
    case "state":
      return [{ state: way }, { passed: way }, latest];
    case "version":
      return [{ planVersion: way }, latest];
    default:
      return [{ startedAt: way }, { id: way }];
  }
}

/** Runs of the project, the latest first unless asked otherwise. */
export async function listRuns(project: AuthorizedProject, filter: RunFilter = {}): Promise<RunPage> {
  const contains = (filter.search ?? "").trim();
  const has = { contains, mode: "insensitive" } as const;
  const where: Prisma.AcceptanceRunWhereInput = {
    projectId: project.projectId,
    ...(filter.source === undefined ? {} : { source: { slug: filter.source } }),
    ...(filter.state === undefined ? {} : { state: filter.state }),
    ...(contains === ""
      ? {}
      : {
          OR: [
            { release: has },
            { branch: has },
            { startedByName: has },
            { signedName: has },
            { source: { name: has } },
            { source: { slug: has } },
          ],
        }),
  };
  const page = Math.min(Math.max(Math.floor(filter.page ?? 1), 1), 100_000);
  const [rows, total] = await Promise.all([
    planDb().acceptanceRun.findMany({
      where,
      ...WITH_SOURCE,
      orderBy: orderOf(filter),
      skip: (page - 1) * PAGE_SIZE,
      take: PAGE_SIZE,
    }),
    planDb().acceptanceRun.count({ where }),
  ]);
  return { items: rows.map(runOf), total, page, pageSize: PAGE_SIZE };
}

/** A run under way with its row held. @throws UserError `conflict` for one that has ended */
export async function openRun(db: Prisma.TransactionClient, project: AuthorizedProject, id: string): Promise<Run> {
  await db.$queryRaw`select 1 from "AcceptanceRun" where id = ${id} for update`;
  const run = await getRun(project, id, db);
  if (run.state === "running" || run.state === "paused") return run;
  throw new UserError("conflict", {
    fields: [
      {
        path: "",
        en: "This run has ended. Start another one.",
        fr: "Cette session de recette est terminée. Commencez-en une autre.",
      },
    ],
  });
}

interface Change {
  readonly data: Prisma.AcceptanceRunUpdateInput;
  readonly action: AuditAction;
  /** Beside the run's id. */
  readonly detail?: AuditDetail;
}

/** Changes an open run and writes down who did; `undefined` where it is so already. */
function changed(project: AuthorizedProject, id: string, change: (run: Run) => Change | undefined): Promise<Run> {
  requireRole(project, "editor");
  return planDb().$transaction(async (db) => {
    const run = await openRun(db, project, id);
    const made = change(run);
    if (made === undefined) return run;
    const { data, action, detail } = made;
    await recordAudit(db, project, { action, target: run.source.slug, detail: { id, ...detail } });
    return runOf(await db.acceptanceRun.update({ where: { id }, data, ...WITH_SOURCE }));
  });
}

/** The person of one call of the source is the one to follow. @throws UserError `not_found` for no such call in the run's time */
export async function pairRun(project: AuthorizedProject, id: string, uid: number): Promise<Run> {
  requireRole(project, "editor");
  const run = await getRun(project, id);
  const isUid = Number.isSafeInteger(uid) && uid >= 0;
  const [call] = isUid ? await eventDb().query<FirstRow>("acceptance.pair", oneCall(windowOf(project, run), uid)) : [];
  const subject = call === undefined ? undefined : subjectOf(call);
  if (subject === undefined) throw new UserError("not_found");
  return changed(project, id, ({ subject: before }) =>
    before?.kind === subject.kind && before.id === subject.id
      ? undefined
      : // Whom, the run says: an id of a person does not belong into the log.
        { data: { subjectKind: subject.kind, subjectId: subject.id }, action: "acceptance.pair" },
  );
}

/** The first who came is the one to follow, unless somebody was chosen meanwhile. Not for whoever only looks: any reader's look settles it. */
export async function settleSubject(
  run: Run,
  subject: { readonly kind: "user" | "device"; readonly id: string },
): Promise<void> {
  await planDb().acceptanceRun.updateMany({
    where: { id: run.id, subjectKind: null, state: { in: ["running", "paused"] } },
    data: { subjectKind: subject.kind, subjectId: subject.id },
  });
}

function keptPauses(pauses: readonly Pause[]): Prisma.InputJsonValue {
  return pauses.map(({ from, to }) => ({
    from: from.toISOString(),
    ...(to === undefined ? {} : { to: to.toISOString() }),
  }));
}

/** The pauses with the last one closed. */
export function closedPauses(pauses: readonly Pause[], at: Date): Required<Pause>[] {
  return pauses.map(({ from, to }) => ({ from, to: to ?? at }));
}

/** What arrives while a run is paused does not count. Pausing twice is pausing once. */
export function pauseRun(project: AuthorizedProject, id: string): Promise<Run> {
  return changed(project, id, (run) =>
    run.state === "paused"
      ? undefined
      : {
          data: { state: "paused", pauses: keptPauses([...run.pauses, { from: new Date() }]) },
          action: "acceptance.pause",
        },
  );
}

export function resumeRun(project: AuthorizedProject, id: string): Promise<Run> {
  return changed(project, id, (run) =>
    run.state === "running"
      ? undefined
      : {
          data: { state: "running", pauses: keptPauses(closedPauses(run.pauses, new Date())) },
          action: "acceptance.resume",
        },
  );
}

/** Gives a run up: it stays in the list, and says nothing. */
export function cancelRun(project: AuthorizedProject, id: string): Promise<Run> {
  requireRole(project, "editor");
  return planDb().$transaction(async (db) => {
    const { source } = await openRun(db, project, id);
    const data = { state: "cancelled", endedAt: new Date() };
    const row = await db.acceptanceRun.update({ where: { id }, data, ...WITH_SOURCE });
    await recordAudit(db, project, { action: "acceptance.cancel", target: source.slug, detail: { id } });
    return runOf(row);
  });
}

/** Sets an event of the list aside with a reason, or with none waits for it again. */
export async function setAside(
  project: AuthorizedProject,
  id: string,
  { eventId, reason }: { readonly eventId: string; readonly reason: string | null },
): Promise<Run> {
  const said = reason === null ? null : reason.trim();
  if (said === "") throw wrong("reason", "Say why.", "Dites pourquoi.");
  const before = await getRun(project, id);
  const { published } = await planFor(project, before.branch ?? String(before.planVersion));
  const item = checklistOf(published.plan, before.source.slug, before.scope).find((one) => one.eventId === eventId);
  if (item === undefined) throw new UserError("not_found");
  return changed(project, id, (run) => {
    const others = run.asides.filter((one) => one.eventId !== eventId);
    const own = said === null ? [] : [{ eventId, reason: said, by: project.actor.name, at: new Date() }];
    return {
      data: { asides: [...others, ...own].map((one) => ({ ...one, at: one.at.toISOString() })) },
      action: said === null ? "acceptance.wait_again" : "acceptance.set_aside",
      detail: { name: item.name, ...(said === null ? {} : { reason: said }) },
    };
  });
}
