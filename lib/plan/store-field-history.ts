/** The values one field of the plan has had, each with who gave it, when and why. */

import type { AuthorizedProject } from "../access/authorized.ts";
import { planDb } from "../store/plan-db.ts";
import { canonicalJson } from "./canonical-json.ts";
import { completeEdits } from "./document.ts";
import { replayEdits } from "./edit.ts";
import { pathsOverlap } from "./edit-path.ts";
import { valueAt } from "./field-value.ts";
import type { Json } from "./plan.ts";
import { getBranch, MAIN } from "./store.ts";
import type { RecordedCommand } from "./store-branch-state.ts";
import { objectOfPath, type Written, writtenOn } from "./store-branch-written.ts";
import { planAtStart } from "./store-history.ts";
import { listVersions } from "./store-version.ts";

/** Who wrote a field on a draft, when and why. */
export type WrittenThere = Omit<Written, "fields" | "revision">;

/** A value that a field was given. */
export interface FieldMoment {
  /** The revision that gave it; 0 for what a draft began with. */
  readonly revision: number;
  /** Absent for what a draft began with. */
  readonly by?: string;
  readonly at?: Date;
  /** Absent where the field is empty, or its object is not there. */
  readonly value?: Json;
  /** Why, in the words of whoever gave it. */
  readonly reason?: string;
  /** The draft that brought it: its name, its title where it has one, and who wrote the field there, the latest first. */
  readonly merged?: { readonly branch: string; readonly title: string; readonly written: readonly WrittenThere[] };
  /** The version it was first published in, and what was noted of that; on main only, absent where it was replaced before. */
  readonly published?: { readonly version: number; readonly notes: string };
}

const MOMENTS_MAX = 100;
const WRITTEN_MAX = 10;

function sameValue(a: unknown, b: unknown): boolean {
  if (a === undefined || b === undefined) return a === b;
  return canonicalJson(a as Json) === canonicalJson(b as Json);
}

async function titlesOf(projectId: string, names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await planDb().planBranch.findMany({
    where: { projectId, name: { in: [...names] } },
    select: { name: true, title: true },
  });
  return new Map(rows.map(({ name, title }) => [name, title]));
}

type Raw = Omit<FieldMoment, "merged"> & { readonly branch?: string };

/** The field at `path` (edit-path.ts) after each change that gave it another value, the oldest first. */
async function momentsOf(project: AuthorizedProject, branchName: string, path: string): Promise<Raw[]> {
  const branch = await getBranch(project.projectId, branchName);
  const rows = await planDb().planEdit.findMany({ where: { branchId: branch.id }, orderBy: { revision: "asc" } });
  let plan = await planAtStart(project, branch);
  let known = valueAt(plan, path) as Json | undefined;
  const moments: Raw[] = known === undefined ? [] : [{ revision: 0, value: known }];
  for (const { revision, actorName, at, command } of rows) {
    const { edits, fields, merged, reason } = command as unknown as RecordedCommand;
    plan = replayEdits(plan, completeEdits(edits));
    if (!fields.some((field) => pathsOverlap(field, path))) continue;
    const value = valueAt(plan, path) as Json | undefined;
    if (sameValue(value, known)) continue;
    known = value;
    const held = value === undefined ? {} : { value };
    const why = reason === undefined ? {} : { reason };
    moments.push({ revision, by: actorName, at, ...held, ...why, ...(merged === undefined ? {} : { branch: merged }) });
  }
  return moments;
}

/** The values of a field over time, the latest first: at most the last hundred. */
export async function fieldHistory(
  project: AuthorizedProject,
  path: string,
  branchName: string = MAIN,
): Promise<readonly FieldMoment[]> {
  const moments = (await momentsOf(project, branchName, path)).slice(-MOMENTS_MAX);
  const versions = branchName === MAIN ? [...(await listVersions(project))].reverse() : [];
  const drafts = moments.flatMap(({ branch }) => branch ?? []);
  const [titles, written] = await Promise.all([
    titlesOf(project.projectId, drafts),
    writtenOn(project.projectId, drafts, {
      object: objectOfPath(path),
      isAsked: (field) => pathsOverlap(field, path),
    }),
  ]);
  const brought = (branch: string) => ({
    branch,
    title: titles.get(branch) ?? "",
    written: (written.get(branch) ?? []).slice(0, WRITTEN_MAX).map(({ fields: _, revision: __, ...one }) => one),
  });
  return moments.reverse().map(({ branch, ...moment }, index, latestFirst) => {
    const from = moment.at;
    const until = latestFirst[index - 1]?.at;
    const first = from && versions.find(({ publishedAt }) => publishedAt >= from);
    const published = first && (until === undefined || first.publishedAt < until) ? first : undefined;
    return {
      ...moment,
      ...(branch === undefined ? {} : { merged: brought(branch) }),
      ...(published ? { published: { version: published.version, notes: published.notes } } : {}),
    };
  });
}

/** What a field held before a change and after it. */
export interface ValueAround {
  readonly before: unknown;
  readonly after: unknown;
}

/** By revision and path. */
export type ValuesAround = ReadonlyMap<number, ReadonlyMap<string, ValueAround>>;

/** The values that changes gave their fields and those they took the place of. */
export async function valuesAround(
  project: AuthorizedProject,
  changes: readonly { readonly revision: number; readonly fields: readonly string[] }[],
  branchName: string = MAIN,
): Promise<ValuesAround> {
  const asked = new Map(changes.map(({ revision, fields }) => [revision, fields]));
  const found = new Map<number, Map<string, ValueAround>>();
  if (asked.size === 0) return found;
  const branch = await getBranch(project.projectId, branchName);
  const rows = await planDb().planEdit.findMany({
    where: { branchId: branch.id, revision: { lte: Math.max(...asked.keys()) } },
    orderBy: { revision: "asc" },
    select: { revision: true, command: true },
  });
  let before = await planAtStart(project, branch);
  for (const { revision, command } of rows) {
    const after = replayEdits(before, completeEdits((command as unknown as RecordedCommand).edits));
    const fields = asked.get(revision) ?? [];
    const was = before;
    found.set(
      revision,
      new Map(fields.map((path) => [path, { before: valueAt(was, path), after: valueAt(after, path) }])),
    );
    before = after;
  }
  return found;
}
