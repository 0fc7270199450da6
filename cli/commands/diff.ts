/** `gabarit diff`: what changes between two plans, as senders of events and callers of code see it. */

import { Option } from "commander";
import { withWitnesses, witnessSides } from "../../lib/backtest/witness-judge.ts";
import { diffPlans } from "../../lib/plan/diff.ts";
import { SEVERITIES } from "../../lib/plan/diff-table.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { type CountedChange, githubLine, markdown, textLines } from "../diff-formats.ts";
import { type Place, placeFinder } from "../lint-places.ts";
import { note, printJson, printLine } from "../output.ts";
import { isVersion, loadPair, loadPlan, parseReference } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { type BranchDiff, fetchBranchDiff, fetchDiff } from "../server-api.ts";

const MAIN = "main";
const FORMATS = ["text", "json", "markdown", "github"] as const;

interface DiffOptions {
  readonly breaking?: boolean;
  readonly format: (typeof FORMATS)[number];
  readonly received?: boolean;
}

type Pair = readonly [before: string, after: string];

/** What changes, and what to know of how it was compared. */
interface Compared {
  readonly changes: readonly CountedChange[];
  readonly told: readonly string[];
  /** Of a draft compared with what it began from. */
  readonly since?: Pick<BranchDiff, "behind" | "conflicts">;
}

/** A draft and `main` before it, of one project: the server knows what the draft began from. */
function draftOf(context: CliContext, pair: Pair): { readonly slug: string; readonly branch: string } | undefined {
  const [before, after] = [parseReference(context, pair[0]), parseReference(context, pair[1])];
  if ("file" in before || "file" in after || before.slug !== after.slug) return undefined;
  const branch = after.at ?? MAIN;
  if ((before.at ?? MAIN) !== MAIN || branch === MAIN || isVersion(branch)) return undefined;
  return { slug: after.slug, branch };
}

function toldOf({ behind, conflicts, baseGone }: BranchDiff, { t }: CliContext): readonly string[] {
  return [
    ...(baseGone ? [t("diff.baseGone")] : []),
    ...(behind > 0 && !baseGone ? [t("diff.behind", { count: behind })] : []),
    ...(conflicts.length > 0 ? [t("diff.conflicts", { count: conflicts.length })] : []),
  ];
}

/** Compared by the server, which has the recorded calls. */
async function countedChanges(context: CliContext, pair: Pair): Promise<readonly CountedChange[]> {
  const [before, after] = pair.map((text) => parseReference(context, text));
  if (before === undefined || after === undefined || "file" in before || "file" in after || before.slug !== after.slug)
    throw new CliFailure(context.t("diff.receivedNeeds"));
  return fetchDiff(context, before.slug, { from: before.at ?? MAIN, to: after.at ?? MAIN });
}

async function compare(context: CliContext, pair: Pair, { received = false }: DiffOptions): Promise<Compared> {
  const draft = draftOf(context, pair);
  if (draft !== undefined) {
    const diff = await fetchBranchDiff(context, draft.slug, draft.branch, { received });
    const { changes, behind, conflicts } = diff;
    return { changes, told: toldOf(diff, context), since: { behind, conflicts } };
  }
  if (received) return { changes: await countedChanges(context, pair), told: [] };
  const [old, next] = await loadPair(context, pair);
  return { changes: await withWitnesses(diffPlans(old, next), witnessSides(old, next)), told: [] };
}

/** Where changes stand in the file or folder that holds the plan after; no line in a plan of the server. */
async function placesOf(context: CliContext, after: string): Promise<(change: CountedChange) => Place> {
  const reference = parseReference(context, after);
  if (!("file" in reference)) return () => ({ file: after });
  return placeFinder(context, reference.file, await loadPlan(context, after));
}

async function print(
  context: CliContext,
  { changes, told }: Compared,
  after: string,
  { format, breaking }: DiffOptions,
): Promise<void> {
  if (format === "markdown") {
    await printLine(context, markdown(changes, context, told));
    return;
  }
  for (const sentence of told) note(context, sentence);
  if (format === "github") {
    const placeOf = await placesOf(context, after);
    for (const change of changes) await printLine(context, githubLine(change, placeOf(change), context));
  } else for (const text of textLines(changes, context)) await printLine(context, text);
  if (changes.length === 0) note(context, context.t(breaking === true ? "diff.noBreaking" : "diff.none"));
}

async function run(context: CliContext, pair: Pair, options: DiffOptions & CommonOptions): Promise<ExitCode> {
  const compared = await compare(context, pair, options);
  const { changes: all, since } = compared;
  const shown = options.breaking === true ? all.filter(({ severity }) => severity === "breaking") : all;
  const counts = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, all.filter((change) => change.severity === severity).length]),
  );
  if (options.json === true || options.format === "json")
    await printJson(context, { ...counts, changes: shown, ...since });
  else await print(context, { ...compared, changes: shown }, pair[1], options);
  return options.breaking === true && shown.length > 0 ? 1 : 0;
}

export function addDiff(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string, string], DiffOptions>(
    "diff",
    t("diff.about"),
    (command) =>
      command
        .argument("<old>", t("diff.old"))
        .argument("<new>", t("diff.new"))
        .option("--breaking", t("diff.onlyBreaking"))
        .addOption(new Option("--format <format>", t("diff.format")).choices([...FORMATS]).default("text"))
        .option("--received", t("diff.countReceived")),
    (args, options) => run(context, args, options),
  );
}
