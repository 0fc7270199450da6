/** `gabarit publish`: a branch of the server, or a plan file, as the next version. */

import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson } from "../output.ts";
import { parseReference, readFilePlan } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { importToBranch, publishBranch } from "../server-api.ts";

interface PublishOptions {
  readonly message: string;
  readonly project?: string;
}

const MAIN = "main";

async function run(context: CliContext, text: string, options: PublishOptions & CommonOptions): Promise<ExitCode> {
  const reference = parseReference(context, text);
  let slug: string;
  let branch = MAIN;
  if ("file" in reference) {
    const { plan: read, derivedIdentifiers = [] } = await readFilePlan(context, reference.file);
    slug = options.project ?? read.slug;
    const plan = { ...read, slug };
    await importToBranch(context, { slug, branch, plan, derivedIdentifiers, remove: true, clear: true });
  } else {
    slug = reference.slug;
    branch = reference.at ?? MAIN;
  }
  const published = await publishBranch(context, slug, branch, options.message);
  if (options.json === true) await printJson(context, { plan: slug, version: published.version, hash: published.hash });
  else
    note(context, context.t("publish.done", { slug, version: published.version, hash: published.hash.slice(0, 12) }));
  return 0;
}

export function addPublish(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], PublishOptions>(
    "publish",
    t("publish.about"),
    (command) =>
      command
        .argument("<plan>", t("publish.plan"))
        .requiredOption("-m, --message <notes>", t("publish.message"))
        .option("--project <slug>", t("publish.project")),
    ([text], options) => run(context, text, options),
  );
}
