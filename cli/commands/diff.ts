/** `gabarit diff`: what changes between two plans, as senders of events and callers of code see it. */

import { type Change, diffPlans } from "../../lib/plan/diff.ts";
import { SEVERITIES } from "../../lib/plan/diff-table.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { loadPlan } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

interface DiffOptions {
  readonly breaking?: boolean;
}

function changeLine(change: Change, { language }: CliContext): string {
  const property = change.propertyName === undefined ? "" : `.${change.propertyName}`;
  return `  ${change.objectName}${property}: ${change[language]}`;
}

async function run(
  context: CliContext,
  [before, after]: readonly [string, string],
  options: DiffOptions & CommonOptions,
): Promise<ExitCode> {
  const { t } = context;
  const all = diffPlans(await loadPlan(context, before), await loadPlan(context, after));
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
      for (const change of group) await printLine(context, changeLine(change, context));
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
