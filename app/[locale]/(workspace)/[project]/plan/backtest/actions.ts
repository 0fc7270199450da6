"use server";

import { refresh } from "next/cache";
import type { BacktestState } from "../../../../../../lib/backtest/backtest.ts";
import { cancelBacktest, followBacktest, startBacktest } from "../../../../../../lib/backtest/store.ts";
import { ERROR_TABLE, isUserError } from "../../../../../../lib/base/error.ts";
import { actionProject, requestLanguage } from "../../../../../_access/request.ts";

export type StartAnswer = { readonly ok: true; readonly id: string } | { readonly ok: false; readonly text: string };

/** Starts a back-test of a branch; a refusal is told where the days are chosen. */
export async function startBacktestAction(
  slug: string,
  branch: string,
  choice: { readonly days: number; readonly environment: string },
): Promise<StartAnswer> {
  const project = await actionProject(slug, "editor");
  const language = await requestLanguage();
  try {
    const { id } = await startBacktest(project, String(branch), choice);
    refresh();
    return { ok: true, id };
  } catch (error) {
    if (!isUserError(error) || (error.code !== "conflict" && error.code !== "invalid_input")) throw error;
    return { ok: false, text: error.fields[0]?.[language] ?? ERROR_TABLE[error.code][language] };
  }
}

export interface Progress {
  readonly state: BacktestState;
  readonly judged: number;
  readonly total: number;
  readonly answered: number;
  readonly questions: number;
  readonly startedAt: number;
}

/** How far a back-test is; the page that asks shows its result once it has ended. */
export async function followBacktestAction(slug: string, id: string): Promise<Progress> {
  const project = await actionProject(slug, "viewer");
  const { state, judged, total, answered, questions, startedAt } = await followBacktest(project, String(id));
  if (state !== "running") refresh();
  return { state, judged, total, answered, questions, startedAt: startedAt.getTime() };
}

export async function cancelBacktestAction(slug: string, id: string): Promise<void> {
  await cancelBacktest(await actionProject(slug, "editor"), String(id));
  refresh();
}
