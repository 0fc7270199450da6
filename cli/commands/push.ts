/** `gabarit push`: a plan file or folder onto a branch, refused when the branch has gone on since, unless it is to be replaced. */

import { diffPlans } from "../../lib/plan/diff.ts";
import { SEVERITIES } from "../../lib/plan/diff-table.ts";
import { OBJECT_KINDS, objectsOf } from "../../lib/plan/edit-tree.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { confirmed } from "../confirm.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { changeText } from "../diff-formats.ts";
import { isManagedFrom, lockTo, managedFromOf } from "../managed-from.ts";
import { note, printJson, printLine } from "../output.ts";
import {
  type Base,
  type BranchReference,
  branchReference,
  readBase,
  samePlans,
  writeBase,
  writeCopy,
} from "../plan-copy.ts";
import { conflictLines, filed, merged } from "../plan-merge.ts";
import { isAsRead, readTarget, type Target } from "../plan-target.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import {
  type BranchPlan,
  closeServerBranch,
  fetchBranchPlan,
  type ImportOutcome,
  importToBranch,
} from "../server-api.ts";

interface PushOptions {
  readonly file: string;
  readonly check?: boolean;
  readonly replace?: boolean;
  readonly yes?: boolean;
  readonly managedFrom?: string;
  readonly closesAfter?: string;
  readonly close?: boolean;
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

/** The file may only replace what it was made from, or has taken in since. What a pull would have to decide is shown. */
function checkBase(context: CliContext, base: Base | undefined, copy: Target, stand: BranchPlan, target: string): void {
  const { t } = context;
  if (samePlans(copy.plan, stand.plan)) return;
  if (base === undefined) throw new CliFailure(t("push.noBase", { path: copy.path, target }));
  if (samePlans(base.plan, stand.plan)) return;
  const result = merged(context, { base: base.plan, file: copy.plan, branch: stand.plan });
  if (result.ok && samePlans(result.plan, copy.plan)) return;
  const conflicts = result.ok ? [] : filed(result.conflicts, copy);
  const lines = [t("push.conflicts", { count: conflicts.length }), ...conflictLines(context, conflicts, stand.plan)];
  throw new CliFailure(t("push.stale", { path: copy.path, target }), lines, {
    code: "stale_revision",
    conflicts: conflicts.map(({ conflict, file }) => ({ ...conflict, ...(file === undefined ? {} : { file }) })),
  });
}

/** Whole objects that the branch has and the file has not any more, a sentence for each. */
function removals(context: CliContext, stand: Plan, plan: Plan): string[] {
  const ids = (of: Plan) => new Set(OBJECT_KINDS.flatMap((kind) => objectsOf(of, kind).map(({ id }) => id)));
  const [before, after] = [ids(stand), ids(plan)];
  return diffPlans(stand, plan)
    .filter(({ objectId }) => before.has(objectId) && !after.has(objectId))
    .map((change) => changeText(change, context));
}

/** A file that vanished takes its object from the branch: nobody should do that without knowing. */
async function requireConsent(
  context: CliContext,
  copy: Target,
  { gone, target, yes }: { readonly gone: readonly string[]; readonly target: string; readonly yes: boolean },
): Promise<void> {
  if (gone.length === 0) return;
  const { t } = context;
  // What seems to be gone may stand in a file that is not read.
  if ("strays" in copy && copy.strays.length > 0) throw new CliFailure(t("push.strays"), [...copy.strays, ...gone]);
  if (yes) return;
  note(context, t("push.removes", { count: gone.length, target }));
  for (const line of gone) note(context, `  ${line}`);
  if (await confirmed(context, t("push.remove", { count: gone.length }))) return;
  throw new CliFailure(t("push.notRemoved"), [], { code: "removes", removes: gone });
}

/** What the branch has now is written over the file, unless somebody wrote there meanwhile: the next pull merges that. */
async function keepInStep(context: CliContext, copy: Target, base: Base, path: string): Promise<void> {
  if (await isAsRead(context, path, copy)) return writeCopy(context, { path, plan: base.plan, previous: copy }, base);
  await writeBase(context, path, base);
  note(context, context.t("push.left", { path }));
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

/** Of a branch that a pipeline writes: longer than any pull request is left alone. */
const DAYS_MAX = 365;

function daysOf({ t }: CliContext, text: string): number {
  const days = Number(text);
  if (Number.isInteger(days) && days >= 1 && days <= DAYS_MAX) return days;
  throw new CliFailure(t("push.badDays", { text, most: DAYS_MAX }));
}

/** What else may be written beside `--close`: nothing that says how to write the branch. */
function requireCloseAlone({ t }: CliContext, options: PushOptions): void {
  const { check, replace, closesAfter, managedFrom } = options;
  if (check || replace || closesAfter !== undefined || managedFrom !== undefined) {
    throw new CliFailure(t("push.closeAlone"));
  }
}

/** What the branch was for is over. One that is not there, merged or closed is as it should be; one that somebody made theirs stays. */
async function close(context: CliContext, { slug, branch }: BranchReference, json: boolean): Promise<ExitCode> {
  const { t } = context;
  if (branch === MAIN) throw new CliFailure(t("push.closesMain"));
  const target = `${slug}@${branch}`;
  let outcome: "closed" | "noneToClose" | "leftOpen" = "closed";
  try {
    await closeServerBranch(context, slug, branch);
  } catch (error) {
    if (!(error instanceof CliFailure) || !["not_found", "conflict"].includes(String(error.data.code))) throw error;
    // A project that is not there, or that this token does not open, is a failure.
    if (error.data.code === "not_found") await fetchBranchPlan(context, slug, MAIN);
    outcome = error.data.left === true ? "leftOpen" : "noneToClose";
  }
  if (json) await printJson(context, { plan: slug, branch, closed: outcome === "closed" });
  else note(context, t(`push.${outcome}`, { target }));
  return 0;
}

async function run(context: CliContext, text: string, options: PushOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const { file: path, check = false, replace = false, yes = false } = options;
  const closesAfter = options.closesAfter === undefined ? undefined : daysOf(context, options.closesAfter);
  const reference = branchReference(context, text);
  if (options.close === true) {
    requireCloseAlone(context, options);
    return close(context, reference, options.json === true);
  }
  const { slug, branch } = reference;
  if (replace && branch === MAIN) throw new CliFailure(t("push.replacesMain"));
  if (closesAfter !== undefined && branch === MAIN) throw new CliFailure(t("push.closesMain"));
  const copy = await readTarget(context, path);
  if (copy === undefined) throw new CliFailure(t("error.noFile", { path }));
  const managedFrom = options.managedFrom === undefined ? undefined : managedFromOf(context, options.managedFrom, path);
  const isManaged = managedFrom !== undefined && (await isManagedFrom(context, slug, managedFrom));
  const stand = await standOf(context, slug, branch);
  const target = `${slug}@${branch}`;
  // Nothing but the repository changes main then: what the file does not have was taken out there.
  const isAhead = replace || (isManaged && branch === MAIN);
  if (!isAhead) checkBase(context, await readBase(context, path, slug), copy, stand, target);
  const plan = { ...copy.plan, slug };
  const gone = removals(context, stand.plan, plan);
  if (!check) {
    await requireConsent(context, copy, { gone, target, yes });
    if (!(await isAsRead(context, path, copy))) throw new CliFailure(t("push.meanwhile", { path }));
  }
  const expected = {
    expectedRevision: stand.revision,
    ...(check ? { preview: true } : {}),
    ...(managedFrom === undefined ? {} : { managedFrom: managedFrom.repository }),
    ...(closesAfter === undefined ? {} : { closesAfterDays: closesAfter }),
  };
  const { derivedIdentifiers } = copy;
  const laid = { plan, derivedIdentifiers, remove: true, clear: true };
  const outcome = await importToBranch(context, { slug, branch, ...laid, ...expected });
  if (!check) {
    const now = await fetchBranchPlan(context, slug, branch);
    await keepInStep(context, copy, { project: slug, branch, plan: now.plan }, path);
    if (managedFrom !== undefined && !isManaged && branch === MAIN) await lockTo(context, slug, managedFrom);
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
        .option("--replace", t("push.replace"))
        .option("--yes", t("push.yes"))
        .option("--managed-from <repository>", t("push.managedFrom"))
        .option("--closes-after <days>", t("push.closesAfter"))
        .option("--close", t("push.close")),
    ([text], options) => run(context, text, options),
  );
}
