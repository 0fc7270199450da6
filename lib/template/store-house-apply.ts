/** Applying a template of the house to a project, and bringing a later version of it: always a branch, never main. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { plainWords } from "../base/plain-words.ts";
import { type Change, diffPlans } from "../plan/diff.ts";
import type { Edit } from "../plan/edit.ts";
import { editsBetween } from "../plan/edit-between.ts";
import type { EditError } from "../plan/edit-problem.ts";
import type { MergeConflict, Resolution } from "../plan/merge.ts";
import type { Plan } from "../plan/plan.ts";
import { loadPlan, MAIN } from "../plan/store.ts";
import { closeBranch, createBranch } from "../plan/store-branch.ts";
import { changeProject, lockBranch } from "../plan/store-branch-state.ts";
import { commitEdits, staleError } from "../plan/store-commit.ts";
import { readImage, saveImage } from "../plan/store-image.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { Prisma } from "../store/prisma-client/client.ts";
import type { HouseContent } from "./house.ts";
import { type HouseOptions, type Laid, planWithHouse } from "./house-apply.ts";
import { fitted, imagesIn } from "./house-fit.ts";
import type { Collision, Placement } from "./house-place.ts";
import { planWithUpdate } from "./house-update.ts";
import { freeDraftName } from "./store-apply.ts";
import { houseContentAt, type OpenedHouse } from "./store-house.ts";
import { placementIn } from "./store-house-standing.ts";

export interface HouseDecisions extends HouseOptions {
  /** Of fields that both the project and the template changed, by path. */
  readonly resolutions?: ReadonlyMap<string, Resolution>;
}

export interface HousePreview {
  /** Of main: the preview holds at this one. */
  readonly revision: number;
  /** It is a later version of what the project took. */
  readonly updates: boolean;
  /** `main` as it is and as it would be. */
  readonly before: Plan;
  readonly after: Plan;
  readonly changes: readonly Change[];
  readonly collisions: readonly Collision[];
  readonly settings: Laid["settings"];
  readonly conflicts: readonly MergeConflict[];
  readonly problems: readonly EditError[];
  readonly placement: Placement;
}

interface Carried {
  readonly sources: ReadonlySet<string>;
  /** Pictures the project has, and those it can be brought from another project of the template's workspace. */
  readonly images: ReadonlySet<string>;
  readonly toCopy: readonly { readonly hash: string; readonly projectId: string }[];
}

async function carriedTo(
  project: AuthorizedProject,
  house: OpenedHouse,
  contents: readonly HouseContent[],
): Promise<Carried> {
  const wanted = [...new Set(contents.flatMap(({ plan }) => [...imagesIn(plan)]))];
  const projects = { OR: [{ id: project.projectId }, { workspaceId: house.workspaceId }] };
  const [sources, images] = await Promise.all([
    planDb().source.findMany({ where: { projectId: project.projectId }, select: { slug: true } }),
    planDb().planImage.findMany({
      where: { hash: { in: wanted }, project: projects },
      select: { hash: true, projectId: true },
    }),
  ]);
  const own = new Set(images.filter(({ projectId }) => projectId === project.projectId).map(({ hash }) => hash));
  const others = new Map(images.filter(({ hash }) => !own.has(hash)).map((image) => [image.hash, image]));
  return {
    sources: new Set(sources.map(({ slug }) => slug)),
    images: new Set(images.map(({ hash }) => hash)),
    toCopy: [...others.values()],
  };
}

/** Everything that is read once, so that preview and writing compute the same. */
interface Prepared {
  readonly carried: Carried;
  readonly compute: (
    current: Plan,
  ) => Omit<HousePreview, "revision" | "updates" | "before" | "changes" | "after"> & { readonly plan: Plan };
  readonly updates: boolean;
}

const NOT_AHEAD: FieldError = {
  path: "version",
  en: "This version is not newer than the one in the plan: nothing of it can be brought.",
  fr: "Cette version n’est pas plus récente que celle du plan : il n’y a rien à en reprendre.",
};

/** An earlier version than the one in the plan is only looked at. */
export function isAhead({ standing, shown }: OpenedHouse): boolean {
  return standing.applied === undefined || shown.version > standing.applied.version;
}

async function prepare(project: AuthorizedProject, house: OpenedHouse, decisions: HouseDecisions): Promise<Prepared> {
  if (!isAhead(house)) throw new UserError("conflict", { fields: [NOT_AHEAD] });
  const { applied } = house.standing;
  const before = applied === undefined ? undefined : await houseContentAt(house.id, applied.version);
  const carried = await carriedTo(project, house, before === undefined ? [house.content] : [before, house.content]);
  const fitsHere = (content: HouseContent): HouseContent => ({ ...content, plan: fitted(content.plan, carried) });
  const next = fitsHere(house.content);
  if (applied === undefined || before === undefined) {
    return {
      carried,
      updates: false,
      compute: (current) => ({ ...planWithHouse(current, next, decisions), conflicts: [] }),
    };
  }
  const versions = { taken: fitsHere(before), placement: await placementIn(project, house), next };
  return {
    carried,
    updates: true,
    compute: (current) => ({ ...planWithUpdate(current, versions, decisions), settings: undefined }),
  };
}

/** What the template, at the version that was opened, would change on `main`. Writes nothing. */
export async function previewHouse(
  project: AuthorizedProject,
  house: OpenedHouse,
  decisions: HouseDecisions = {},
): Promise<HousePreview> {
  const [{ plan: before, revision }, { compute, updates }] = await Promise.all([
    loadPlan(project),
    prepare(project, house, decisions),
  ]);
  const { plan: after, ...told } = compute(before);
  return { revision, updates, before, after, changes: diffPlans(before, after), ...told };
}

export interface AppliedHouse {
  /** Absent where nothing of the plan changes. */
  readonly branch: string | undefined;
  readonly changes: number;
}

/** A name for the branch, after the template's. */
export function draftStem({ name, shown }: Pick<OpenedHouse, "name" | "shown">): string {
  const words = plainWords(name.en ?? name.fr ?? "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  return `${words.slice(0, 40).replace(/-$/, "") || "template"}-v${shown.version}`;
}

/** Refuses what is not decided, and what would break the plan. */
function requireClean({ conflicts, problems }: Pick<HousePreview, "conflicts" | "problems">): void {
  if (conflicts.length > 0) {
    const fields = conflicts.map(({ path, en, fr }) => ({ path, en, fr }));
    throw new UserError("conflict", { fields, data: { conflicts } });
  }
  if (problems.length > 0) throw new UserError("invalid_input", { fields: [...problems] });
}

async function copyImages(project: AuthorizedProject, { toCopy }: Carried): Promise<void> {
  for (const { hash, projectId } of toCopy) {
    const { bytes } = await readImage({ ...project, projectId }, hash);
    await saveImage(project, bytes);
  }
}

interface Remembered {
  readonly house: OpenedHouse;
  readonly placement: Placement;
  /** Of main, as it was computed. */
  readonly revision: number;
}

/** What was taken, kept with the branch; refused where main moved on meanwhile. */
async function remember(
  db: Prisma.TransactionClient,
  project: AuthorizedProject,
  { house, placement, revision }: Remembered,
  branch: { readonly id: string; readonly name: string; readonly mainRevision: number },
): Promise<void> {
  if (branch.mainRevision !== revision) throw staleError(branch.mainRevision, []);
  const { version } = house.shown;
  await db.houseApplication.create({
    data: {
      id: newId("hap"),
      projectId: project.projectId,
      templateId: house.id,
      version,
      branchId: branch.id,
      placement: placement as unknown as Prisma.InputJsonValue,
      appliedBy: project.actor.name,
    },
  });
  const target = house.name.en ?? house.name.fr ?? house.id;
  await recordAudit(db, project, { action: "template.apply", target, detail: { version, name: branch.name } });
}

/** Where nothing of the plan changes, what was taken stands on main itself. */
async function rememberOnMain(project: AuthorizedProject, taken: Remembered): Promise<void> {
  await changeProject(project.projectId, async (db) => {
    const { id, revision } = await lockBranch(db, project.projectId, MAIN);
    await remember(db, project, taken, { id, name: MAIN, mainRevision: revision });
  });
}

/** Writes the outcome on a new branch; the branch is put away again where it comes to nothing. */
async function writeDraft(
  project: AuthorizedProject,
  { name, title }: { readonly name: string; readonly title: string },
  taken: Remembered,
  edits: readonly Edit[],
): Promise<void> {
  const { revision } = await createBranch(project, {
    name,
    title,
    along: (db, made) => remember(db, project, taken, { ...made, name }),
  });
  try {
    await commitEdits(project, name, { expectedRevision: revision, edits, tolerant: true });
  } catch (error) {
    await closeBranch(project, name);
    throw error;
  }
}

export interface HouseApply extends HouseDecisions {
  /** Of main, as it was previewed: refused with `stale_revision` when it moved on. */
  readonly expectedRevision?: number | undefined;
  /** A name no branch has had; one after the template's unless given. */
  readonly branch?: string | undefined;
  /** What the branch is for, in a few words. */
  readonly title: string;
}

/**
 * Writes what the opened version brings on a new branch made from `main`, and remembers what was taken. Refused with
 * `conflict` (`data.conflicts`) while a field that both changed is not decided. Editors and above.
 */
export async function applyHouse(
  project: AuthorizedProject,
  house: OpenedHouse,
  given: HouseApply,
): Promise<AppliedHouse> {
  requireRole(project, "editor");
  const { carried, compute } = await prepare(project, house, given);
  const { plan: before, revision } = await loadPlan(project);
  if (given.expectedRevision !== undefined && given.expectedRevision !== revision) throw staleError(revision, []);
  const { plan, placement, ...told } = compute(before);
  requireClean(told);
  const taken = { house, placement, revision };
  const edits = editsBetween(before, plan);
  if (edits.length === 0) {
    await rememberOnMain(project, taken);
    return { branch: undefined, changes: 0 };
  }
  await copyImages(project, carried);
  const name = given.branch ?? (await freeDraftName(project, draftStem(house)));
  await writeDraft(project, { name, title: given.title }, taken, edits);
  return { branch: name, changes: diffPlans(before, plan).length };
}
