/** The last events of a source, ready to be shown: sentences in the reader's language, payload and mended call coloured. */

import type { AuthorizedProject } from "../../../../../lib/access/authorized.ts";
import { storableText } from "../../../../../lib/base/storable.ts";
import { type LiveEvent, type LiveFilter, listLiveEvents } from "../../../../../lib/ingest/live.ts";
import { judgingPlan } from "../../../../../lib/ingest/try-call.ts";
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
  /** Slug. */
  readonly source?: string;
  readonly name: string;
  readonly callType: string;
  readonly verdict: Verdict;
  readonly planVersion: number;
  readonly resolved?: Resolution;
  readonly plannedName?: string;
  /** Properties that the source left out, as paths into the call. */
  readonly stripped?: readonly string[];
  readonly transformed?: readonly string[];
  /** Values that were not kept as they came: how, and a path into the call. */
  readonly handled?: readonly string[];
  readonly violations: readonly string[];
  readonly payload: readonly (readonly CodeToken[])[];
  /** The call as it should have been, and what was changed. */
  readonly corrected?: MendedCall;
  /** What the branch that was chosen says of it. */
  readonly other?: { readonly verdict: Verdict; readonly violations: readonly string[] };
}

export interface Arrivals {
  readonly events: readonly Arrival[];
}

const SHOWN = 10;
/** More than come between two questions of a list that is on screen, but in a flood of them. */
const CAUGHT_UP = 100;
const SEARCH_MAX = 200;

/**
 * What the list is filtered by, as an address or a caller says it: `verdict` is one of the four, `search` a text, `event` the
 * id of a planned event, `branch` a draft whose verdict stands beside.
 */
export interface AskedArrivals {
  readonly verdict?: string | undefined;
  readonly search?: string | undefined;
  readonly event?: string | undefined;
  readonly branch?: string | undefined;
}

/** What is no verdict filters nothing. */
function filterOf({ verdict, search, event }: AskedArrivals): Pick<LiveFilter, "verdict" | "search" | "eventId"> {
  const known = VERDICTS.find((one) => one === verdict);
  return {
    ...(known === undefined ? {} : { verdict: known }),
    ...(typeof event === "string" && event !== "" ? { eventId: event } : {}),
    ...(typeof search === "string" ? { search: storableText(search.slice(0, SEARCH_MAX)) } : {}),
  };
}

async function arrivalOf(event: LiveEvent, plan: Plan | undefined, language: Language): Promise<Arrival> {
  const { other } = event;
  const corrected = await mendedCall(event, plan, language);
  return {
    uid: event.uid,
    source: event.source,
    receivedAt: event.receivedAt.toISOString(),
    name: event.name,
    callType: event.callType,
    verdict: event.verdict,
    planVersion: event.planVersion,
    ...(event.resolved === undefined ? {} : { resolved: event.resolved }),
    ...(event.plannedName === undefined ? {} : { plannedName: event.plannedName }),
    ...(event.stripped === undefined ? {} : { stripped: event.stripped }),
    ...(event.transformed === undefined ? {} : { transformed: event.transformed }),
    ...(event.handled === undefined ? {} : { handled: event.handled }),
    violations: event.violations.map((violation) => violation.message[language]),
    payload: await highlight(typeof event.call === "string" ? event.call : JSON.stringify(event.call, null, 2), "json"),
    ...(corrected === undefined ? {} : { corrected }),
    ...(other === undefined
      ? {}
      : {
          other: { verdict: other.verdict, violations: other.violations.map(({ message }) => message[language]) },
        }),
  };
}

/** The latest ten events, or those that arrived after `afterUid`, a hundred at most; newest first, of every source where none is named. */
export async function arrivalsOf(
  project: AuthorizedProject,
  sourceSlug: string,
  language: Language,
  afterUid = 0,
  asked: AskedArrivals = {},
): Promise<Arrivals> {
  const { branch = "" } = asked;
  const [published, other] = await Promise.all([
    latestVersion(project.projectId),
    branch === "" ? undefined : judgingPlan(project, branch),
  ]);
  const plan = published?.plan;
  const events = await listLiveEvents(project, {
    ...filterOf(asked),
    ...(sourceSlug === "" ? {} : { sourceSlug }),
    ...(other === undefined ? {} : { other }),
    afterUid,
    limit: afterUid === 0 ? SHOWN : CAUGHT_UP,
    ...(plan === undefined ? {} : { plan }),
  });
  return { events: await Promise.all(events.map((event) => arrivalOf(event, plan, language))) };
}
