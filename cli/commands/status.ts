/** `gabarit status`: which planned events the code of an application calls, and where. */

import { InvalidArgumentError, Option } from "commander";
import type { CliContext, ExitCode } from "../context.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import type { Failure } from "../status/report.ts";

/** Where the places of the last run are kept. */
const STATE_FILE = ".gabarit-status.json";

const FORMATS = ["text", "json", "sarif"] as const;
/** Written out here, so that help costs no reading of code. */
const FAILURES: readonly Failure[] = ["missing", "tests", "deprecated", "stale", "lost", "vendor"];

export interface StatusOptions {
  readonly src?: readonly string[];
  readonly ignore?: readonly string[];
  readonly format: (typeof FORMATS)[number];
  readonly failOn?: readonly Failure[];
  /** `false` by `--no-state`. */
  readonly state: string | false;
  readonly update?: boolean;
  readonly source?: string;
  readonly release?: string;
  readonly project?: string;
}

function collected(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

function failures(value: string): Failure[] {
  return value.split(",").map((name) => {
    const found = FAILURES.find((one) => one === name.trim());
    if (found === undefined) throw new InvalidArgumentError(`Allowed choices are ${FAILURES.join(", ")}.`);
    return found;
  });
}

async function run(context: CliContext, reference: string, options: StatusOptions & CommonOptions): Promise<ExitCode> {
  const { runStatus } = await import("../status/run-status.ts");
  return runStatus(context, reference, options);
}

export function addStatus(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], StatusOptions>(
    "status",
    t("status.about"),
    (command) =>
      command
        .argument("<plan>", t("common.planOrVersion"))
        .addOption(new Option("--src <folder>", t("status.src")).argParser(collected))
        .addOption(new Option("--ignore <pattern>", t("status.ignore")).argParser(collected))
        .addOption(new Option("--format <format>", t("status.format")).choices([...FORMATS]).default("text"))
        .addOption(
          new Option("--fail-on <names>", `${t("status.failOn")} (${FAILURES.join(", ")})`).argParser(failures),
        )
        .option("--state <file>", t("status.stateFile"), STATE_FILE)
        .option("--no-state", t("status.noState"))
        .option("--update", t("status.update"))
        .option("--source <slug>", t("status.source"))
        .option("--release <name>", t("status.release"))
        .option("--project <slug>", t("status.project")),
    ([reference], options) => run(context, reference, options),
  );
}
