/** `gabarit import`: a plan in a format of others, to a plan file or to a branch on the server. */

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { Option } from "commander";
import { readPlan } from "../../lib/format/detect.ts";
import {
  FORMAT_NAMES,
  type FormatName,
  type InputFile,
  type ReadResult,
  type ReadSuccess,
} from "../../lib/format/format.ts";
import { writePlanFile } from "../../lib/format/plan-file/write.ts";
import { readCsv } from "../../lib/format/spreadsheet/csv.ts";
import { type SpreadsheetMapping, spreadsheetMappingSchema } from "../../lib/format/spreadsheet/mapping.ts";
import { previewSpreadsheet, UNMAPPED } from "../../lib/format/spreadsheet/read.ts";
import { readXlsx } from "../../lib/format/spreadsheet/xlsx.ts";
import { planWithImport } from "../../lib/plan/edit-import.ts";
import type { Language, Plan } from "../../lib/plan/plan.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { importTemplate } from "../import-template.ts";
import { parseLine } from "../lines.ts";
import {
  errorLine,
  findingLines,
  lossLines,
  note,
  planFileOptions,
  printJson,
  printLine,
  readInput,
  readTextIfThere,
  writeReport,
} from "../output.ts";
import { folderAt } from "../plan-folder.ts";
import { readFilePlan } from "../plan-source.ts";
import { readTarget, writeTarget } from "../plan-target.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { importToBranch } from "../server-api.ts";

interface ImportOptions {
  readonly from?: FormatName;
  readonly out?: string;
  readonly plan?: string;
  readonly branch: string;
  readonly report?: string;
  readonly slug?: string;
  readonly texts?: Language;
  readonly mapping?: string;
  readonly skipBadRows?: boolean;
  readonly remove?: boolean;
  readonly template?: string;
  readonly sample?: string;
}

async function mappingFrom(context: CliContext, path: string | undefined): Promise<{ mapping?: SpreadsheetMapping }> {
  if (path === undefined) return {};
  const text = await readTextIfThere(context, path);
  if (text === undefined) throw new CliFailure(context.t("error.noFile", { path }));
  const parsed = spreadsheetMappingSchema.safeParse(parseLine(text)?.value);
  if (!parsed.success) throw new CliFailure(context.t("import.badMapping", { path }));
  return { mapping: parsed.data };
}

/** Where a spreadsheet only lacks the meaning of its columns: a mapping of them to begin with, its first as the event. */
async function mappingLines(
  { t }: CliContext,
  files: readonly InputFile[],
  result: Exclude<ReadResult, ReadSuccess>,
): Promise<readonly string[]> {
  if (!result.errors.every(({ code }) => code === UNMAPPED)) return [];
  const { sheets } = await previewSpreadsheet(files, result.format === "xlsx" ? readXlsx : readCsv);
  const columns = new Map(sheets.flatMap(({ mapping }) => Object.entries(mapping.columns)));
  const first = [...columns].find(([, id]) => id === "ignore");
  if (first !== undefined) columns.set(first[0], "event");
  return [t("import.mapThem"), JSON.stringify({ columns: Object.fromEntries(columns) }, undefined, 2)];
}

/** A folder of plan files is read alone, as a plan file is. */
async function readFolderAlone(context: CliContext, path: string, { slug }: ImportOptions): Promise<ReadSuccess> {
  const { plan, derivedIdentifiers = [] } = await readFilePlan(context, path);
  const named = { ...plan, slug: slug ?? plan.slug };
  return { ok: true, format: "plan-file", plan: named, findings: [], loss: [], derivedIdentifiers };
}

async function read(context: CliContext, paths: readonly string[], options: ImportOptions): Promise<ReadSuccess> {
  const [first, ...others] = paths;
  if (first !== undefined && first !== "-" && others.length === 0 && folderAt(context, first) !== undefined)
    return readFolderAlone(context, first, options);
  const files = await Promise.all(paths.map((path) => readInput(context, path)));
  const result = await readPlan(files, {
    ...(options.from === undefined ? {} : { format: options.from }),
    ...(options.slug === undefined ? {} : { slug: options.slug }),
    ...(options.texts === undefined ? {} : { language: options.texts }),
    ...(options.skipBadRows === true ? { skipBadRows: true } : {}),
    ...(await mappingFrom(context, options.mapping)),
  });
  if (result.ok) return result;
  const lines = result.errors.map((error) => errorLine(error, context));
  const details = [...lines, ...(await mappingLines(context, files, result))];
  throw new CliFailure(context.t("import.refused", { count: lines.length }), details, { errors: result.errors });
}

/** A plan file says everything, so its blanks clear; other files leave alone what they have no place for. */
function overlayOf({ format, carried, derivedIdentifiers }: ReadSuccess, { remove = false }: ImportOptions) {
  const said = { ...(carried && { carried }), ...(derivedIdentifiers && { derivedIdentifiers }) };
  return { remove, clear: format === "plan-file", ...said };
}

/** Over a plan file or folder that exists: laid over it as over a branch; its comments stay. */
async function writeFile(
  context: CliContext,
  path: string,
  result: ReadSuccess,
  options: ImportOptions,
): Promise<Plan> {
  const existing = await readTarget(context, path, "import.brokenTarget");
  const { plan } = result;
  const slug = options.slug ?? existing?.plan.slug ?? plan.slug;
  const merged =
    existing === undefined ? plan : { ...planWithImport(existing.plan, plan, overlayOf(result, options)), slug };
  await writeTarget(context, path, merged, existing);
  return merged;
}

function summary({ plan, format }: ReadSuccess) {
  const properties = plan.events.reduce((sum, event) => sum + event.properties.length, 0);
  return {
    format,
    slug: plan.slug,
    events: plan.events.length,
    properties,
    userProperties: plan.userProperties.length,
  };
}

async function tell(context: CliContext, result: ReadSuccess, target: string | undefined): Promise<void> {
  const { t } = context;
  note(context, t("import.read", summary(result)));
  if (result.findings.length > 0) {
    note(context, t("import.findings", { count: result.findings.length }));
    for (const line of findingLines(result.findings, context)) note(context, line);
  }
  for (const line of lossLines(result.loss, context)) note(context, line);
  if (target !== undefined) note(context, t("common.written", { path: target }));
}

async function importToServer(
  context: CliContext,
  result: ReadSuccess,
  slug: string,
  options: ImportOptions & CommonOptions,
): Promise<ExitCode> {
  const { findings, loss } = result;
  const { branch, json } = options;
  const plan = { ...result.plan, slug };
  const outcome = await importToBranch(context, { slug, branch, plan, ...overlayOf(result, options) });
  if (json === true) await printJson(context, { ...summary(result), findings, loss, ...outcome });
  else {
    await tell(context, result, undefined);
    for (const problem of outcome.problems) note(context, `  ${problem.path} ${problem[context.language]}`);
    note(context, context.t("import.changed", { count: outcome.changes.length, target: `${slug}@${branch}` }));
  }
  return 0;
}

async function run(
  context: CliContext,
  paths: readonly string[],
  options: ImportOptions & CommonOptions,
): Promise<ExitCode> {
  if (options.out !== undefined && options.plan !== undefined) throw new CliFailure(context.t("import.oneTarget"));
  const { template } = options;
  if ((template === undefined) === (paths.length === 0)) throw new CliFailure(context.t("import.oneInput"));
  if (template !== undefined) return importTemplate(context, { ...options, template });
  if (options.sample !== undefined) throw new CliFailure(context.t("import.oneInput"));
  const inputs = paths.filter((path) => path !== "-");
  const absent = inputs.find((path) => !existsSync(resolve(context.io.cwd, path)));
  if (absent !== undefined) throw new CliFailure(context.t("error.noFile", { path: absent }));
  const result = await read(context, paths, options);
  const { findings, loss } = result;
  await writeReport(context, options.report, { ...summary(result), findings, loss });
  if (options.plan !== undefined) return importToServer(context, result, options.plan, options);
  const plan = options.out === undefined ? result.plan : await writeFile(context, options.out, result, options);
  if (options.json === true)
    await printJson(context, { ...summary(result), findings, loss, ...(options.out === undefined ? { plan } : {}) });
  else {
    if (options.out === undefined) await printLine(context, writePlanFile(plan, planFileOptions(context)).trimEnd());
    await tell(context, result, options.out);
  }
  return 0;
}

export function addImport(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string[]], ImportOptions>(
    "import",
    t("import.about"),
    (command) =>
      command
        .argument("[files...]", t("import.files"))
        .option("--template <name>", t("import.template"))
        .option("--sample <file>", t("import.sample"))
        .addOption(new Option("--from <format>", t("import.from")).choices([...FORMAT_NAMES]))
        .option("--out <file>", t("import.out"))
        .option("--plan <slug>", t("import.plan"))
        .option("--branch <name>", t("import.branch"), "main")
        .option("--remove", t("import.remove"))
        .option("--report <file>", t("common.report"))
        .option("--slug <slug>", t("import.slug"))
        .addOption(new Option("--texts <language>", t("import.texts")).choices(["en", "fr"]))
        .option("--mapping <file>", t("import.mapping"))
        .option("--skip-bad-rows", t("import.skipBadRows")),
    ([paths], options) => run(context, paths, options),
  );
}
