/** Where the plan of a project is kept, when that is a repository: read, set, given up. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { unstorableIn } from "../base/storable.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import { type ManagedFrom, PLACE_MAX, repositoryAddress } from "./repository.ts";
import { changeProject } from "./store-branch-state.ts";
import { readManaged } from "./store-guard.ts";

export function getManagedFrom(project: AuthorizedProject): Promise<ManagedFrom | undefined> {
  return readManaged(planDb(), project.projectId);
}

const NO_REPOSITORY: FieldError = {
  path: "repository",
  en: "This is no address of a repository, such as https://github.com/acme/shop.",
  fr: "Ce n’est pas l’adresse d’un dépôt, comme https://github.com/acme/shop.",
};

function placeIn(path: "branch" | "path", written: string | undefined): string | null {
  const text = written?.trim() ?? "";
  const fault = unstorableIn(text);
  if (fault !== undefined) throw new UserError("invalid_input", { fields: [{ ...fault, path }] });
  if (text.length > PLACE_MAX) {
    const en = `At most ${PLACE_MAX} characters.`;
    const fr = `${PLACE_MAX} caractères au plus.`;
    throw new UserError("invalid_input", { fields: [{ path, en, fr }] });
  }
  return text === "" ? null : text;
}

/** From now on the plan changes by pushes of this repository alone. Admins and owners. */
export async function manageFrom(project: AuthorizedProject, given: ManagedFrom): Promise<ManagedFrom> {
  requireRole(project, "admin");
  const repository = repositoryAddress(given.repository);
  if (repository === undefined) throw new UserError("invalid_input", { fields: [NO_REPOSITORY] });
  const [branch, path] = [placeIn("branch", given.branch), placeIn("path", given.path)];
  return changeProject(project.projectId, async (db) => {
    await db.project.update({
      where: { id: project.projectId },
      data: { managedRepository: repository, managedBranch: branch, managedPath: path },
    });
    const detail = { repository, ...(path === null ? {} : { path }) };
    await recordAudit(db, project, { action: "plan.manage", target: project.slug, detail });
    return { repository, ...(branch === null ? {} : { branch }), ...(path === null ? {} : { path }) };
  });
}

/** Screens change the plan again. Nothing happens where it is not managed. Admins and owners. */
export async function releaseManaged(project: AuthorizedProject): Promise<void> {
  requireRole(project, "admin");
  await changeProject(project.projectId, async (db) => {
    const managed = await readManaged(db, project.projectId);
    if (managed === undefined) return;
    const data = { managedRepository: null, managedBranch: null, managedPath: null };
    await db.project.update({ where: { id: project.projectId }, data });
    const detail = { repository: managed.repository };
    await recordAudit(db, project, { action: "plan.unmanage", target: project.slug, detail });
  });
}
