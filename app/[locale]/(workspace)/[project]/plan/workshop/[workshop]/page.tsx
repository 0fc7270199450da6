import type { Metadata } from "next";
import { mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { workshopIdeas } from "../../../../../../../lib/plan/workshop-idea.ts";
import { findTemplate } from "../../../../../../../lib/template/catalogue.ts";
import { TextProvider } from "../../../../../../_ui/text-provider.tsx";
import { PlanScreen } from "../../screen.tsx";
import { finishWorkshopAction, openPointsAction, saveWorkshopAction, workshopIdeasAction } from "../actions.ts";
import { openWorkshop, type WorkshopPageProps } from "../open-workshop.ts";
import { placeOfGap } from "../step-of-path.ts";
import { templateNames } from "../template-names.ts";
import { NO_IDEAS } from "../workshop-answer.ts";
import { WorkshopDesk } from "../workshop-desk.tsx";

export async function generateMetadata(props: WorkshopPageProps): Promise<Metadata> {
  return { title: (await openWorkshop(props)).kept.workshop.title };
}

/** A workshop as it is held. */
export default async function WorkshopPage(props: WorkshopPageProps) {
  const { opened, kept, gaps } = await openWorkshop(props);
  const { language, project, view } = opened;
  const { id, workshop, revision, outcome } = kept;
  const template = workshop.template === undefined ? undefined : findTemplate(workshop.template);
  const heading = { title: workshop.title, text: translator(language, "workshop")("deskText") };
  const open = gaps.map((gap) => ({ path: placeOfGap(gap), text: gap[language] }));
  // Its branch is made beside a protected main too.
  const locked = opened.locked === "role" ? "role" : undefined;
  return (
    <PlanScreen opened={{ ...opened, locked }} name="decisions" heading={heading}>
      <TextProvider language={language} areas={["workshop"]}>
        <WorkshopDesk
          key={id}
          {...{ id, workshop, revision, open }}
          slug={view.slug}
          person={project.actor.id}
          {...(outcome === undefined ? {} : { branch: outcome.branch })}
          ideas={template === undefined ? NO_IDEAS : workshopIdeas(template.plan(view.slug, language))}
          templates={templateNames()}
          editable={outcome === undefined && opened.managed === undefined && mayActAs(project.role, "editor")}
          actions={ACTIONS}
        />
      </TextProvider>
    </PlanScreen>
  );
}

const ACTIONS = {
  save: saveWorkshopAction,
  findOpen: openPointsAction,
  ideas: workshopIdeasAction,
  finish: finishWorkshopAction,
};
