/** `gabarit export`: a plan in another format, with the report of what that format cannot carry. */

import { Option } from "commander";
import { writePlan } from "../../lib/format/detect.ts";
import { FORMAT_NAMES, type FormatName } from "../../lib/format/format.ts";
import type { Language, Plan } from "../../lib/plan/plan.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { lossLines, note, planFileOptions, printJson, readTextIfThere, writeOutput, writeReport } from "../output.ts";
import { folderAt } from "../plan-folder.ts";
import { loadPlan } from "../plan-source.ts";
import { readTarget, writeTarget } from "../plan-target.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

const FOLDER = "folder";

interface ExportOptions {
  readonly to: FormatName | typeof FOLDER;
  readonly out?: string;
  readonly report?: string;
  readonly since?: string;
  readonly headers?: Language;
}

/** A file for each object: nothing is lost, and there is nothing to print. */
async function exportFolder(
  context: CliContext,
  plan: Plan,
  { out, report, json }: ExportOptions & CommonOptions,
): Promise<ExitCode> {
  if (out === undefined) throw new CliFailure(context.t("export.folderNeedsOut"));
  const path = `${out.replace(/[\\/]+$/, "")}/`;
  if (folderAt(context, path) === undefined) throw new CliFailure(context.t("folder.isFile", { path: out }));
  await writeTarget(context, path, plan, await readTarget(context, path, "import.brokenTarget"));
  const told = { format: FOLDER, slug: plan.slug, loss: [] };
  await writeReport(context, report, told);
  if (json === true) await printJson(context, { ...told, folder: out });
  else note(context, context.t("common.written", { path }));
  return 0;
}

async function run(context: CliContext, reference: string, options: ExportOptions & CommonOptions): Promise<ExitCode> {
  const { io, t } = context;
  const plan = await loadPlan(context, reference);
  if (options.to === FOLDER) return exportFolder(context, plan, options);
  const before = options.since === undefined ? undefined : await loadPlan(context, options.since);
  const keeps = options.to === "plan-file" && options.out !== undefined;
  const previous = keeps ? await readTextIfThere(context, options.out ?? "") : undefined;
  const { files, loss } = await writePlan(plan, options.to, {
    ...(before === undefined ? {} : { before }),
    ...planFileOptions(context, previous),
    ...(options.headers === undefined ? {} : { language: options.headers }),
  });
  const [file] = files;
  if (file === undefined) return 2;
  await writeReport(context, options.report, { format: options.to, slug: plan.slug, loss });
  if (options.out === undefined && options.json !== true) {
    if (options.to === "xlsx" && io.stdoutIsTerminal) throw new CliFailure(t("export.binary"));
    await io.stdout(file.content);
  } else if (options.out !== undefined) await writeOutput(context, options.out, file.content);
  if (options.json === true) {
    const content =
      options.out === undefined && options.to !== "xlsx" ? { content: new TextDecoder().decode(file.content) } : {};
    await printJson(context, {
      format: options.to,
      file: options.out ?? file.name,
      bytes: file.content.length,
      loss,
      ...content,
    });
    return 0;
  }
  for (const line of lossLines(loss, context)) note(context, line);
  if (options.out !== undefined) note(context, t("common.written", { path: options.out }));
  return 0;
}

export function addExport(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], ExportOptions>(
    "export",
    t("export.about"),
    (command) =>
      command
        .argument("<plan>", t("common.plan"))
        .addOption(new Option("--to <format>", t("export.to")).choices([...FORMAT_NAMES, FOLDER]).makeOptionMandatory())
        .option("--out <file>", t("export.out"))
        .option("--report <file>", t("common.report"))
        .option("--since <plan>", t("export.since"))
        .addOption(new Option("--headers <language>", t("export.headers")).choices(["en", "fr"])),
    ([reference], options) => run(context, reference, options),
  );
}
