/** The last payloads of an event, ready to be shown: coloured on the server, sentences in the reader's language. */

import type { AuthorizedProject } from "../../../../../../lib/access/authorized.ts";
import { type LiveEvent, listLiveEvents } from "../../../../../../lib/ingest/live.ts";
import type { Language, Plan } from "../../../../../../lib/plan/plan.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { sourceNames } from "../../../../../_access/source-names.ts";
import { highlight } from "../../../../../_ui/highlight.ts";
import type { EventLive, LivePayload } from "./live-tab.tsx";

const COUNTED = 100;
const SHOWN = 10;

async function payloadOf(event: LiveEvent, source: string, language: Language): Promise<LivePayload> {
  return {
    key: String(event.uid),
    receivedAt: event.receivedAt.toISOString(),
    source,
    verdict: event.verdict,
    planVersion: event.planVersion,
    violations: event.violations.map((violation) => violation.message[language]),
    lines: await highlight(JSON.stringify(event.call, null, 2), "json"),
  };
}

/** `plan` is the branch at hand; what is private in payloads is decided by the published plan, or by it where there is none. */
export async function liveOf(
  project: AuthorizedProject,
  plan: Plan,
  id: string,
  language: Language,
): Promise<EventLive> {
  const published = await latestVersion(project.projectId);
  const [events, nameOf] = await Promise.all([
    listLiveEvents(project, { eventId: id, limit: COUNTED, plan: published?.plan ?? plan }),
    sourceNames(project),
  ]);
  const shares = { conformant: 0, violating: 0, unplanned: 0, malformed: 0 };
  for (const event of events) shares[event.verdict] += 1;
  const shown = events.slice(0, SHOWN).map((event) => payloadOf(event, nameOf(event.source), language));
  return { shares, payloads: await Promise.all(shown) };
}
