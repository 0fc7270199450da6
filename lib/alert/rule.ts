/** Alert rules of a project: made, changed, muted and ended by its editors. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { ENVIRONMENTS, type Environment } from "../access/source.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { findEvent } from "../plan/find.ts";
import { latestVersion } from "../plan/store-version.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma, AlertRule as RuleRow, Source } from "../store/prisma-client/client.ts";
import {
  ALERT_WINDOWS,
  type AlertKind,
  type AlertScope,
  type AlertWindow,
  type Measured,
  THRESHOLDS,
} from "./alert.ts";

export const ALERT_STATES = ["ok", "firing", "muted"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export interface AlertRule {
  readonly id: string;
  readonly name: string;
  readonly kind: AlertKind;
  readonly source: { readonly slug: string; readonly name: string } | null;
  readonly environment: Environment | null;
  /** Stable id of a planned event. */
  readonly eventId: string | null;
  readonly windowMinutes: AlertWindow;
  readonly threshold: number;
  /** `muted` while it is, whatever it finds. */
  readonly state: AlertState;
  /** Since when it fires, muted or not; null while it does not. */
  readonly firingSince: Date | null;
  readonly mutedUntil: Date | null;
  readonly createdAt: Date;
  /** When it was last looked at; null before the first look. */
  readonly checkedAt: Date | null;
  readonly measured: Measured | null;
}

export interface NewAlert {
  readonly name: string;
  readonly kind: AlertKind;
  /** Slug of a source; null for all. */
  readonly source: string | null;
  readonly environment: Environment | null;
  readonly eventId: string | null;
  readonly windowMinutes: AlertWindow;
  readonly threshold: number;
}

export const ALERTS_MAX = 100;
const NAME_MAX = 200;

export const WITH_SOURCE = { source: true, firings: { where: { endedAt: null }, take: 1 } } as const;
type Row = RuleRow & { readonly source: Source | null; readonly firings: readonly { readonly startedAt: Date }[] };

export function ruleOf(row: Row, now: Date = new Date()): AlertRule {
  const muted = row.mutedUntil !== null && row.mutedUntil > now;
  return {
    id: row.id,
    name: row.name,
    kind: row.kind as AlertKind,
    source: row.source === null ? null : { slug: row.source.slug, name: row.source.name },
    environment: row.environment as Environment | null,
    eventId: row.eventId,
    windowMinutes: row.windowMinutes as AlertWindow,
    threshold: row.threshold,
    state: muted ? "muted" : row.firingId === null ? "ok" : "firing",
    firingSince: row.firings[0]?.startedAt ?? null,
    mutedUntil: muted ? row.mutedUntil : null,
    createdAt: row.createdAt,
    checkedAt: row.checkedAt,
    measured: row.measured as Measured | null,
  };
}

function wrong(path: string, en: string, fr: string): FieldError {
  return { path, en, fr };
}

function faultsOf(given: NewAlert): FieldError[] {
  const { least, most } = THRESHOLDS[given.kind];
  const { threshold, kind } = given;
  const name = given.name.trim();
  const faults: FieldError[] = [];
  if (name === "" || name.length > NAME_MAX)
    faults.push(
      wrong("name", `The name has 1 to ${NAME_MAX} characters.`, `Le nom compte de 1 à ${NAME_MAX} caractères.`),
    );
  if (!(threshold >= least && threshold <= most) || (kind === "new_kind" && !Number.isInteger(threshold)))
    faults.push(
      wrong(
        "threshold",
        `A number from ${least} to ${most}.`,
        `Un nombre de ${`${least}`.replace(".", ",")} à ${most}.`,
      ),
    );
  if (!ALERT_WINDOWS.includes(given.windowMinutes))
    faults.push(wrong("windowMinutes", "Choose one of the list.", "Choisissez dans la liste."));
  if (given.environment !== null && !ENVIRONMENTS.includes(given.environment))
    faults.push(wrong("environment", "Choose one of the list.", "Choisissez dans la liste."));
  return faults;
}

interface SoundAlert extends Omit<NewAlert, "source"> {
  readonly source: Source | null;
}

/** Throws `invalid_input` that names every fault. */
async function sound({ projectId }: AuthorizedProject, given: NewAlert): Promise<SoundAlert> {
  const faults = faultsOf(given);
  const source =
    given.source === null ? null : await planDb().source.findFirst({ where: { projectId, slug: given.source } });
  if (given.source !== null && source === null)
    faults.push(wrong("source", "The project has no such source.", "Le projet n’a pas de telle source."));
  if (given.eventId !== null) {
    const plan = (await latestVersion(projectId))?.plan;
    if (plan === undefined || findEvent(plan, given.eventId) === undefined)
      faults.push(
        wrong("eventId", "The published plan has no such event.", "Le plan publié n’a pas de tel événement."),
      );
  }
  if (faults.length > 0) throw new UserError("invalid_input", { fields: faults });
  return { ...given, name: given.name.trim(), source };
}

/** The events a rule that is being written is about. Throws `invalid_input` where there are no such. */
export async function scopeOf(
  project: AuthorizedProject,
  { source, environment, eventId }: Pick<NewAlert, "source" | "environment" | "eventId">,
): Promise<AlertScope> {
  const any = { name: "-", kind: "new_kind", windowMinutes: 60, threshold: 1 } as const;
  const found = await sound(project, { ...any, source, environment, eventId });
  return { source: found.source?.number, environment: environment ?? undefined, eventId: eventId ?? undefined };
}

type Transaction = Prisma.TransactionClient;

async function audit(
  db: Transaction,
  { workspaceId, projectId, actor }: AuthorizedProject,
  act: "create" | "update" | "mute" | "unmute" | "delete",
  { id, name, threshold, mutedUntil }: RuleRow,
): Promise<void> {
  const detail = { id, threshold, ...(act === "mute" && mutedUntil ? { until: mutedUntil.toISOString() } : {}) };
  await recordAudit(db, { workspaceId, projectId, actor }, { action: `alert.${act}`, target: name, detail });
}

/** The row, locked until the transaction ends. */
async function lockRule(db: Transaction, { projectId }: AuthorizedProject, id: string): Promise<RuleRow> {
  await db.$executeRaw`select 1 from "AlertRule" where "id" = ${id} and "projectId" = ${projectId} for update`;
  const row = await db.alertRule.findFirst({ where: { id, projectId } });
  if (row === null) throw new UserError("not_found");
  return row;
}

function columnsOf({ name, source, environment, eventId, windowMinutes, threshold }: SoundAlert) {
  return { name, sourceId: source?.id ?? null, environment, eventId, windowMinutes, threshold };
}

/** A new rule; it is looked at within a minute. Answers its id. */
export async function createAlert(project: AuthorizedProject, given: NewAlert): Promise<string> {
  requireRole(project, "editor");
  const { projectId, actor } = project;
  const columns = columnsOf(await sound(project, given));
  const id = newId("alr");
  await planDb().$transaction(async (db) => {
    if ((await db.alertRule.count({ where: { projectId } })) >= ALERTS_MAX)
      throw new UserError("conflict", {
        fields: [
          wrong("name", `A project has at most ${ALERTS_MAX} alerts.`, `Un projet a au plus ${ALERTS_MAX} alertes.`),
        ],
      });
    const createdById = actor.kind === "person" ? actor.id : null;
    const row = await db.alertRule.create({ data: { id, projectId, kind: given.kind, createdById, ...columns } });
    await audit(db, project, "create", row);
  });
  return id;
}

export type AlertChange = Partial<Omit<NewAlert, "kind">>;

/** Changes what is given; what it watches stays. */
export async function updateAlert(project: AuthorizedProject, id: string, change: AlertChange): Promise<void> {
  requireRole(project, "editor");
  const { kind, source, environment, eventId, name, threshold, windowMinutes } = await getAlert(project, id);
  const before = { kind, source: source?.slug ?? null, environment, eventId, name, threshold, windowMinutes };
  const columns = columnsOf(await sound(project, { ...before, ...change }));
  await planDb().$transaction(async (db) => {
    await lockRule(db, project, id);
    // A look that began before says nothing of the rule as it is now.
    const row = await db.alertRule.update({ where: { id }, data: { ...columns, revision: { increment: 1 } } });
    await audit(db, project, "update", row);
  });
}

/** Nothing is told until then; null ends it. What still fires when it ends is told. */
export async function muteAlert(project: AuthorizedProject, id: string, until: Date | null): Promise<void> {
  requireRole(project, "editor");
  await planDb().$transaction(async (db) => {
    await lockRule(db, project, id);
    const row = await db.alertRule.update({ where: { id }, data: { mutedUntil: until } });
    await audit(db, project, until === null ? "unmute" : "mute", row);
  });
}

/** The rule and what is known of its firings. */
export async function deleteAlert(project: AuthorizedProject, id: string): Promise<void> {
  requireRole(project, "editor");
  await planDb().$transaction(async (db) => {
    const row = await lockRule(db, project, id);
    await db.alertRule.delete({ where: { id } });
    await audit(db, project, "delete", row);
  });
}

export async function getAlert({ projectId }: AuthorizedProject, id: string): Promise<AlertRule> {
  const row = await planDb().alertRule.findFirst({ where: { id, projectId }, include: WITH_SOURCE });
  if (row === null) throw new UserError("not_found");
  return ruleOf(row);
}

export const ALERT_SORTS = ["name", "state", "kind", "checked"] as const;
export type AlertSort = (typeof ALERT_SORTS)[number];

export interface AlertFilter {
  /** Part of the name or of the source's, whatever the case. */
  readonly search?: string;
  readonly state?: AlertState;
  readonly sort?: AlertSort;
}

const LOUDEST: readonly AlertState[] = ["firing", "ok", "muted"];

/** The rules of a project, at most 100; those that fire first unless `sort` says otherwise. */
export async function listAlerts(
  { projectId }: AuthorizedProject,
  { search = "", state, sort = "state" }: AlertFilter = {},
): Promise<readonly AlertRule[]> {
  const rows = await planDb().alertRule.findMany({ where: { projectId }, include: WITH_SOURCE });
  const part = search.trim().toLowerCase();
  const order: Readonly<Record<AlertSort, (a: AlertRule, b: AlertRule) => number>> = {
    name: () => 0,
    state: (a, b) => LOUDEST.indexOf(a.state) - LOUDEST.indexOf(b.state),
    kind: (a, b) => a.kind.localeCompare(b.kind, "en"),
    checked: (a, b) => (b.checkedAt?.getTime() ?? 0) - (a.checkedAt?.getTime() ?? 0),
  };
  return rows
    .map((row) => ruleOf(row))
    .filter((rule) => state === undefined || rule.state === state)
    .filter(({ name, source }) => `${name}\n${source?.name ?? ""}`.toLowerCase().includes(part))
    .sort((a, b) => order[sort](a, b) || a.name.localeCompare(b.name, "en") || a.id.localeCompare(b.id));
}
