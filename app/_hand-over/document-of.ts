/** Gathers what a document of the plan is written from: a branch as it stands, or a version as it was published. */

import type { AuthorizedProject } from "../../lib/access/authorized.ts";
import type { DocumentInput } from "../../lib/document/document.ts";
import type { Section } from "../../lib/document/section.ts";
import { emptyPlan } from "../../lib/plan/new-object.ts";
import type { Language, Plan } from "../../lib/plan/plan.ts";
import { loadPlan } from "../../lib/plan/store.ts";
import { readImagesWithin } from "../../lib/plan/store-image.ts";
import { loadVersion, versionSummary } from "../../lib/plan/store-version.ts";

/** Pictures stand inside the file, a third larger than they are. */
const PICTURE_BYTES_MAX = 24 * 1024 * 1024;

interface AskedParts {
  readonly language: Language;
  readonly sections: readonly Section[];
  /** The version changes are listed since; 0 is the empty plan. */
  readonly since?: number;
}

type Place = Pick<AuthorizedProject, "projectId" | "slug" | "name" | "timeZone">;

function imageIds({ events, journeys }: Plan): string[] {
  const images = [
    ...events.flatMap(({ triggers }) => triggers.map(({ image }) => image)),
    ...journeys.flatMap(({ steps }) => steps.map(({ image }) => image)),
  ];
  return images.flatMap((image) => image?.id ?? []);
}

async function sinceOf(place: Place, since: number | undefined): Promise<Pick<DocumentInput, "since">> {
  if (since === undefined) return {};
  const plan = since === 0 ? emptyPlan(place.slug) : (await loadVersion(place.projectId, since)).plan;
  return { since: { version: since, plan } };
}

async function common(place: Place, plan: Plan, { language, sections, since }: AskedParts) {
  const [pictures, before] = await Promise.all([
    readImagesWithin(place.projectId, imageIds(plan), PICTURE_BYTES_MAX),
    sinceOf(place, since),
  ]);
  // A list of changes without a plan to compare with would say that nothing changed.
  const told = since === undefined ? sections.filter((section) => section !== "changes") : sections;
  return { plan, language, sections: told, project: place.name, timeZone: place.timeZone, pictures, ...before };
}

/** The document of a published version. Strangers are told no names of people. */
export async function documentOfVersion(
  place: Place,
  version: number,
  asked: AskedParts & { readonly people: boolean },
): Promise<DocumentInput> {
  const { projectId } = place;
  const [{ plan }, summary] = await Promise.all([loadVersion(projectId, version), versionSummary(projectId, version)]);
  return {
    ...(await common(place, plan, asked)),
    edition: { version },
    date: summary.publishedAt,
    people: asked.people,
    ...(asked.people ? { author: summary.publishedBy } : {}),
  };
}

/** The document of a branch, for members. */
export async function documentOfBranch(
  project: AuthorizedProject,
  branch: string,
  asked: AskedParts,
): Promise<DocumentInput> {
  const { plan } = await loadPlan(project, branch);
  return {
    ...(await common(project, plan, asked)),
    edition: { branch },
    date: new Date(),
    people: true,
  };
}
