/** `gabarit backtest`: a branch judged on recorded traffic, on the server that holds both. */

import { setTimeout as sleep } from "node:timers/promises";
import type { BacktestResult } from "../../lib/backtest/backtest.ts";
import { translator } from "../../lib/i18n/translator.ts";
import { breachWords } from "../../lib/violation/breach-words.ts";
import { isMoved, metricLine } from "../backtest-metrics.ts";
import { type CliContext, CliFailure, type ExitCode } from "../context.ts";
import { note, printJson, printLine } from "../output.ts";
import { parseReference } from "../plan-source.ts";
import type { CommandFrame, CommonOptions } from "../program.ts";
import { progressBar } from "../progress.ts";
import { type BacktestView, cancelBacktest, fetchBacktest, startBacktest } from "../server-api.ts";

interface BacktestOptions {
  readonly days: string;
  readonly maxFailing: string;
  readonly environment: string;
}

const FOLLOW_MS = 500;
/** Rows printed for people; JSON has them all. */
const SHOWN = 20;

/** How many newly failing events are let pass: a number, or a share of all that was judged. */
type Threshold = { readonly events: number } | { readonly share: number };

function thresholdOf({ t }: CliContext, text: string): Threshold {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text);
  const value = Number(match?.[1]);
  if (match === null || (match[2] === "" && !Number.isInteger(value))) {
    throw new CliFailure(t("backtest.badThreshold", { text }));
  }
  return match[2] === "%" ? { share: value / 100 } : { events: value };
}

function isOver(threshold: Threshold, { totals }: BacktestResult): boolean {
  const judged = totals.failing + totals.passing + totals.conformant + totals.violating;
  return "events" in threshold
    ? totals.failing > threshold.events
    : totals.failing > 0 && totals.failing > threshold.share * judged;
}

function daysOf({ t }: CliContext, text: string): number {
  const days = Number(text);
  if (!Number.isInteger(days) || days < 1) throw new CliFailure(t("backtest.badDays", { text }));
  return days;
}

/** Follows a run to its end; interrupting the command stops the run. */
async function finished(context: CliContext, slug: string, started: BacktestView): Promise<BacktestView> {
  const judging = progressBar(context, context.t("backtest.judging"));
  const computing = progressBar(context, context.t("backtest.computing"));
  const stop = (): void => void cancelBacktest(context, slug, started.id).catch(() => undefined);
  process.once("SIGINT", stop);
  try {
    for (let run = started; ; run = await fetchBacktest(context, slug, started.id, false)) {
      if (run.questions > 0) computing.update(run.answered, run.questions);
      else judging.update(run.judged, run.total);
      if (run.state !== "running") return await fetchBacktest(context, slug, started.id, true);
      await sleep(FOLLOW_MS);
    }
  } finally {
    process.off("SIGINT", stop);
    judging.end();
    computing.end();
  }
}

async function printRows(context: CliContext, result: BacktestResult): Promise<void> {
  const { t, language } = context;
  const changed = result.rows.filter(({ totals }) => totals.failing + totals.passing > 0);
  for (const { name, source, appVersion, totals } of changed.slice(0, SHOWN)) {
    const place = [source, appVersion].filter((part) => part !== "").join(" ");
    await printLine(context, `  ${t("backtest.row", { name, place, ...totals })}`);
  }
  if (changed.length > SHOWN) note(context, t("backtest.more", { count: changed.length - SHOWN }));
  for (const { effect, code, path, keyword, count } of result.breaches
    .filter((one) => one.effect === "failing")
    .slice(0, SHOWN)) {
    await printLine(
      context,
      `    ${t("backtest.breach", { effect, path: path === "" ? "/" : path, what: breachWords({ code, keyword }, language), count })}`,
    );
  }
}

async function print(context: CliContext, run: BacktestView, result: BacktestResult): Promise<void> {
  const { t } = context;
  const { failing, passing, conformant, violating } = result.totals;
  const judged = failing + passing + conformant + violating;
  if (judged === 0) {
    note(context, t("backtest.none", { days: run.days }));
    return;
  }
  await printLine(context, t("backtest.summary", { judged, failing, passing, unchanged: conformant + violating }));
  await printRows(context, result);
  const moved = result.metrics.filter(isMoved);
  if (moved.length > 0) await printLine(context, t("backtest.metrics", { count: moved.length }));
  for (const metric of moved) await printLine(context, `  ${metricLine(context, metric)}`);
  const older = moved.filter((metric) => metric.older === true);
  if (older.length > 0) note(context, t("backtest.older", { names: older.map(({ name }) => name).join(", ") }));
  if (result.leftOut > 0) note(context, t("backtest.leftOut", { count: result.leftOut }));
}

async function run(context: CliContext, text: string, options: BacktestOptions & CommonOptions): Promise<ExitCode> {
  const { t } = context;
  const reference = parseReference(context, text);
  if ("file" in reference || /^\d+$/.test(reference.at ?? "")) throw new CliFailure(t("backtest.needsBranch"));
  const threshold = thresholdOf(context, options.maxFailing);
  const choice = { days: daysOf(context, options.days), environment: options.environment };
  const { slug, at = "main" } = reference;
  const done = await finished(context, slug, await startBacktest(context, slug, at, choice));
  if (done.state !== "done" || done.result === null) {
    const state = translator(context.language, "backtest")(`states.${done.state}`);
    throw new CliFailure(t("backtest.notDone", { state }));
  }
  if (options.json === true) await printJson(context, done);
  else await print(context, done, done.result);
  const over = isOver(threshold, done.result);
  if (over) note(context, t("backtest.over", { failing: done.result.totals.failing, limit: options.maxFailing }));
  return over ? 1 : 0;
}

export function addBacktest(frame: CommandFrame): void {
  const { context } = frame;
  const { t } = context;
  frame.add<[string], BacktestOptions>(
    "backtest",
    t("backtest.about"),
    (command) =>
      command
        .argument("<plan>", t("backtest.plan"))
        .option("--days <days>", t("backtest.days"), "30")
        .option("--max-failing <limit>", t("backtest.maxFailing"), "0")
        .option("--environment <name>", t("backtest.environment"), "production"),
    ([text], options) => run(context, text, options),
  );
}
