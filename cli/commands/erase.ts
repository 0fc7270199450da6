/** `gabarit erase`: a person of the product is erased on the server that received them. */

import { setTimeout as sleep } from "node:timers/promises";
import { translator } from "../../lib/i18n/translator.ts";
import type { Erasure } from "../../lib/privacy/erasure.ts";
import { confirmed } from "../confirm.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { progressBar } from "../progress.ts";
import { type ErasureAsked, fetchErasure, previewErasure, startErasure } from "../server-api.ts";

interface EraseOptions {
  readonly user?: string;
  readonly anonymous?: string;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly yes?: boolean;
}

const FOLLOW_MS = 500;

function askedOf({ language }: CliContext, { user, anonymous }: EraseOptions): ErasureAsked {
  if (user !== undefined && anonymous === undefined) return { userId: user };
  if (anonymous !== undefined && user === undefined) return { anonymousId: anonymous };
  throw new CliFailure(translator(language, "privacy")("cli.one"));
}

/** Until nothing can be read any more; until nothing is on disk, where that is waited for. */
async function finished(context: CliContext, slug: string, started: Erasure, wait: boolean): Promise<Erasure> {
  const bar = progressBar(context, translator(context.language, "privacy")("cli.erasing"));
  try {
    for (let erasure = started; ; erasure = await fetchErasure(context, slug, started.id)) {
      bar.update(erasure.cleared, erasure.places);
      if (erasure.state === "done" || (erasure.state === "clearing" && !wait)) return erasure;
      await sleep(FOLLOW_MS);
    }
  } finally {
    bar.end();
  }
}

async function run(context: CliContext, slug: string, options: EraseOptions & CommonOptions): Promise<ExitCode> {
  const t = translator(context.language, "privacy");
  const asked = askedOf(context, options);
  const preview = await previewErasure(context, slug, asked);
  const size = t("cli.preview", { events: preview.events, ids: preview.users + preview.anonymous });
  if (options.dryRun === true) {
    if (options.json === true) await printJson(context, preview);
    else await printLine(context, size);
    return 0;
  }
  if (options.yes !== true) {
    note(context, size);
    if (!(await confirmed(context, t("cli.sure")))) throw new CliFailure(t("cli.needsYes"));
  }
  const receipt = await finished(context, slug, await startErasure(context, slug, asked), options.wait === true);
  if (options.json === true) {
    await printJson(context, receipt);
    return 0;
  }
  await printLine(context, t("cli.receipt", { id: receipt.id }));
  for (const { place, count } of receipt.removed)
    if (count > 0) await printLine(context, `  ${t("cli.removed", { place: t(`place.${place}`), count })}`);
  if (receipt.state === "clearing") note(context, t("cli.clearing"));
  return 0;
}

export function addErase(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], EraseOptions>(
    "erase",
    t("erase.about"),
    (command) =>
      command
        .argument("<plan>", t("erase.plan"))
        .option("--user <id>", t("erase.user"))
        .option("--anonymous <id>", t("erase.anonymous"))
        .option("--dry-run", t("erase.dryRun"))
        .option("--wait", t("erase.wait"))
        .option("--yes", t("erase.yes")),
    ([slug], options) => run(context, slug, options),
  );
}
