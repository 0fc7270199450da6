import type { Metadata } from "next";
import { type OpenedPlan, oneOf, openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { SEVERITIES, type Severity } from "../grid/event-row.ts";
import { PlanScreen, screenMetadata } from "../screen.tsx";
import { judgementSoon, shownFinding } from "../shown-findings.ts";
import { mendFindingsAction } from "./actions.ts";
import { FindingList } from "./finding-list.tsx";
import { findingPlace } from "./finding-place.ts";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "findings");
}

const PAGE = 100;

export default async function FindingsPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  return (
    <PlanScreen opened={opened} name="findings">
      <Findings opened={opened} query={await props.searchParams} />
    </PlanScreen>
  );
}

/**
 * What the rules find, a page of it. It stands behind the boundary of the plan's screens and none of its own: what comes
 * behind a second one is shown 300 ms after the first at the earliest.
 */
async function Findings({ opened, query }: { opened: OpenedPlan; query: Awaited<PlanPageProps["searchParams"]> }) {
  const { plan, language, scope } = opened;
  const { findings: all, suppressed } = await judgementSoon(plan, scope);
  const severity = SEVERITIES.find((one) => one === oneOf(query.severity));
  const wanted = severity ? all.filter((finding) => finding.severity === severity) : all;
  const pages = Math.max(1, Math.ceil(wanted.length / PAGE));
  const page = Math.max(1, Math.min(pages, Math.trunc(Number(oneOf(query.page))) || 1));
  const shown = wanted.slice((page - 1) * PAGE, page * PAGE).map((finding) => shownFinding(finding, language));
  const count = (one: Severity) => all.filter((finding) => finding.severity === one).length;
  return (
    <FindingList
      findings={shown.map((one) => ({ ...one, ...findingPlace(plan, one.path, language) }))}
      counts={{ error: count("error"), warning: count("warning"), info: count("info") }}
      severity={severity}
      suppressed={suppressed.length}
      page={page}
      pages={pages}
      mend={mendFindingsAction}
    />
  );
}
