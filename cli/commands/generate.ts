/** `gabarit generate`: the typed SDK of a plan. */

import { resolve } from "node:path";
import { Option } from "commander";
import { checkGenerated, writeGenerated } from "../../codegen/check.ts";
import { commentText } from "../../codegen/escape.ts";
import { generate } from "../../codegen/generate.ts";
import { TARGETS, type Target, type TargetOptions, uncheckedBy } from "../../codegen/targets.ts";
import type { PublishedPlan } from "../../lib/plan/plan.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { loadPublished } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

interface GenerateOptions {
  readonly target: Target;
  readonly out: string;
  readonly check?: boolean;
  readonly importExtension?: NonNullable<TargetOptions["typescript"]["importExtension"]>;
}

async function run(
  context: CliContext,
  reference: string,
  options: GenerateOptions & CommonOptions,
): Promise<ExitCode> {
  const { t } = context;
  const published = await loadPublished(context, reference);
  const { importExtension } = options;
  const files = await generate(published, {
    target: options.target,
    ...(importExtension === undefined ? {} : { importExtension }),
  });
  const folder = resolve(context.io.cwd, options.out);
  const differences =
    options.check === true ? await checkGenerated(files, folder) : await writeGenerated(files, folder);
  if (options.json === true) {
    const { plan, version, hash } = published;
    const ingestOnly = uncheckedBy(options.target, published);
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
    noteUnchecked(context, options.target, published);
  }
  return options.check === true && differences.length > 0 ? 1 : 0;
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
        .addOption(new Option("--target <target>", t("generate.target")).choices([...TARGETS]).makeOptionMandatory())
        .requiredOption("--out <folder>", t("generate.out"))
        .option("--check", t("generate.check"))
        .addOption(
          new Option("--import-extension <extension>", t("generate.importExtension")).choices(["none", "js", "ts"]),
        ),
    ([reference], options) => run(context, reference, options),
  );
}
