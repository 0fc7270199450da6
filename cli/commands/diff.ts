/** `gabarit diff`: what changes between two plans, as senders of events and callers of code see it. */

import { Option } from "commander";
import { withWitnesses, witnessSides } from "../../lib/backtest/witness-judge.ts";
import { diffPlans } from "../../lib/plan/diff.ts";
import { SEVERITIES } from "../../lib/plan/diff-table.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { type CountedChange, githubLine, markdown, textLines } from "../diff-formats.ts";
import { type Place, placeFinder } from "../lint-places.ts";
import { note, printJson, printLine } from "../output.ts";
import { loadPlan, parseReference } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { fetchDiff } from "../server-api.ts";

const FORMATS = ["text", "json", "markdown", "github"] as const;

interface DiffOptions {
  readonly breaking?: boolean;
  readonly format: (typeof FORMATS)[number];
  readonly received?: boolean;
}

type Pair = readonly [before: string, after: string];

/** Compared by the server, which has the recorded calls. */
async function countedChanges(context: CliContext, pair: Pair): Promise<readonly CountedChange[]> {
  const [before, after] = pair.map((text) => parseReference(context, text));
  if (before === undefined || after === undefined || "file" in before || "file" in after || before.slug !== after.slug)
    throw new CliFailure(context.t("diff.receivedNeeds"));
  return fetchDiff(context, before.slug, { from: before.at ?? "main", to: after.at ?? "main" });
}

async function changesOf(
  context: CliContext,
  pair: Pair,
  { received }: DiffOptions,
): Promise<readonly CountedChange[]> {
  if (received === true) return countedChanges(context, pair);
  const [old, next] = [await loadPlan(context, pair[0]), await loadPlan(context, pair[1])];
  return withWitnesses(diffPlans(old, next), witnessSides(old, next));
}

/** Where changes stand in the file or folder that holds the plan after; no line in a plan of the server. */
async function placesOf(context: CliContext, after: string): Promise<(change: CountedChange) => Place> {
  const reference = parseReference(context, after);
  if (!("file" in reference)) return () => ({ file: after });
  return placeFinder(context, reference.file, await loadPlan(context, after));
}

async function print(
  context: CliContext,
  changes: readonly CountedChange[],
  after: string,
  { format, breaking }: DiffOptions,
): Promise<void> {
  if (format === "markdown") {
    await printLine(context, markdown(changes, context));
    return;
  }
  if (format === "github") {
    const placeOf = await placesOf(context, after);
    for (const change of changes) await printLine(context, githubLine(change, placeOf(change), context));
  } else for (const text of textLines(changes, context)) await printLine(context, text);
  if (changes.length === 0) note(context, context.t(breaking === true ? "diff.noBreaking" : "diff.none"));
}

async function run(context: CliContext, pair: Pair, options: DiffOptions & CommonOptions): Promise<ExitCode> {
  const all = await changesOf(context, pair, options);
  const shown = options.breaking === true ? all.filter(({ severity }) => severity === "breaking") : all;
  const counts = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, all.filter((change) => change.severity === severity).length]),
  );
  if (options.json === true || options.format === "json") await printJson(context, { ...counts, changes: shown });
  else await print(context, shown, pair[1], options);
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
