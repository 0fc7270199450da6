/** `gabarit export`: a plan in another format, with the report of what that format cannot carry; or a document made of it. */

import { Option } from "commander";
import { writePlan } from "../../lib/format/detect.ts";
import { FORMAT_NAMES, type FormatName } from "../../lib/format/format.ts";
import type { Language, Plan } from "../../lib/plan/plan.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { lossLines, note, planFileOptions, printJson, readTextIfThere, writeOutput, writeReport } from "../output.ts";
import {
  DOCUMENT_KINDS,
  DOCUMENT_NAMES,
  type DocumentKind,
  type DocumentName,
  isDocument,
  writePlanDocument,
} from "../plan-document.ts";
import { folderAt } from "../plan-folder.ts";
import { loadPlan, loadPrevious } from "../plan-source.ts";
import { readTarget, writeTarget } from "../plan-target.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

const FOLDER = "folder";
const TARGETS = [...FORMAT_NAMES, FOLDER, ...DOCUMENT_NAMES];

interface ExportOptions {
  readonly to: FormatName | typeof FOLDER | DocumentName;
  readonly as?: DocumentKind;
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

interface Made {
  readonly name: string;
  readonly content: Uint8Array;
  readonly isText: boolean;
}

/** To the file asked for, else to standard output; for programs with `told` around it. */
async function deliver(
  context: CliContext,
  { to, out, json }: ExportOptions & CommonOptions,
  { name, content, isText }: Made,
  told: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { io, t } = context;
  if (out !== undefined) await writeOutput(context, out, content);
  if (json === true) {
    const inline = out === undefined && isText ? { content: new TextDecoder().decode(content) } : {};
    await printJson(context, { format: to, file: out ?? name, bytes: content.length, ...told, ...inline });
  } else if (out === undefined) {
    if (!isText && io.stdoutIsTerminal) throw new CliFailure(t("export.binary"));
    await io.stdout(content);
  }
}

/** The register or the notice: nothing of the plan is to be read back from it. */
async function exportDocument(
  context: CliContext,
  reference: string,
  options: ExportOptions & CommonOptions & { readonly to: DocumentName },
): Promise<ExitCode> {
  const { to, as, out, headers: language = context.language } = options;
  const { plan, file, missing } = await writePlanDocument(context, reference, { to, as, out, language });
  await writeReport(context, options.report, { format: to, slug: plan.slug, missing });
  await deliver(context, options, file, { missing });
  if (options.json === true) return 0;
  if (missing.length > 0) note(context, context.t("export.missing", { count: missing.length }));
  for (const { text } of missing) note(context, `  ${text}`);
  if (out !== undefined) note(context, context.t("common.written", { path: out }));
  return 0;
}

/** The plan whose changes since a workbook lists; undefined for a file of which nothing earlier is known. */
async function changesSince(
  context: CliContext,
  reference: string,
  { to, since }: ExportOptions,
): Promise<Plan | undefined> {
  if (since !== undefined) return loadPlan(context, since);
  return to === "xlsx" ? loadPrevious(context, reference) : undefined;
}

async function exportPlan(
  context: CliContext,
  reference: string,
  options: ExportOptions & CommonOptions & { readonly to: FormatName },
): Promise<ExitCode> {
  const plan = await loadPlan(context, reference);
  const before = await changesSince(context, reference, options);
  const keeps = options.to === "plan-file" && options.out !== undefined;
  const previous = keeps ? await readTextIfThere(context, options.out ?? "") : undefined;
  // English is what nobody asked for: the plan's own first language says more then.
  const language = options.headers ?? (context.language === "fr" ? "fr" : undefined);
  const { files, loss } = await writePlan(plan, options.to, {
    ...(before === undefined ? {} : { before }),
    ...planFileOptions(context, previous),
    ...(language === undefined ? {} : { language }),
  });
  const [file] = files;
  if (file === undefined) return 2;
  await writeReport(context, options.report, { format: options.to, slug: plan.slug, loss });
  await deliver(context, options, { ...file, isText: options.to !== "xlsx" }, { loss });
  if (options.json === true) return 0;
  for (const line of lossLines(loss, context)) note(context, line);
  if (options.out !== undefined) note(context, context.t("common.written", { path: options.out }));
  return 0;
}

async function run(context: CliContext, reference: string, options: ExportOptions & CommonOptions): Promise<ExitCode> {
  const { to, as } = options;
  if (isDocument(to)) return exportDocument(context, reference, { ...options, to });
  if (as !== undefined) throw new CliFailure(context.t("export.asNeeds"));
  if (to === FOLDER) return exportFolder(context, await loadPlan(context, reference), options);
  return exportPlan(context, reference, { ...options, to });
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
        .addOption(new Option("--to <format>", t("export.to")).choices(TARGETS).makeOptionMandatory())
        .addOption(new Option("--as <kind>", t("export.as")).choices(DOCUMENT_KINDS))
        .option("--out <file>", t("export.out"))
        .option("--report <file>", t("common.report"))
        .option("--since <plan>", t("export.since"))
        .addOption(new Option("--headers <language>", t("export.headers")).choices(["en", "fr"])),
    ([reference], options) => run(context, reference, options),
  );
}
