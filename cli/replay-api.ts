/** Replays in the management API, as the command line uses them. */

import type { Replay, ReplayWithResult } from "../lib/ingest/replay.ts";
import type { CliContext } from "./context.ts";
import { callApi, segment } from "./server-api.ts";

/** Which stored events are judged again, and by what; an absent field narrows nothing. */
export interface ReplayBody {
  readonly apply: boolean;
  readonly planVersion?: number;
  readonly branch?: string;
  readonly from?: string;
  readonly until?: string;
  readonly source?: string;
  readonly environment?: string;
  readonly event?: string;
  readonly now?: "conformant" | "held";
  readonly fingerprint?: string;
}

export function startReplay(context: CliContext, slug: string, body: ReplayBody): Promise<Replay> {
  return callApi(context, `/projects/${segment(slug)}/replays`, { method: "POST", body });
}

export function fetchReplay(context: CliContext, slug: string, id: string): Promise<ReplayWithResult> {
  return callApi(context, `/projects/${segment(slug)}/replays/${segment(id)}`);
}

export function cancelReplay(context: CliContext, slug: string, id: string): Promise<Replay> {
  return callApi(context, `/projects/${segment(slug)}/replays/${segment(id)}/cancel`, { method: "POST" });
}
