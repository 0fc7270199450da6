/** `gabarit push`: a plan file onto a branch, refused when the branch has gone on since, unless it is to be replaced. */

import { SEVERITIES } from "../../lib/plan/diff-table.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { changeText } from "../diff-formats.ts";
import { note, printJson, printLine } from "../output.ts";
import { type Base, branchReference, type Copy, readBase, readCopy, samePlans, writeCopy } from "../plan-copy.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { type BranchPlan, fetchBranchPlan, type ImportOutcome, importToBranch } from "../server-api.ts";

interface PushOptions {
  readonly file: string;
  readonly check?: boolean;
  readonly replace?: boolean;
}

const MAIN = "main";

/** The branch as it stands; one that does not exist yet begins as `main` is. */
async function standOf(context: CliContext, slug: string, branch: string): Promise<BranchPlan> {
  try {
    return await fetchBranchPlan(context, slug, branch);
  } catch (error) {
    if (branch === MAIN || !(error instanceof CliFailure) || error.data.status !== 404) throw error;
    return fetchBranchPlan(context, slug, MAIN);
  }
}

/** The file may only replace what it was made from. */
function checkBase(context: CliContext, base: Base | undefined, copy: Copy, stand: BranchPlan, target: string): void {
  const { t } = context;
  if (samePlans(copy.plan, stand.plan)) return;
  if (base === undefined) throw new CliFailure(t("push.noBase", { path: copy.path, target }));
  if (!samePlans(base.plan, stand.plan)) {
    throw new CliFailure(t("push.stale", { path: copy.path, target }), [], { code: "stale_revision" });
  }
}

async function tell(
  context: CliContext,
  { changes, problems }: ImportOutcome,
  { target, path, check }: { readonly target: string; readonly path: string; readonly check: boolean },
): Promise<void> {
  const { t, language } = context;
  for (const severity of SEVERITIES) {
    const group = changes.filter((change) => change.severity === severity);
    if (group.length > 0) await printLine(context, t(`diff.${severity}`, { count: group.length }));
    for (const change of group) await printLine(context, `  ${changeText(change, context)}`);
  }
  for (const problem of problems) note(context, `  ${problem.path} ${problem[language]}`);
  note(context, t(check ? "push.would" : "push.done", { count: changes.length, target, path }));
}

async function run(context: CliContext, text: string, options: PushOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const { file: path, check = false, replace = false } = options;
  const { slug, branch } = branchReference(context, text);
  if (replace && branch === MAIN) throw new CliFailure(t("push.replacesMain"));
  const copy = await readCopy(context, path);
  if (copy === undefined) throw new CliFailure(t("error.noFile", { path }));
  const base = await readBase(context, path, slug);
  const stand = await standOf(context, slug, branch);
  const target = `${slug}@${branch}`;
  if (!replace) checkBase(context, base, copy, stand, target);
  const plan = { ...copy.plan, slug };
  const expected = { expectedRevision: stand.revision, ...(check ? { preview: true } : {}) };
  const outcome = await importToBranch(context, { slug, branch, plan, remove: true, clear: true, ...expected });
  if (!check) {
    const now = await fetchBranchPlan(context, slug, branch);
    await writeCopy(context, { path, plan: now.plan, previous: copy }, { project: slug, branch, plan: now.plan });
  }
  if (options.json === true) await printJson(context, { file: path, ...outcome });
  else await tell(context, outcome, { target, path, check });
  return check && outcome.changes.length > 0 ? 1 : 0;
}

export function addPush(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], PushOptions>(
    "push",
    t("push.about"),
    (command) =>
      command
        .argument("<plan>", t("push.plan"))
        .option("--file <file>", t("push.file"), "plan.yaml")
        .option("--check", t("push.check"))
        .option("--replace", t("push.replace")),
    ([text], options) => run(context, text, options),
  );
}
