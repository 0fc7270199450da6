/** A plan file and its branch merged from what both were made from; conflicts printed by file and field. */

import { fieldLabel } from "../lib/plan/diff-label.ts";
import { type MergeConflict, type MergeResult, mergePlans, type Resolution } from "../lib/plan/merge.ts";
import type { Plan } from "../lib/plan/plan.ts";
import { type CliContext, CliFailure } from "./context.ts";
import { filesById, type Target } from "./plan-target.ts";

export const SIDES = ["file", "branch"] as const;
export type Side = (typeof SIDES)[number];

export interface Decisions {
  readonly take?: Side;
  readonly keep?: readonly string[];
}

/** What decides a field that both sides changed: the file for those named, else the side taken, else nobody. */
function resolutionsOf(
  conflicts: readonly MergeConflict[],
  { take, keep = [] }: Decisions,
): ReadonlyMap<string, Resolution> {
  const sideOf = (path: string): Side | undefined => (keep.includes(path) ? "file" : take);
  return new Map(
    conflicts.flatMap(({ path }): (readonly [string, Resolution])[] => {
      const side = sideOf(path);
      return side === undefined ? [] : [[path, { take: side === "file" ? "ours" : "theirs" }]];
    }),
  );
}

/** Three plans: what the file and the branch were both made from, and both as they are. */
export interface Sides {
  readonly base: Plan;
  readonly file: Plan;
  readonly branch: Plan;
}

/** Decisions can bring up conflicts that stood behind others. */
export function merged(context: CliContext, { base, file, branch }: Sides, decisions: Decisions = {}): MergeResult {
  const decided = new Map<string, Resolution>();
  for (;;) {
    const result = mergePlans(base, file, branch, decided);
    const fresh = result.ok
      ? []
      : [...resolutionsOf(result.conflicts, decisions)].filter(([path]) => !decided.has(path));
    if (fresh.length === 0) {
      const open = result.ok ? [] : result.conflicts.map(({ path }) => path);
      requireKnown(context, decisions.keep, [...decided.keys(), ...open]);
      return result;
    }
    for (const [path, resolution] of fresh) decided.set(path, resolution);
  }
}

/** A path that decides nothing is a mistake: what it was meant for would be decided otherwise. */
function requireKnown({ t }: CliContext, keep: readonly string[] = [], conflicts: readonly string[]): void {
  const unknown = keep.filter((path) => !conflicts.includes(path));
  if (unknown.length > 0) throw new CliFailure(t("pull.keepUnknown", { paths: unknown.join(", ") }), conflicts);
}

const LONGEST = 100;

function shortValue(value: unknown): string {
  const text = value === undefined ? "–" : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Names of everything in a plan that has an id. */
function namesOf(value: unknown, found = new Map<string, string>()): Map<string, string> {
  if (typeof value !== "object" || value === null) return found;
  if ("id" in value && "name" in value && typeof value.id === "string" && typeof value.name === "string")
    found.set(value.id, value.name);
  for (const inside of Object.values(value)) namesOf(inside, found);
  return found;
}

/** The file of a folder that holds the field; nothing for a single plan file, which is named anyway. */
function fileOf(path: string, files: ReadonlyMap<string, string>): string | undefined {
  return path
    .split("/")
    .map((segment) => files.get(segment))
    .find((file) => file !== undefined);
}

export interface FiledConflict {
  readonly conflict: MergeConflict;
  readonly file?: string;
}

export function filed(conflicts: readonly MergeConflict[], target: Target | undefined): FiledConflict[] {
  const files = filesById(target);
  return conflicts.map((conflict) => {
    const file = fileOf(conflict.path, files);
    return { conflict, ...(file === undefined ? {} : { file }) };
  });
}

/** What both sides say, a few lines for each field. */
export function conflictLines(
  { t, language }: CliContext,
  conflicts: readonly FiledConflict[],
  plan: Plan,
): readonly string[] {
  const names = namesOf(plan);
  return conflicts.flatMap(({ conflict, file }) => {
    const { path, base, ours, theirs } = conflict;
    const about = path.split("/").flatMap((segment) => names.get(segment) ?? []);
    const label = [...about, fieldLabel(path)[language]].join(", ");
    const heading = `${file === undefined ? "" : `${file}: `}${path} (${label})`;
    if (!("ours" in conflict || "theirs" in conflict)) return [heading, `  ${conflict[language]}`];
    return [
      heading,
      `  ${t("pull.before", { value: shortValue(base) })}`,
      `  ${t("pull.inFile", { value: shortValue(ours) })}`,
      `  ${t("pull.onBranch", { value: shortValue(theirs) })}`,
    ];
  });
}
