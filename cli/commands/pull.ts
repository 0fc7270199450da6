/** `gabarit pull`: what a branch has that a plan file or folder has not, merged into it field by field. */

import { Option } from "commander";
import { diffPlans } from "../../lib/plan/diff.ts";
import type { MergeResult } from "../../lib/plan/merge.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { type Base, branchReference, readBase, samePlans, targetOf, writeCopy } from "../plan-copy.ts";
import { conflictLines, type Decisions, filed, merged, SIDES } from "../plan-merge.ts";
import { isAsRead, readTarget, type Target } from "../plan-target.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { fetchBranchPlan } from "../server-api.ts";

interface PullOptions extends Decisions {
  readonly file: string;
}

interface Pulled {
  readonly copy: Target | undefined;
  /** What the file followed until now. */
  readonly base: Base | undefined;
  readonly branch: Base;
  readonly result: MergeResult;
}

/**
 * What the file and the branch were both made from. The base of another branch is that only where nothing can be lost by
 * it: the file has nothing of its own since, or both branches say the same.
 */
function commonPlan(copy: Target, base: Base | undefined, stand: Base): Plan | undefined {
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
  const copy = await readTarget(context, options.file);
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
  return {
    copy,
    base,
    branch: stand,
    result: merged(context, { base: known, file: copy.plan, branch: plan }, options),
  };
}

async function run(context: CliContext, text: string, options: PullOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const { file: path } = options;
  const { copy, base, branch, result } = await merge(context, text, options);
  const target = targetOf(branch);
  if (!result.ok) {
    const conflicts = filed(result.conflicts, copy);
    if (options.json === true) {
      const told = conflicts.map(({ conflict, file }) => ({ ...conflict, ...(file === undefined ? {} : { file }) }));
      await printJson(context, { file: path, conflicts: told });
    } else {
      for (const line of conflictLines(context, conflicts, branch.plan)) await printLine(context, line);
      note(context, t("pull.conflicts", { count: result.conflicts.length, path }));
    }
    return 1;
  }
  if (!(await isAsRead(context, path, copy))) throw new CliFailure(t("pull.meanwhile", { path }));
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
