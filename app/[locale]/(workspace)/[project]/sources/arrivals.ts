/** The last events of a source, ready to be shown: sentences in the reader's language, payload and mended call coloured. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { storableText } from "../../../../../lib/base/storable.ts";
import { type LiveEvent, type LiveFilter, listLiveEvents } from "../../../../../lib/ingest/live.ts";
import type { Language, Plan } from "../../../../../lib/plan/plan.ts";
import { latestVersion } from "../../../../../lib/plan/store-version.ts";
import type { Resolution } from "../../../../../lib/plan/version-rule.ts";
import { VERDICTS, type Verdict } from "../../../../../lib/violation/violation.ts";
import { type CodeToken, highlight } from "../../../../_ui/highlight.ts";
import { type MendedCall, mendedCall } from "../mended-call.ts";

export interface Arrival {
  readonly uid: number;
  /** ISO instant. */
  readonly receivedAt: string;
  readonly name: string;
  readonly callType: string;
  readonly verdict: Verdict;
  readonly planVersion: number;
  readonly resolved?: Resolution;
  readonly plannedName?: string;
  /** Properties that the source left out, as paths into the call. */
  readonly stripped?: readonly string[];
  readonly violations: readonly string[];
  readonly payload: readonly (readonly CodeToken[])[];
  /** The call as it should have been, and what was changed. */
  readonly corrected?: MendedCall;
}

export interface Arrivals {
  readonly events: readonly Arrival[];
}

const SHOWN = 10;
const SEARCH_MAX = 200;

/** What the list is filtered by, as an address or a caller says it: `verdict` is one of the four, `search` a text. */
export interface AskedArrivals {
  readonly verdict?: string | undefined;
  readonly search?: string | undefined;
}

/** What is no verdict filters nothing. */
function filterOf({ verdict, search }: AskedArrivals): Pick<LiveFilter, "verdict" | "search"> {
  const known = VERDICTS.find((one) => one === verdict);
  return {
    ...(known === undefined ? {} : { verdict: known }),
    ...(typeof search === "string" ? { search: storableText(search.slice(0, SEARCH_MAX)) } : {}),
  };
}

async function arrivalOf(event: LiveEvent, plan: Plan | undefined, language: Language): Promise<Arrival> {
  const corrected = await mendedCall(event, plan, language);
  return {
    uid: event.uid,
    receivedAt: event.receivedAt.toISOString(),
    name: event.name,
    callType: event.callType,
    verdict: event.verdict,
    planVersion: event.planVersion,
    ...(event.resolved === undefined ? {} : { resolved: event.resolved }),
    ...(event.plannedName === undefined ? {} : { plannedName: event.plannedName }),
    ...(event.stripped === undefined ? {} : { stripped: event.stripped }),
    violations: event.violations.map((violation) => violation.message[language]),
    payload: await highlight(typeof event.call === "string" ? event.call : JSON.stringify(event.call, null, 2), "json"),
    ...(corrected === undefined ? {} : { corrected }),
  };
}

/** At most ten events that arrived after `afterUid`, newest first. */
export async function arrivalsOf(
  project: AuthorizedProject,
  sourceSlug: string,
  language: Language,
  afterUid = 0,
  asked: AskedArrivals = {},
): Promise<Arrivals> {
  const plan = (await latestVersion(project.projectId))?.plan;
  const events = await listLiveEvents(project, {
    ...filterOf(asked),
    sourceSlug,
    afterUid,
    limit: SHOWN,
    ...(plan === undefined ? {} : { plan }),
  });
  return { events: await Promise.all(events.map((event) => arrivalOf(event, plan, language))) };
}
