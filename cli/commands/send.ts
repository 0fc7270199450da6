/** `gabarit send`: events of a file through `/v1/batch`, in order, resumable, each counted once however often it is sent. */

import { Option } from "commander";
import type { CliContext, ExitCode } from "../context.ts";
import { CliFailure } from "../context.ts";
import { note, printJson } from "../output.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { progressBar } from "../progress.ts";
import { batchesOf } from "../send-batches.ts";
import { postBatch } from "../send-post.ts";
import { openSendState } from "../send-state.ts";
import { serverUrl } from "../server-api.ts";

interface SendOptions {
  readonly writeKey: string;
  readonly url?: string;
  readonly batchSize: string;
  readonly state?: string;
  readonly restart?: boolean;
}

function batchSizeOf(context: CliContext, text: string): number {
  const size = Number(text);
  if (Number.isInteger(size) && size >= 1 && size <= 1_000) return size;
  throw new CliFailure(context.t("error.invalidValue", { name: "--batch-size", detail: "1-1000" }));
}

async function run(context: CliContext, path: string, options: SendOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const url = serverUrl(context, options.url);
  const size = batchSizeOf(context, options.batchSize);
  const state = await openSendState(context, path, {
    url,
    writeKey: options.writeKey,
    file: options.state,
    restart: options.restart === true,
  });
  if (state.resumedAt > 0) note(context, t("send.resumed", { line: state.resumedAt }));
  const bar = progressBar(context, t("send.progress"));
  const counts = { sent: 0, batches: 0, skipped: 0 };
  for await (const batch of batchesOf(context, path, { size, after: state.resumedAt })) {
    for (const line of batch.broken) note(context, t("send.broken", { path, line }));
    counts.skipped += batch.broken.length;
    if (batch.messages.length > 0) {
      const outcome = await postBatch(context, { url, writeKey: options.writeKey }, batch.messages);
      counts.batches += 1;
      if (outcome === "taken") counts.sent += batch.messages.length;
      else {
        note(context, t("send.tooLarge", { path, line: batch.firstLine }));
        counts.skipped += 1;
      }
    }
    await state.reached(batch.lastLine);
    bar.update(batch.bytesRead, state.bytes);
  }
  bar.end();
  await state.done();
  if (options.json === true) await printJson(context, { ...counts, resumedAt: state.resumedAt });
  else note(context, t("send.done", counts));
  return counts.skipped > 0 ? 1 : 0;
}

export function addSend(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], SendOptions>(
    "send",
    t("send.about"),
    (command) =>
      command
        .argument("<events>", t("send.events"))
        .requiredOption("--write-key <key>", t("send.writeKey"))
        .option("--url <address>", t("send.url"))
        .addOption(new Option("--batch-size <count>", t("send.batchSize")).default("100"))
        .option("--state <file>", t("send.state"))
        .option("--restart", t("send.restart")),
    ([path], options) => run(context, path, options),
  );
}
