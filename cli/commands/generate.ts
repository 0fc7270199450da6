/** `gabarit generate`: the typed SDKs of a plan, and what else is made of it. */

import { resolve } from "node:path";
import { Option } from "commander";
import { checkGenerated, writeGenerated } from "../../codegen/check.ts";
import { commentText } from "../../codegen/escape.ts";
import { LAYOUTS, type Layout } from "../../codegen/exports/dbt/layout.ts";
import type { GeneratedFiles } from "../../codegen/file.ts";
import { generateChosen, generateEach } from "../../codegen/generate.ts";
import { DATA_TARGETS, TARGETS, type Target, type TargetOptions, uncheckedBy } from "../../codegen/targets.ts";
import type { Language, PublishedPlan } from "../../lib/plan/plan.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { loadPublished } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

type Typescript = TargetOptions["typescript"];

interface GenerateOptions {
  readonly target: readonly (Target | "all")[];
  readonly out: string;
  readonly check?: boolean;
  readonly mode?: NonNullable<Typescript["mode"]>;
  readonly packageName?: string;
  readonly react?: boolean;
  readonly importExtension?: NonNullable<Typescript["importExtension"]>;
  readonly layout?: Layout;
  readonly schema?: string;
}

async function run(
  context: CliContext,
  reference: string,
  options: GenerateOptions & CommonOptions,
): Promise<ExitCode> {
  const { t } = context;
  const published = await loadPublished(context, reference);
  const files = await generated(context, published, options);
  const folder = resolve(context.io.cwd, options.out);
  const differences =
    options.check === true ? await checkGenerated(files, folder) : await writeGenerated(files, folder);
  if (options.json === true) {
    const { plan, version, hash } = published;
    const ingestOnly = targetsOf(options).flatMap((target) => uncheckedBy(target, published));
    await printJson(context, {
      ...{ plan: plan.slug, version, hash, out: options.out, files: files.size },
      ...{ differences, ingestOnly },
    });
  } else if (options.check === true && differences.length > 0) {
    await printLine(context, t("generate.differs", { count: differences.length, path: options.out }));
    for (const { path, state } of differences) await printLine(context, `  ${t(`generate.${state}`)} ${path}`);
  } else if (options.check === true) note(context, t("generate.same", { path: options.out }));
  else {
    note(context, t("generate.done", { count: files.size, changed: differences.length, path: options.out }));
    for (const target of targetsOf(options)) noteUnchecked(context, target, published);
  }
  return options.check === true && differences.length > 0 ? 1 : 0;
}

function targetsOf({ target }: GenerateOptions): readonly Target[] {
  return [...new Set(target.flatMap((one) => (one === "all" ? TARGETS : [one])))];
}

/** One target fills the folder; several have one each in it. */
function generated(
  context: CliContext,
  published: PublishedPlan,
  options: GenerateOptions & CommonOptions,
): Promise<GeneratedFiles> {
  const given = optionsOf(context, options);
  const [first, ...more] = options.target;
  return first === undefined || more.length > 0
    ? generateEach(published, targetsOf(options), given)
    : generateChosen(published, first, given);
}

/** A language that nobody asked for is the plan's own. */
function languageIn({ language }: CliContext, { lang }: CommonOptions): Language | undefined {
  return lang === "en" || lang === "fr" ? lang : language === "fr" ? "fr" : undefined;
}

function optionsOf(context: CliContext, options: GenerateOptions & CommonOptions): Partial<TargetOptions> {
  const { mode, packageName, react, importExtension, layout, schema } = options;
  const language = languageIn(context, options);
  const imports = importExtension === undefined ? {} : { importExtension };
  const spoken = language === undefined ? {} : { language };
  const tables = { ...spoken, ...(schema === undefined ? {} : { schema }) };
  return {
    typescript: {
      ...imports,
      ...(mode === undefined ? {} : { mode }),
      ...(packageName === undefined ? {} : { packageName }),
      ...(react === undefined ? {} : { react }),
    },
    types: { ...imports, ...spoken },
    bigquery: tables,
    clickhouse: tables,
    snowflake: tables,
    dbt: { ...tables, ...(layout === undefined ? {} : { layout }) },
    html: spoken,
    markdown: spoken,
  };
}

/** What the SDK does not check before it sends is never left out in silence. */
function noteUnchecked(context: CliContext, target: Target, published: PublishedPlan): void {
  const unchecked = uncheckedBy(target, published);
  if (unchecked.length === 0) return;
  note(context, context.t("generate.ingestOnly", { count: unchecked.length }));
  for (const { call, name, checks } of unchecked) {
    const of = call === "group" ? `group ${commentText(name)}` : commentText(name);
    note(context, `  ${of}: ${checks.map(commentText).join(", ")}`);
  }
}

/** May be said again; a list with `...` would take the plan's name for one more. */
function repeated(option: Option): Option {
  const checked = option.parseArg;
  return option.argParser((value: string, before: readonly string[] | undefined) => {
    checked?.(value, undefined);
    return [...(before ?? []), value];
  });
}

export function addGenerate(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], GenerateOptions>(
    "generate",
    t("generate.about"),
    (command) =>
      command
        .argument("<plan>", t("common.planOrVersion"))
        .addOption(
          repeated(
            new Option("--target <target>", t("generate.target")).choices([...TARGETS, "all", ...DATA_TARGETS]),
          ).makeOptionMandatory(),
        )
        .requiredOption("--out <folder>", t("generate.out"))
        .option("--check", t("generate.check"))
        .addOption(new Option("--mode <mode>", t("generate.mode")).choices(["source", "package"]))
        .option("--package-name <name>", t("generate.packageName"))
        .option("--react", t("generate.react"))
        .addOption(
          new Option("--import-extension <extension>", t("generate.importExtension")).choices(["none", "js", "ts"]),
        )
        .addOption(new Option("--layout <layout>", t("generate.layout")).choices([...LAYOUTS]))
        .option("--schema <name>", t("generate.schema")),
    ([reference], options) => run(context, reference, options),
  );
}
