/** `gabarit replay`: received events judged again under a plan version, on the server that holds them. */

import { setTimeout as sleep } from "node:timers/promises";
import { Option } from "commander";
import type { ReplayWithResult } from "../../lib/ingest/replay.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { isVersion, parseReference } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { progressBar } from "../progress.ts";
import { cancelReplay, fetchReplay, type ReplayBody, startReplay } from "../replay-api.ts";

interface ReplayOptions {
  readonly source?: string;
  readonly environment?: string;
  readonly event?: string;
  readonly from?: string;
  readonly to?: string;
  readonly only?: "held" | "analysis";
  readonly violation?: string;
  readonly apply?: boolean;
}

const FOLLOW_MS = 500;
/** Rows printed for people; JSON has them all. */
const SHOWN = 20;

/** A day, which begins in UTC, or an instant with its offset. */
const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

function instantOf({ t }: CliContext, text: string): string {
  if (!TIME.test(text) || Number.isNaN(Date.parse(text))) throw new CliFailure(t("replay.badTime", { text }));
  return new Date(text).toISOString();
}

function judgeOf(at: string | undefined): Pick<ReplayBody, "planVersion" | "branch"> {
  if (at === undefined || at === "latest") return {};
  return isVersion(at) ? { planVersion: Number(at) } : { branch: at };
}

function bodyOf(context: CliContext, at: string | undefined, options: ReplayOptions): ReplayBody {
  const { from, to, only, violation, apply = false, source, environment, event } = options;
  return {
    apply,
    ...judgeOf(at),
    ...(from === undefined ? {} : { from: instantOf(context, from) }),
    ...(to === undefined ? {} : { until: instantOf(context, to) }),
    ...(source === undefined ? {} : { source }),
    ...(environment === undefined ? {} : { environment }),
    ...(event === undefined ? {} : { event }),
    ...(only === undefined ? {} : { now: only === "held" ? "held" : "conformant" }),
    ...(violation === undefined ? {} : { fingerprint: violation }),
  };
}

/** Follows it to its end; interrupting the command stops it. */
async function finished(context: CliContext, slug: string, id: string): Promise<ReplayWithResult> {
  const bar = progressBar(context, context.t("replay.judging"));
  const stop = (): void => void cancelReplay(context, slug, id).catch(() => undefined);
  process.once("SIGINT", stop);
  try {
    for (;;) {
      const replay = await fetchReplay(context, slug, id);
      bar.update(replay.judged, replay.total);
      if (replay.state !== "running") return replay;
      await sleep(FOLLOW_MS);
    }
  } finally {
    process.off("SIGINT", stop);
    bar.end();
  }
}

async function print(context: CliContext, replay: ReplayWithResult): Promise<void> {
  const { t } = context;
  const { judged, totals, branch, planVersion: version } = replay;
  if (judged === 0) {
    note(context, t("replay.none"));
    return;
  }
  const judge = branch === null ? t("replay.ofVersion", { version }) : t("replay.ofBranch", { branch });
  await printLine(context, t(replay.applies ? "replay.applied" : "replay.previewed", { judged, judge, ...totals }));
  const changed = replay.events.filter(({ added, withdrawn, moved }) => added + withdrawn + moved > 0);
  for (const { name, callType, added, withdrawn, moved, stays, held } of changed.slice(0, SHOWN)) {
    const counts = { added, withdrawn, moved, stays, held };
    await printLine(context, `  ${t("replay.row", { name: name || callType || t("replay.others"), ...counts })}`);
  }
  if (changed.length > SHOWN) note(context, t("replay.more", { count: changed.length - SHOWN }));
}

async function run(context: CliContext, text: string, options: ReplayOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const reference = parseReference(context, text);
  if ("file" in reference) throw new CliFailure(t("replay.needsServer"));
  const { slug, at } = reference;
  const { id } = await startReplay(context, slug, bodyOf(context, at, options));
  const done = await finished(context, slug, id);
  if (done.state !== "done") throw new CliFailure(t("replay.notDone", { state: done.state }));
  if (options.json === true) await printJson(context, done);
  else await print(context, done);
  if (done.refused === 0) return 0;
  note(context, t("replay.refused", { count: done.refused }));
  return 1;
}

export function addReplay(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], ReplayOptions>(
    "replay",
    t("replay.about"),
    (command) =>
      command
        .argument("<plan>", t("replay.plan"))
        .option("--source <slug>", t("replay.source"))
        .addOption(
          new Option("--environment <name>", t("replay.environment")).choices(["production", "staging", "development"]),
        )
        .option("--event <name>", t("replay.event"))
        .option("--from <time>", t("replay.from"))
        .option("--to <time>", t("replay.to"))
        .addOption(new Option("--only <which>", t("replay.only")).choices(["held", "analysis"]))
        .option("--violation <fingerprint>", t("replay.violation"))
        .option("--apply", t("replay.apply")),
    ([text], options) => run(context, text, options),
  );
}
