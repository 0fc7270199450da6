/** Saving a template of the house: out of a project's plan, or out of a file of another installation. */

import { type AuthorizedProject, requireRole } from "../access/authorized.ts";
import { listCohorts } from "../analysis/cohort/store.ts";
import { type FieldError, UserError } from "../base/error.ts";
import { newId } from "../base/id.ts";
import { unstorableIn } from "../base/storable.ts";
import type { LocalizedText, Plan } from "../plan/plan.ts";
import { loadPlan, MAIN } from "../plan/store.ts";
import { loadVersion } from "../plan/store-version.ts";
import { recordAudit } from "../store/audit-row.ts";
import { planDb } from "../store/plan-db.ts";
import type { HouseTemplate, Prisma } from "../store/prisma-client/client.ts";
import {
  type HouseCohort,
  type HouseContent,
  houseCounts,
  houseDocument,
  houseHash,
  houseWords,
  isEmptyContent,
} from "./house.ts";
import { inTemplateIds } from "./house-back.ts";
import { type HouseFile, readHouseFile } from "./house-file.ts";
import { type HouseSelection, type Selected, selectPart, selectWhole } from "./house-select.ts";
import { houseContentAt } from "./store-house.ts";
import { placementIn } from "./store-house-standing.ts";

/** What a template is taken of: a branch, or a published version. */
export interface HouseOrigin {
  readonly branch?: string | undefined;
  readonly version?: number | undefined;
}

export interface HouseGround {
  readonly plan: Plan;
  readonly cohorts: readonly HouseCohort[];
  /** In words for the version that is saved. */
  readonly from: string;
}

/** Everything a template can be taken of. */
export async function houseGround(
  project: AuthorizedProject,
  { branch = MAIN, version }: HouseOrigin,
): Promise<HouseGround> {
  const [plan, saved] = await Promise.all([
    version === undefined
      ? loadPlan(project, branch).then((loaded) => loaded.plan)
      : loadVersion(project.projectId, version).then((published) => published.plan),
    listCohorts(project),
  ]);
  const cohorts = saved.map(({ id, name, description, criterion }) => ({ key: id, name, description, criterion }));
  return { plan, cohorts, from: `${project.slug}@${version ?? branch}` };
}

/** The whole of it, or what was chosen with what that refers to. */
export function selectHouse(ground: HouseGround, selection: HouseSelection | "all"): Selected {
  const { plan, cohorts } = ground;
  if (selection === "all") return { content: selectWhole(plan, cohorts), besides: [] };
  return selectPart(plan, cohorts, selection);
}

export interface HouseTexts {
  readonly name: LocalizedText;
  readonly description: LocalizedText;
  readonly notes: string;
}

const NAME_MAX = 200;
const TEXT_MAX = 5_000;
const TEMPLATES_MAX = 500;
const VERSIONS_MAX = 500;

function refuse(path: string, en: string, fr: string): never {
  throw new UserError("invalid_input", { fields: [{ path, en, fr } satisfies FieldError] });
}

function trimmed(text: LocalizedText): LocalizedText {
  const entries = Object.entries(text).map(([language, one]) => [language, String(one).trim()]);
  return Object.fromEntries(entries.filter(([, one]) => one !== ""));
}

function checkedTexts(given: HouseTexts): HouseTexts {
  const texts = { name: trimmed(given.name), description: trimmed(given.description), notes: given.notes.trim() };
  const fault = unstorableIn(texts);
  if (fault !== undefined) throw new UserError("invalid_input", { fields: [fault] });
  const names = Object.values(texts.name);
  if (names.length === 0)
    refuse(
      "name",
      "Give the template a name, in one language at least.",
      "Donnez un nom au modèle, dans une langue au moins.",
    );
  if (names.some((name) => name.length > NAME_MAX)) {
    refuse("name", `A name has at most ${NAME_MAX} characters.`, `Un nom a ${NAME_MAX} caractères au plus.`);
  }
  if ([...Object.values(texts.description), texts.notes].some((text) => text.length > TEXT_MAX)) {
    refuse("description", `A text has at most ${TEXT_MAX} characters.`, `Un texte a ${TEXT_MAX} caractères au plus.`);
  }
  return texts;
}

function checkedContent(content: HouseContent): HouseContent {
  if (isEmptyContent(content)) {
    refuse(
      "objects",
      "Choose something to take into the template.",
      "Choisissez quelque chose à mettre dans le modèle.",
    );
  }
  const fault = unstorableIn(houseDocument(content));
  if (fault !== undefined) throw new UserError("invalid_input", { fields: [fault] });
  return content;
}

export interface SavedHouse {
  readonly id: string;
  readonly version: number;
}

interface NewVersion extends HouseTexts {
  readonly content: HouseContent;
  readonly from: string;
  readonly version: number;
  readonly action: "template.save" | "template.import";
}

async function writeVersion(
  db: Prisma.TransactionClient,
  project: AuthorizedProject,
  templateId: string,
  { name, description, notes, content, from, version, action }: NewVersion,
): Promise<SavedHouse> {
  if ((await db.houseTemplateVersion.count({ where: { templateId } })) >= VERSIONS_MAX) {
    refuse(
      "template",
      `A template keeps at most ${VERSIONS_MAX} versions. Save a new template.`,
      `Un modèle garde ${VERSIONS_MAX} versions au plus. Enregistrez un nouveau modèle.`,
    );
  }
  const document = houseDocument(content);
  const words = houseWords(name, description, content);
  await db.houseTemplateVersion.create({
    data: {
      templateId,
      version,
      hash: houseHash(document),
      document: document as unknown as Prisma.InputJsonValue,
      counts: { ...houseCounts(content) },
      notes,
      savedFrom: from,
      savedById: project.actor.kind === "system" ? null : project.actor.id,
      savedBy: project.actor.name,
    },
  });
  await db.houseTemplate.update({
    where: { id: templateId },
    data: { name: { ...name }, description: { ...description }, words, latestVersion: version, updatedAt: new Date() },
  });
  await recordAudit(db, project, { action, target: name.en ?? name.fr ?? templateId, detail: { version } });
  return { id: templateId, version };
}

/** One at a time in a workspace: two openings of one file find each other. */
async function lockWorkspace(db: Prisma.TransactionClient, { workspaceId }: AuthorizedProject): Promise<void> {
  await db.$executeRaw`select 1 from "Workspace" where "id" = ${workspaceId} for update`;
}

async function createRow(db: Prisma.TransactionClient, project: AuthorizedProject, origin: string | undefined) {
  const { workspaceId, actor } = project;
  await lockWorkspace(db, project);
  if ((await db.houseTemplate.count({ where: { workspaceId } })) >= TEMPLATES_MAX) {
    refuse(
      "name",
      `A workspace keeps at most ${TEMPLATES_MAX} templates. Delete one first.`,
      `Un espace de travail garde ${TEMPLATES_MAX} modèles au plus. Supprimez-en un d’abord.`,
    );
  }
  const id = newId("hst");
  return db.houseTemplate.create({
    data: {
      id,
      workspaceId,
      origin: origin ?? id,
      name: {},
      description: {},
      words: "",
      latestVersion: 0,
      createdBy: actor.name,
    },
  });
}

/** Saves a new template of the project's workspace, as version 1. Editors and above. */
export async function saveHouseTemplate(
  project: AuthorizedProject,
  given: HouseTexts & { readonly content: HouseContent; readonly from: string },
): Promise<SavedHouse> {
  requireRole(project, "editor");
  const texts = checkedTexts(given);
  const content = checkedContent(given.content);
  return planDb().$transaction(async (db) => {
    const { id } = await createRow(db, project, undefined);
    return writeVersion(db, project, id, { ...texts, content, from: given.from, version: 1, action: "template.save" });
  });
}

async function lockedRow(
  db: Prisma.TransactionClient,
  { workspaceId }: AuthorizedProject,
  id: string,
): Promise<HouseTemplate> {
  await db.$executeRaw`select 1 from "HouseTemplate" where "id" = ${id} for update`;
  const row = await db.houseTemplate.findFirst({ where: { id, workspaceId } });
  if (row === null) throw new UserError("not_found");
  return row;
}

async function hashOfLatest(db: Prisma.TransactionClient, { id, latestVersion }: HouseTemplate): Promise<string> {
  const where = { templateId_version: { templateId: id, version: latestVersion } };
  return (await db.houseTemplateVersion.findUniqueOrThrow({ where, select: { hash: true } })).hash;
}

const UNCHANGED: FieldError = {
  path: "objects",
  en: "The latest version holds exactly this already: nothing was saved.",
  fr: "La dernière version contient déjà exactement cela : rien n’a été enregistré.",
};

/**
 * Saves the next version of a template of the project's workspace; refused where it would be the same. What the version before
 * has too keeps its ids, whichever project this one is taken of. Editors and above.
 */
export async function saveHouseVersion(
  project: AuthorizedProject,
  id: string,
  given: HouseTexts & { readonly content: HouseContent; readonly from: string },
): Promise<SavedHouse> {
  requireRole(project, "editor");
  const texts = checkedTexts(given);
  const taken = checkedContent(given.content);
  return planDb().$transaction(async (db) => {
    const row = await lockedRow(db, project, id);
    const before = await houseContentAt(id, row.latestVersion, db);
    const content = inTemplateIds(taken, before, await placementIn(project, { id }, db));
    if ((await hashOfLatest(db, row)) === houseHash(houseDocument(content))) {
      throw new UserError("conflict", { fields: [UNCHANGED] });
    }
    const version = row.latestVersion + 1;
    return writeVersion(db, project, id, { ...texts, content, from: given.from, version, action: "template.save" });
  });
}

const OPENED: FieldError = {
  path: "file",
  en: "This template is here already, in this very version or as an earlier one: nothing was changed.",
  fr: "Ce modèle est déjà ici, dans cette même version ou une version antérieure : rien n’a été modifié.",
};

async function fileVersion(db: Prisma.TransactionClient, project: AuthorizedProject, file: HouseFile) {
  const { workspaceId } = project;
  await lockWorkspace(db, project);
  const known = await db.houseTemplate.findUnique({
    where: { workspaceId_origin: { workspaceId, origin: file.origin } },
  });
  if (known === null) return { row: await createRow(db, project, file.origin), version: file.version };
  const row = await lockedRow(db, project, known.id);
  const hash = houseHash(houseDocument(file.content));
  if ((await db.houseTemplateVersion.count({ where: { templateId: row.id, hash } })) > 0) {
    throw new UserError("conflict", { fields: [OPENED] });
  }
  return { row, version: Math.max(file.version, row.latestVersion + 1) };
}

/**
 * Opens a file in the project's workspace: a new template, or the next version of the one it was exported from. Throws
 * `invalid_input` for what is no template, and for one of a newer format. Editors and above.
 */
export async function importHouseFile(project: AuthorizedProject, text: string, fileName: string): Promise<SavedHouse> {
  requireRole(project, "editor");
  const file = readHouseFile(text, fileName);
  const texts = checkedTexts(file);
  const content = checkedContent(file.content);
  return planDb().$transaction(async (db) => {
    const { row, version } = await fileVersion(db, project, file);
    return writeVersion(db, project, row.id, {
      ...texts,
      content,
      from: fileName.slice(0, 200),
      version,
      action: "template.import",
    });
  });
}
