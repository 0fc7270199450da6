/** What a person follows in a project: the whole plan, an event, everything of an owner, or a branch with its review. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { unstorableIn } from "../base/storable.ts";
import { objectName } from "../plan/diff-label.ts";
import { foldedOwner } from "../plan/owner-name.ts";
import type { Plan } from "../plan/plan.ts";
import { planDb } from "../store/plan-db.ts";

export const FOLLOW_KINDS = ["plan", "event", "owner", "branch"] as const;
export type FollowKind = (typeof FOLLOW_KINDS)[number];

export interface FollowTarget {
  readonly kind: FollowKind;
  /** Empty for the plan; an event's id, an owner as the plan writes it, a branch's name. */
  readonly target: string;
}

export interface Follow extends FollowTarget {
  readonly id: string;
  readonly createdAt: Date;
}

const TARGET_MAX = 300;
/** More than anybody reads of; the whole plan is one. */
const FOLLOWS_MAX = 1000;

function personOf({ actor }: AuthorizedProject): string {
  if (actor.kind === "person") return actor.id;
  throw new UserError("forbidden", {
    fields: [{ path: "", en: "Only a person follows something.", fr: "Seule une personne peut suivre quelque chose." }],
  });
}

function refused(en: string, fr: string): UserError {
  const field: FieldError = { path: "target", en, fr };
  return new UserError("invalid_input", { fields: [field] });
}

function soundTarget({ kind, target }: FollowTarget): FollowTarget {
  const wanted = kind === "plan" ? "" : kind === "owner" ? foldedOwner(target) : target.trim();
  const known = (FOLLOW_KINDS as readonly string[]).includes(kind);
  if (!known || (kind !== "plan" && wanted === "") || wanted.length > TARGET_MAX || unstorableIn(wanted) !== undefined)
    throw refused("Say what to follow.", "Indiquez ce qui est à suivre.");
  return { kind, target: wanted };
}

/** From now on one is told of it. Following twice changes nothing. */
export async function follow(project: AuthorizedProject, wanted: FollowTarget): Promise<void> {
  const personId = personOf(project);
  const { projectId } = project;
  const { kind, target } = soundTarget(wanted);
  if ((await planDb().follow.count({ where: { personId, projectId } })) >= FOLLOWS_MAX)
    throw refused(
      `You follow ${FOLLOWS_MAX} things already: follow the plan, or unfollow some.`,
      `Vous suivez déjà ${FOLLOWS_MAX} éléments : suivez le plan, ou cessez d’en suivre.`,
    );
  await planDb().follow.createMany({
    data: [{ id: newId("flw"), personId, projectId, kind, target }],
    skipDuplicates: true,
  });
}

/** One is told of it no more, unless something else that one follows holds it. */
export async function unfollow(project: AuthorizedProject, wanted: FollowTarget): Promise<void> {
  const personId = personOf(project);
  await planDb().follow.deleteMany({ where: { personId, projectId: project.projectId, ...soundTarget(wanted) } });
}

/** Everything one follows in the project, newest first; none for a token. */
export async function listFollows(project: AuthorizedProject): Promise<readonly Follow[]> {
  if (project.actor.kind !== "person") return [];
  const rows = await planDb().follow.findMany({
    where: { personId: project.actor.id, projectId: project.projectId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return rows.map(({ id, kind, target, createdAt }) => ({ id, kind: kind as FollowKind, target, createdAt }));
}

/** Whether one follows this very thing. */
export async function isFollowing(project: AuthorizedProject, wanted: FollowTarget): Promise<boolean> {
  if (project.actor.kind !== "person") return false;
  const { kind, target } = soundTarget(wanted);
  const { projectId } = project;
  const where = { personId_projectId_kind_target: { personId: project.actor.id, projectId, kind, target } };
  return (await planDb().follow.findUnique({ where })) !== null;
}

/** What a follow is of, in words; undefined for the plan, and for an event that is no more. */
export function followName(plan: Plan, { kind, target }: FollowTarget): string | undefined {
  if (kind === "plan") return undefined;
  if (kind === "event") return objectName(plan, "event", target);
  return kind === "owner" ? (ownersOf(plan).find((owner) => foldedOwner(owner) === target) ?? target) : target;
}

/** Owners and stewards that the plan names, in order. */
export function ownersOf(plan: Plan): readonly string[] {
  const named = [
    ...plan.events.flatMap(({ owner, steward }) => [owner, steward]),
    ...plan.categories.map(({ owner }) => owner),
  ];
  const owners = new Map<string, string>();
  for (const owner of named) {
    const text = owner?.trim();
    if (text && !owners.has(foldedOwner(text))) owners.set(foldedOwner(text), text);
  }
  return [...owners.values()].sort((a, b) => a.localeCompare(b, "en"));
}
