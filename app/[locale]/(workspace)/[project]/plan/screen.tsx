import type { Metadata } from "next";
import type { ReactNode } from "react";
import { translator } from "../../../../../lib/i18n/translator.ts";
import { pageLanguage } from "../../../../_access/request.ts";
import { PageHeader } from "../../../../_ui/page-header.tsx";
import { commitPlanAction, objectFindingsAction, previewPlanAction, undoPlanAction } from "./actions.ts";
import type { OpenedPlan, PlanPageProps } from "./branch-view.ts";
import { ScreenEditing } from "./editing/screen-editing.tsx";
import { LockedNotice } from "./locked-notice.tsx";
import { findingsBesideEvents, isJudged } from "./shown-findings.ts";

type ScreenName =
  | "userProperties"
  | "groups"
  | "bundles"
  | "decisions"
  | "journeys"
  | "metrics"
  | "coverage"
  | "settings"
  | "findings"
  | "status"
  | "branches"
  | "documents"
  | "import";

/** Screens beside whose objects nothing of the rules is shown. */
const UNJUDGED: ReadonlySet<ScreenName> = new Set(["coverage", "findings", "status"]);

/** The title of one of the plan's screens. */
export async function screenMetadata(props: PlanPageProps, name: ScreenName): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "plan")(`nav.${name}`) };
}

/** A screen of the plan other than the grid: its heading, then what edits it. */
export function PlanScreen(props: {
  opened: OpenedPlan;
  name: ScreenName;
  /** Of a screen within that one; its own otherwise. */
  heading?: { readonly title: string; readonly text: string };
  children: ReactNode;
}) {
  const { language, plan, view, scope } = props.opened;
  const t = translator(language, "plan");
  const shows = !UNJUDGED.has(props.name);
  return (
    <ScreenEditing
      key={view.branch}
      view={view}
      found={shows && isJudged(plan, scope) ? findingsBesideEvents(plan, scope) : undefined}
      load={shows ? objectFindingsAction : undefined}
      commit={commitPlanAction}
      preview={previewPlanAction}
      undo={undoPlanAction}
    >
      <PageHeader {...(props.heading ?? { title: t(`nav.${props.name}`), text: t(`screen.${props.name}`) })} />
      <LockedNotice opened={props.opened} />
      <div className="flex min-h-0 flex-1 flex-col">{props.children}</div>
    </ScreenEditing>
  );
}
