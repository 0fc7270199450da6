/**
 * Commands of whoever runs the installation, on its own machine: backup, restore, password reset. The stores' drivers are
 * loaded when one of them runs, so that every other command starts without.
 */

import { readEnv } from "../../lib/base/env.ts";
import type { BackupManifest } from "../../lib/store/backup-manifest.ts";
import type { CliContext, ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";

async function tell(context: CliContext, manifest: BackupManifest, sentence: string, json: boolean): Promise<ExitCode> {
  if (json) await printJson(context, manifest);
  else note(context, sentence);
  return 0;
}

interface ResetLink {
  readonly url: string;
  readonly expiresAt: string;
}

async function reset(context: CliContext, email: string, options: CommonOptions): Promise<ExitCode> {
  const env = readEnv();
  const { operate } = await import("../../lib/store/operate.ts");
  const { resetPassword } = await import("../../lib/access/one-time-link.ts");
  const link = await operate<ResetLink>(env, "reset-password", { email }, async () => {
    const made = await resetPassword(email);
    return { url: `${env.publicUrl}${made.path}`, expiresAt: made.expiresAt.toISOString() };
  });
  if (options.json === true) {
    await printJson(context, link);
    return 0;
  }
  const until = context.format.dateTime(new Date(link.expiresAt), { dateStyle: "long", timeStyle: "short" });
  note(context, context.t("reset.done", { until }));
  await printLine(context, link.url);
  return 0;
}

async function backUp(context: CliContext, folder: string, options: CommonOptions): Promise<ExitCode> {
  const { backUpInstallation } = await import("../../lib/store/operate.ts");
  const manifest = await backUpInstallation(readEnv(), folder);
  return tell(context, manifest, context.t("backup.done", { folder }), options.json === true);
}

async function restoreFrom(context: CliContext, folder: string, options: CommonOptions): Promise<ExitCode> {
  const { restore } = await import("../../lib/store/restore.ts");
  const manifest = await restore(readEnv(), folder);
  return tell(context, manifest, context.t("restore.done", { folder }), options.json === true);
}

export function addOperator(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], object>(
    "backup",
    t("backup.about"),
    (command) => command.argument("<folder>", t("backup.folder")),
    ([folder], options) => backUp(context, folder, options),
  );
  frame.add<[string], object>(
    "restore",
    t("restore.about"),
    (command) => command.argument("<folder>", t("restore.folder")),
    ([folder], options) => restoreFrom(context, folder, options),
  );
  frame.add<[string], object>(
    "reset-password",
    t("reset.about"),
    (command) => command.argument("<email>", t("reset.email")),
    ([email], options) => reset(context, email, options),
  );
}
