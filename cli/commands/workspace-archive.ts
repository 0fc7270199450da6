/** Commands of whoever runs the installation: a whole workspace out as one archive, and in from one. */

import { resolve } from "node:path";
import { readEnv } from "../../lib/base/env.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson } from "../output.ts";
import { type CommandFrame, type CommonOptions, VERSION } from "../program.ts";
import { progressBar } from "../progress.ts";

interface ExportOptions extends CommonOptions {
  readonly out: string;
  /** False by `--without-events`. */
  readonly withoutEvents?: boolean;
}

interface ImportOptions extends CommonOptions {
  readonly owner?: string;
}

/** Ctrl-C ends the work in order, so that nothing half done stays. The running process hears it by itself. */
async function stoppable<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const interrupted = (): void => stop.abort();
  process.once("SIGINT", interrupted);
  try {
    return await work(stop.signal);
  } finally {
    process.off("SIGINT", interrupted);
  }
}

async function takeOut(context: CliContext, slug: string, options: ExportOptions): Promise<ExitCode> {
  const { operate } = await import("../../lib/store/operate.ts");
  const { exportToFile, withIngest } = await import("../../lib/archive/archive-file.ts");
  const file = resolve(context.io.cwd, options.out);
  const events = options.withoutEvents !== true;
  const input = { slug, file, events };
  const bar = progressBar(context, context.t("workspaceExport.progress"));
  const onProgress = bar.update;
  const done = await operate(
    readEnv(),
    "workspace-export",
    input,
    ({ dataDir }) =>
      stoppable((signal) =>
        withIngest(dataDir.path, () => exportToFile({ ...input, product: VERSION }, { onProgress, signal })),
      ),
    bar.update,
  ).finally(() => bar.end());
  if (options.json === true) await printJson(context, done);
  else note(context, context.t("workspaceExport.done", { workspace: done.workspace, file: done.file }));
  return 0;
}

async function takeIn(context: CliContext, given: string, options: ImportOptions): Promise<ExitCode> {
  const { operate } = await import("../../lib/store/operate.ts");
  const { importFromFile, withIngest } = await import("../../lib/archive/archive-file.ts");
  const env = readEnv();
  const input = {
    file: resolve(context.io.cwd, given),
    ...(options.owner === undefined ? {} : { owner: options.owner }),
  };
  const bar = progressBar(context, context.t("workspaceImport.progress"));
  const onProgress = bar.update;
  const done = await operate(
    env,
    "workspace-import",
    input,
    ({ dataDir }) =>
      stoppable((signal) =>
        withIngest(dataDir.path, () => importFromFile({ ...input, dataDir: dataDir.path }, { onProgress, signal })),
      ),
    bar.update,
  ).finally(() => bar.end());
  if (options.json === true) {
    await printJson(context, done);
    return 0;
  }
  const { format, t } = context;
  note(context, t("workspaceImport.done", { name: done.name, slug: done.slug, projects: format.list(done.projects) }));
  note(context, t("workspaceImport.owners", { owners: format.list(done.owners) }));
  return 0;
}

export function addWorkspaceArchive(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], ExportOptions>(
    "workspace-export",
    t("workspaceExport.about"),
    (command) =>
      command
        .argument("<slug>", t("workspaceExport.slug"))
        .requiredOption("--out <file>", t("workspaceExport.out"))
        .option("--without-events", t("workspaceExport.withoutEvents")),
    ([slug], options) => takeOut(context, slug, options),
  );
  frame.add<[string], ImportOptions>(
    "workspace-import",
    t("workspaceImport.about"),
    (command) =>
      command.argument("<file>", t("workspaceImport.file")).option("--owner <email>", t("workspaceImport.owner")),
    ([file], options) => takeIn(context, file, options),
  );
}
