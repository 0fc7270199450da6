/** `gabarit schema`: the JSON Schemas of a plan, one per event and a bundle. The only command that writes JSON Schema. */

import { bundleSchemas, eventSchemaFile, writeJsonSchemaBundle } from "../../lib/format/json-schema-bundle/write.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson } from "../output.ts";
import { loadPlan } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { writeInside } from "../write-inside.ts";

interface SchemaOptions {
  readonly out?: string;
  readonly source?: string;
}

const BUNDLE = "bundle.schema.json";

/** Files by path under the output folder. */
function schemaFiles(plan: Plan, source: string | undefined): Map<string, string> {
  const events = plan.events.map((event): [string, string] => [
    `events/${event.identifier}.schema.json`,
    `${JSON.stringify(eventSchemaFile(plan, event, source), undefined, 2)}\n`,
  ]);
  return new Map([[BUNDLE, writeJsonSchemaBundle(plan, source)], ...events]);
}

async function run(context: CliContext, reference: string, options: SchemaOptions & CommonOptions): Promise<ExitCode> {
  const { io, t } = context;
  const plan = await loadPlan(context, reference);
  if (options.out === undefined) {
    if (options.json === true) await printJson(context, bundleSchemas(plan, options.source));
    else await io.stdout(writeJsonSchemaBundle(plan, options.source));
    return 0;
  }
  const changed = await writeInside(context, options.out, schemaFiles(plan, options.source), (path) =>
    path.endsWith(".schema.json"),
  );
  if (options.json === true) await printJson(context, { out: options.out, ...changed });
  else
    note(
      context,
      t("common.files", { written: changed.written.length, removed: changed.removed.length, path: options.out }),
    );
  return 0;
}

export function addSchema(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], SchemaOptions>(
    "schema",
    t("schema.about"),
    (command) =>
      command
        .argument("<plan>", t("common.plan"))
        .option("--out <folder>", t("schema.out"))
        .option("--source <slug>", t("schema.source")),
    ([reference], options) => run(context, reference, options),
  );
}
