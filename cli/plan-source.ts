/** PLAN on the command line: a folder, a file in any format we read, or `slug[@version|@branch]` on the server. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { readPlan } from "../lib/format/detect.ts";
import { planWithImport } from "../lib/plan/edit-import.ts";
import type { Plan, PublishedPlan } from "../lib/plan/plan.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { readInput } from "./output.ts";
import { folderAt } from "./plan-folder.ts";
import { readTarget, unreadable } from "./plan-target.ts";
import { fetchBranchPlan, fetchVersion } from "./server-api.ts";

const SLUG = /^([a-z0-9][a-z0-9-]{0,62})(?:@([A-Za-z0-9._/-]+))?$/;

interface ServerPlan {
  readonly slug: string;
  /** Digits or `latest` are a version, anything else a branch; absent is the latest version, or `main` where a branch is meant. */
  readonly at?: string;
}

export type PlanReference = { readonly file: string } | ServerPlan;

function isFile({ io }: CliContext, text: string): boolean {
  return text === "-" || existsSync(resolve(io.cwd, text));
}

/** What PLAN names. A file wins over a slug of the same name. */
export function parseReference(context: CliContext, text: string): PlanReference {
  if (isFile(context, text)) return { file: text };
  const match = SLUG.exec(text);
  if (match?.[1] === undefined || /\.(ya?ml|json|csv|xlsx)$/i.test(text)) {
    throw new CliFailure(context.t("error.noFile", { path: text }));
  }
  return match[2] === undefined ? { slug: match[1] } : { slug: match[1], at: match[2] };
}

/** A number, or the latest one. */
export function isVersion(at: string | undefined): at is string {
  return at !== undefined && /^(\d+|latest)$/.test(at);
}

/** A plan of files, with the ids of the events whose identifier they do not say. */
interface FilePlan {
  readonly plan: Plan;
  readonly derivedIdentifiers?: readonly string[];
}

/** The plan of a file or folder. */
export async function readFilePlan(context: CliContext, file: string): Promise<FilePlan> {
  const folder = file === "-" ? undefined : folderAt(context, file);
  if (folder !== undefined) {
    const target = await readTarget(context, folder);
    if (target === undefined) throw new CliFailure(context.t("folder.empty", { path: folder }));
    return target;
  }
  const result = await readPlan([await readInput(context, file)]);
  if (result.ok) return result;
  throw unreadable(context, file, result.errors);
}

interface HeldPlan {
  readonly plan: Plan;
  /** The latest version at that point, where there is one. */
  readonly published?: Plan | undefined;
}

async function readServerPlan(context: CliContext, { slug, at = "main" }: ServerPlan): Promise<HeldPlan> {
  if (isVersion(at)) {
    const { plan } = await fetchVersion(context, slug, at);
    return { plan, published: plan };
  }
  const { plan, basePublished } = await fetchBranchPlan(context, slug, at);
  return { plan, published: basePublished?.plan };
}

/** The plan PLAN names: a file or folder, a branch (`main` unless said) or a version. */
export async function loadPlan(context: CliContext, text: string): Promise<Plan> {
  const reference = parseReference(context, text);
  const found = "file" in reference ? readFilePlan(context, reference.file) : readServerPlan(context, reference);
  return (await found).plan;
}

async function laidOver(context: CliContext, file: string, { plan, published }: HeldPlan): Promise<Plan> {
  const { plan: written, derivedIdentifiers = [] } = await readFilePlan(context, file);
  return planWithImport(plan, written, { derivedIdentifiers, published, remove: true, clear: true });
}

/**
 * Two plans to compare. A file beside a plan of the server is read as `gabarit push` would lay it over that plan: what the
 * file does not say (ids, identifiers in code, names events had) is the server's, and no difference.
 */
export async function loadPair(
  context: CliContext,
  [before, after]: readonly [before: string, after: string],
): Promise<readonly [before: Plan, after: Plan]> {
  const [old, next] = [parseReference(context, before), parseReference(context, after)];
  if ("file" in old && !("file" in next)) {
    const held = await readServerPlan(context, next);
    return [await laidOver(context, old.file, held), held.plan];
  }
  if (!("file" in old) && "file" in next) {
    const held = await readServerPlan(context, old);
    return [held.plan, await laidOver(context, next.file, held)];
  }
  return [await loadPlan(context, before), await loadPlan(context, after)];
}

/** As a published version: the latest on the server unless said; a file or a branch as it would be published first. */
export async function loadPublished(context: CliContext, text: string): Promise<PublishedPlan> {
  const reference = parseReference(context, text);
  if ("file" in reference) return freezePlan((await readFilePlan(context, reference.file)).plan);
  if (reference.at === undefined || isVersion(reference.at))
    return fetchVersion(context, reference.slug, reference.at ?? "latest");
  const { plan, basePublished } = await fetchBranchPlan(context, reference.slug, reference.at);
  return freezePlan(plan, basePublished);
}

/** What was published before what PLAN names: the version before a version, the latest for a branch; undefined of a file, and where nothing was. */
export async function loadPrevious(context: CliContext, text: string): Promise<Plan | undefined> {
  const reference = parseReference(context, text);
  if ("file" in reference) return undefined;
  const { slug, at = "main" } = reference;
  if (!isVersion(at)) return (await fetchBranchPlan(context, slug, at)).basePublished?.plan;
  const { version } = await fetchVersion(context, slug, at);
  return version === 1 ? undefined : (await fetchVersion(context, slug, String(version - 1))).plan;
}
