/** `gabarit diff`: what changes between two plans, as senders of events and callers of code see it. */

import { type WitnessedChange, withWitnesses, witnessSides } from "../../lib/backtest/witness-judge.ts";
import { diffPlans } from "../../lib/plan/diff.ts";
import { SEVERITIES } from "../../lib/plan/diff-table.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { loadPlan } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

interface DiffOptions {
  readonly breaking?: boolean;
}

function changeLine(change: WitnessedChange, { language }: CliContext): string {
  const property = change.propertyName === undefined ? "" : `.${change.propertyName}`;
  return `  ${change.objectName}${property}: ${change[language]}`;
}

/** The payload that breaks, on one line that can be copied; or why there is none. */
function witnessLines({ witness }: WitnessedChange, { language, t }: CliContext): string[] {
  if (witness === undefined) return [];
  if (witness.outcome !== "payload") return [`    ${witness[language]}`];
  const { path, keyword, code } = witness.breaks;
  const source = witness.source === undefined ? "" : ` (${witness.source})`;
  return [
    `    ${t("diff.witness", { call: JSON.stringify(witness.call) })}${source}`,
    `    ${t("diff.witnessAt", { path: path === "" ? "/" : path, what: keyword ?? code })}`,
  ];
}

async function run(
  context: CliContext,
  [before, after]: readonly [string, string],
  options: DiffOptions & CommonOptions,
): Promise<ExitCode> {
  const { t } = context;
  const [old, next] = [await loadPlan(context, before), await loadPlan(context, after)];
  const all = await withWitnesses(diffPlans(old, next), witnessSides(old, next));
  const shown = options.breaking === true ? all.filter(({ severity }) => severity === "breaking") : all;
  const counts = Object.fromEntries(
    SEVERITIES.map((severity) => [severity, all.filter((change) => change.severity === severity).length]),
  );
  if (options.json === true) await printJson(context, { ...counts, changes: shown });
  else {
    for (const severity of SEVERITIES) {
      const group = shown.filter((change) => change.severity === severity);
      if (group.length === 0) continue;
      await printLine(context, t(`diff.${severity}`, { count: group.length }));
      for (const change of group) {
        for (const line of [changeLine(change, context), ...witnessLines(change, context)])
          await printLine(context, line);
      }
    }
    if (shown.length === 0) note(context, t(options.breaking === true ? "diff.noBreaking" : "diff.none"));
  }
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
        .option("--breaking", t("diff.onlyBreaking")),
    (args, options) => run(context, args, options),
  );
}
