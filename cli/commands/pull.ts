/** `gabarit pull`: what a branch has that a plan file has not, merged into the file field by field. */

import { Option } from "commander";
import { diffPlans } from "../../lib/plan/diff.ts";
import { fieldLabel } from "../../lib/plan/diff-label.ts";
import { type MergeConflict, type MergeResult, mergePlans, type Resolution } from "../../lib/plan/merge.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import {
  type Base,
  branchReference,
  type Copy,
  readBase,
  readCopy,
  samePlans,
  targetOf,
  writeCopy,
} from "../plan-copy.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { fetchBranchPlan } from "../server-api.ts";

const SIDES = ["file", "branch"] as const;
type Side = (typeof SIDES)[number];

interface PullOptions {
  readonly file: string;
  readonly take?: Side;
  readonly keep?: readonly string[];
}

/** What decides a field that both sides changed: the file for those named, else the side taken, else nobody. */
function resolutionsOf(
  conflicts: readonly MergeConflict[],
  { take, keep = [] }: PullOptions,
): ReadonlyMap<string, Resolution> {
  const sideOf = (path: string): Side | undefined => (keep.includes(path) ? "file" : take);
  return new Map(
    conflicts.flatMap(({ path }): (readonly [string, Resolution])[] => {
      const side = sideOf(path);
      return side === undefined ? [] : [[path, { take: side === "file" ? "ours" : "theirs" }]];
    }),
  );
}

/** Decisions can bring up conflicts that stood behind others. */
function merged(context: CliContext, base: Plan, file: Plan, branch: Plan, options: PullOptions): MergeResult {
  const decided = new Map<string, Resolution>();
  for (;;) {
    const result = mergePlans(base, file, branch, decided);
    const fresh = result.ok ? [] : [...resolutionsOf(result.conflicts, options)].filter(([path]) => !decided.has(path));
    if (fresh.length === 0) {
      const open = result.ok ? [] : result.conflicts.map(({ path }) => path);
      requireKnown(context, options.keep, [...decided.keys(), ...open]);
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

async function printConflicts(context: CliContext, conflicts: readonly MergeConflict[], plan: Plan): Promise<void> {
  const { t, language } = context;
  const names = namesOf(plan);
  for (const conflict of conflicts) {
    const { path, base, ours, theirs } = conflict;
    const about = path.split("/").flatMap((segment) => names.get(segment) ?? []);
    const label = [...about, fieldLabel(path)[language]].join(", ");
    await printLine(context, `${path} (${label})`);
    if (!("ours" in conflict || "theirs" in conflict)) await printLine(context, `  ${conflict[language]}`);
    else {
      await printLine(context, `  ${t("pull.before", { value: shortValue(base) })}`);
      await printLine(context, `  ${t("pull.inFile", { value: shortValue(ours) })}`);
      await printLine(context, `  ${t("pull.onBranch", { value: shortValue(theirs) })}`);
    }
  }
}

interface Pulled {
  readonly copy: Copy | undefined;
  /** What the file followed until now. */
  readonly base: Base | undefined;
  readonly branch: Base;
  readonly result: MergeResult;
}

/**
 * What the file and the branch were both made from. The base of another branch is that only where nothing can be lost by
 * it: the file has nothing of its own since, or both branches say the same.
 */
function commonPlan(copy: Copy, base: Base | undefined, stand: Base): Plan | undefined {
  const { plan } = stand;
  if (samePlans(copy.plan, plan)) return plan;
  if (base === undefined) return undefined;
  const isSafe = base.branch === stand.branch || samePlans(base.plan, copy.plan) || samePlans(base.plan, plan);
  return isSafe ? base.plan : undefined;
}

function nothingCommon({ t }: CliContext, path: string, base: Base | undefined, stand: Base): CliFailure {
  if (base === undefined) return new CliFailure(t("pull.noBase", { path }));
  return new CliFailure(t("pull.otherBranch", { path, followed: targetOf(base), target: targetOf(stand) }));
}

async function merge(context: CliContext, text: string, options: PullOptions): Promise<Pulled> {
  const { slug, branch } = branchReference(context, text);
  const copy = await readCopy(context, options.file);
  const base = await readBase(context, options.file, slug);
  const { plan } = await fetchBranchPlan(context, slug, branch);
  const stand: Base = { project: slug, branch, plan };
  const known = copy === undefined ? undefined : commonPlan(copy, base, stand);
  if (known === undefined && options.keep !== undefined)
    throw new CliFailure(context.t("pull.keepNoBase", { path: options.file }));
  if (copy === undefined) return { copy, base, branch: stand, result: { ok: true, plan, decided: [] } };
  if (known === undefined) {
    if (options.take === undefined) throw nothingCommon(context, options.file, base, stand);
    const taken = options.take === "file" ? copy.plan : plan;
    return { copy, base, branch: stand, result: { ok: true, plan: taken, decided: [] } };
  }
  return { copy, base, branch: stand, result: merged(context, known, copy.plan, plan, options) };
}

async function run(context: CliContext, text: string, options: PullOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const { file: path } = options;
  const { copy, base, branch, result } = await merge(context, text, options);
  const target = targetOf(branch);
  if (!result.ok) {
    if (options.json === true) await printJson(context, { file: path, conflicts: result.conflicts });
    else {
      await printConflicts(context, result.conflicts, branch.plan);
      note(context, t("pull.conflicts", { count: result.conflicts.length, path }));
    }
    return 1;
  }
  await writeCopy(context, { path, plan: result.plan, previous: copy }, branch);
  const taken = copy === undefined ? undefined : diffPlans(copy.plan, result.plan).length;
  const ahead = diffPlans(branch.plan, result.plan).length;
  if (options.json === true) {
    await printJson(context, { file: path, made: copy === undefined, taken: taken ?? 0, ahead, conflicts: [] });
    return 0;
  }
  if (copy !== undefined && base !== undefined && base.branch !== branch.branch)
    note(context, t("pull.follows", { path, followed: targetOf(base), target }));
  note(context, taken === undefined ? t("common.written", { path }) : t("pull.done", { count: taken, target, path }));
  if (ahead > 0) note(context, t("pull.ahead", { count: ahead, target, path }));
  return 0;
}

export function addPull(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], PullOptions>(
    "pull",
    t("pull.about"),
    (command) =>
      command
        .argument("<plan>", t("pull.plan"))
        .option("--file <file>", t("pull.file"), "plan.yaml")
        .addOption(new Option("--take <side>", t("pull.take")).choices([...SIDES]))
        .option("--keep <paths...>", t("pull.keep")),
    ([text], options) => run(context, text, options),
  );
}
