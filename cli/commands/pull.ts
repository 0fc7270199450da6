/** `gabarit pull`: what a branch has that a plan file has not, merged into the file field by field. */

import { Option } from "commander";
import { diffPlans } from "../../lib/plan/diff.ts";
import { fieldLabel } from "../../lib/plan/diff-label.ts";
import { type MergeConflict, type MergeResult, mergePlans, type Resolution } from "../../lib/plan/merge.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { type Base, branchReference, type Copy, readBase, readCopy, samePlans, writeCopy } from "../plan-copy.ts";
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
function merged(base: Plan, file: Plan, branch: Plan, options: PullOptions): MergeResult {
  const decided = new Map<string, Resolution>();
  for (;;) {
    const result = mergePlans(base, file, branch, decided);
    if (result.ok) return result;
    const fresh = [...resolutionsOf(result.conflicts, options)].filter(([path]) => !decided.has(path));
    if (fresh.length === 0) return result;
    for (const [path, resolution] of fresh) decided.set(path, resolution);
  }
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
  readonly branch: Base;
  readonly result: MergeResult;
}

async function merge(context: CliContext, text: string, options: PullOptions): Promise<Pulled> {
  const { slug, branch } = branchReference(context, text);
  const copy = await readCopy(context, options.file);
  const base = await readBase(context, options.file, slug);
  const { plan } = await fetchBranchPlan(context, slug, branch);
  const stand: Base = { project: slug, branch, plan };
  const known = base?.plan ?? (copy !== undefined && samePlans(copy.plan, plan) ? plan : undefined);
  if (copy === undefined) return { copy, branch: stand, result: { ok: true, plan, decided: [] } };
  if (known === undefined) {
    if (options.take === undefined) throw new CliFailure(context.t("pull.noBase", { path: options.file }));
    const taken = options.take === "file" ? copy.plan : plan;
    return { copy, branch: stand, result: { ok: true, plan: taken, decided: [] } };
  }
  return { copy, branch: stand, result: merged(known, copy.plan, plan, options) };
}

async function run(context: CliContext, text: string, options: PullOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const { file: path } = options;
  const { copy, branch, result } = await merge(context, text, options);
  const target = `${branch.project}@${branch.branch}`;
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
