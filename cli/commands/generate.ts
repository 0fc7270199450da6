/** `gabarit generate`: the typed SDK of a plan. */

import { resolve } from "node:path";
import { Option } from "commander";
import { checkGenerated, writeGenerated } from "../../codegen/check.ts";
import { commentText } from "../../codegen/escape.ts";
import type { GeneratedFiles } from "../../codegen/file.ts";
import { generate, generateAll } from "../../codegen/generate.ts";
import { TARGETS, type Target, type TargetOptions, uncheckedBy } from "../../codegen/targets.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { loadPublished } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

type Typescript = TargetOptions["typescript"];

interface GenerateOptions {
  readonly target: Target | "all";
  readonly out: string;
  readonly check?: boolean;
  readonly mode?: NonNullable<Typescript["mode"]>;
  readonly packageName?: string;
  readonly react?: boolean;
  readonly importExtension?: NonNullable<Typescript["importExtension"]>;
}

async function run(
  context: CliContext,
  reference: string,
  options: GenerateOptions & CommonOptions,
): Promise<ExitCode> {
  const { t } = context;
  const published = await loadPublished(context, reference);
  const files = await generated(published, options);
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
  return target === "all" ? TARGETS : [target];
}

function generated(published: PublishedPlan, options: GenerateOptions): Promise<GeneratedFiles> {
  const { target, mode, packageName, react, importExtension } = options;
  const typescript: Typescript = {
    ...(mode === undefined ? {} : { mode }),
    ...(packageName === undefined ? {} : { packageName }),
    ...(react === undefined ? {} : { react }),
    ...(importExtension === undefined ? {} : { importExtension }),
  };
  if (target === "all") return generateAll(published, { typescript });
  return generate(published, target === "typescript" ? { target, ...typescript } : { target });
}

/** What the SDK does not check before it sends is never left out in silence. */
function noteUnchecked(context: CliContext, target: Target, published: PublishedPlan): void {
  const unchecked = uncheckedBy(target, published);
  if (unchecked.length === 0) return;
  note(context, context.t("generate.ingestOnly", { count: unchecked.length }));
  for (const { name, checks } of unchecked)
    note(context, `  ${commentText(name)}: ${checks.map(commentText).join(", ")}`);
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
          new Option("--target <target>", t("generate.target")).choices([...TARGETS, "all"]).makeOptionMandatory(),
        )
        .requiredOption("--out <folder>", t("generate.out"))
        .option("--check", t("generate.check"))
        .addOption(new Option("--mode <mode>", t("generate.mode")).choices(["source", "package"]))
        .option("--package-name <name>", t("generate.packageName"))
        .option("--react", t("generate.react"))
        .addOption(
          new Option("--import-extension <extension>", t("generate.importExtension")).choices(["none", "js", "ts"]),
        ),
    ([reference], options) => run(context, reference, options),
  );
}
