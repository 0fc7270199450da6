/** Acceptance runs as the command line uses them. */

import type { Counts, ItemState } from "../lib/acceptance/progress.ts";
import type { CliContext } from "./context.ts";
import { callApi, segment } from "./server-api.ts";

interface ArrivalView {
  readonly violations: readonly { readonly message: { readonly en: string; readonly fr: string } }[];
}

/** A run as it stands. */
export interface FollowedView {
  readonly run: { readonly id: string; readonly state: string };
  readonly passed: boolean;
  readonly counts: Counts;
  readonly items: readonly {
    readonly name: string;
    readonly state: ItemState;
    readonly faults: readonly ArrivalView[];
    readonly aside?: { readonly reason: string };
  }[];
  readonly others: readonly {
    readonly name: string;
    readonly verdict: string;
    readonly planned: boolean;
    readonly count: number;
  }[];
}

export interface RunRequest {
  readonly source: string;
  readonly who: { readonly kind: "user" | "device" | "first"; readonly id?: string };
  readonly at?: string;
  readonly release?: string;
  readonly scope: { readonly kind: "planned" | "critical" | "journey"; readonly journeyId?: string };
}

function runsOf(slug: string): string {
  return `/projects/${segment(slug)}/acceptance-runs`;
}

/** Resolves to the id of the run. */
export async function startAcceptance(context: CliContext, slug: string, body: RunRequest): Promise<string> {
  return (await callApi<{ id: string }>(context, runsOf(slug), { method: "POST", body })).id;
}

export function fetchAcceptance(context: CliContext, slug: string, id: string): Promise<FollowedView> {
  return callApi(context, `${runsOf(slug)}/${segment(id)}`);
}

export async function cancelAcceptance(context: CliContext, slug: string, id: string): Promise<void> {
  await callApi(context, `${runsOf(slug)}/${segment(id)}/cancel`, { method: "POST" });
}

export async function signAcceptance(
  context: CliContext,
  slug: string,
  id: string,
  body: { readonly name: string; readonly role: string; readonly note: string },
): Promise<void> {
  await callApi(context, `${runsOf(slug)}/${segment(id)}/sign`, { method: "POST", body });
}

/** The signed result. */
export function fetchSigned(context: CliContext, slug: string, id: string): Promise<unknown> {
  return callApi(context, `${runsOf(slug)}/${segment(id)}/file`);
}
