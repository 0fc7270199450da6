/** Saved cohorts and reports share their habits: checked against the plan, changed under a revision, every change in the audit log. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { UserError } from "../base/error.ts";
import type { Plan } from "../plan/plan.ts";
import { latestVersion } from "../plan/store-version.ts";
import { type AuditWords, recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";

export interface SavedIdentity {
  readonly name: string;
  readonly description?: string;
}

const NAME_MAX = 200;
const DESCRIPTION_MAX = 5_000;

/** Trimmed and bounded, or `invalid_input`. */
export function checkedIdentity({ name, description = "" }: SavedIdentity): { name: string; description: string } {
  const trimmed = name.trim();
  if (trimmed === "" || trimmed.length > NAME_MAX || trimmed.includes("\u0000"))
    throw new UserError("invalid_input", {
      fields: [
        {
          path: "/name",
          en: `A name has 1 to ${NAME_MAX} characters.`,
          fr: `Un nom compte de 1 à ${NAME_MAX} caractères.`,
        },
      ],
    });
  if (description.length > DESCRIPTION_MAX || description.includes("\u0000"))
    throw new UserError("invalid_input", {
      fields: [
        {
          path: "/description",
          en: `A description has at most ${DESCRIPTION_MAX} characters.`,
          fr: `Une description compte au plus ${DESCRIPTION_MAX} caractères.`,
        },
      ],
    });
  return { name: trimmed, description };
}

function nameTaken(name: string): UserError {
  return new UserError("conflict", {
    fields: [
      {
        path: "/name",
        en: `“${name}” is already taken in this project.`,
        fr: `« ${name} » est déjà pris dans ce projet.`,
      },
    ],
  });
}

export function requireRevision(current: number, expected: number): void {
  if (current !== expected) throw new UserError("stale_revision", { data: { revision: current } });
}

/** The latest published plan, or `definition_refused`: without one nothing can be defined. */
export async function planForDefinitions(project: AuthorizedProject): Promise<Plan> {
  const published = await latestVersion(project.projectId);
  if (published !== undefined) return published.plan;
  throw new UserError("definition_refused", {
    fields: [
      {
        path: "",
        en: "No plan is published yet. Publish the plan first.",
        fr: "Aucun plan n’est encore publié. Publiez d’abord le plan.",
      },
    ],
  });
}

/** The identity after a change, checked; `stale_revision` when someone else saved meanwhile. */
export function changedIdentity(
  current: SavedIdentity & { readonly revision: number },
  change: Partial<SavedIdentity> & { readonly expectedRevision: number },
): { name: string; description: string } {
  requireRevision(current.revision, change.expectedRevision);
  return checkedIdentity({ ...current, ...change });
}

/** Who is told to have made something: people, not tokens. */
export function makerOf({ actor }: AuthorizedProject): string | null {
  return actor.kind === "person" ? actor.id : null;
}

/** Names are unique per project: the database says so when two people save at once. */
function isUniqueViolation(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { code?: unknown }).code === "P2002";
}

/** Writes what `save` writes together with its audit entry, whose target is the name; `conflict` when the name is taken. */
export async function saveNamed<Row>(
  project: AuthorizedProject,
  entry: AuditWords,
  save: (db: Prisma.TransactionClient) => Promise<Row>,
): Promise<Row> {
  try {
    return await planDb().$transaction(async (db) => {
      const row = await save(db);
      await recordAudit(db, project, entry);
      return row;
    });
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(entry.target) : error;
  }
}

/** Ends the transaction with `stale_revision` when nothing was left at the revision to be written. */
export function requireWritten({ count }: { readonly count: number }): void {
  if (count === 0) throw new UserError("stale_revision");
}
