import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { isDay } from "../../../../../../lib/plan/day.ts";
import { type ListedWorkshop, listWorkshops } from "../../../../../../lib/plan/store-workshop.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../_ui/text-provider.tsx";
import { type OpenedPlan, openPlanPage, type PlanPageProps } from "../branch-view.ts";
import { ManagedNotice } from "../locked-notice.tsx";
import { planHref } from "../templates/template-href.ts";
import { deleteWorkshopAction, startWorkshopAction } from "./actions.ts";
import { RemoveWorkshop } from "./remove-workshop.tsx";
import { StartForm } from "./start-form.tsx";
import { templateNames } from "./template-names.ts";

export async function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "workshop")("title") };
}

/** The workshops of a project, and the beginning of the next one. */
export default async function WorkshopsPage(props: PlanPageProps) {
  const opened = await openPlanPage(props);
  const { language, project, view, managed } = opened;
  const t = translator(language, "workshop");
  const workshops = await listWorkshops(project);
  const mayHold = mayActAs(project.role, "editor");
  // The day it is where the project is.
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: project.timeZone }).format(new Date());
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-8">
      <PageHeader title={t("title")} text={t("text")} />
      {managed !== undefined && (
        <ManagedNotice language={language} managed={managed} slug={view.slug} className="mx-4 mb-4" />
      )}
      <TextProvider language={language} areas={["workshop"]}>
        <div className="flex flex-col gap-6 px-4">
          {mayHold && managed === undefined && (
            <StartForm slug={view.slug} today={today} templates={templateNames()} start={startWorkshopAction} />
          )}
          {workshops.length === 0 ? (
            <EmptyState title={t("list.emptyTitle")} text={t("list.emptyText")} className="px-0 py-4" />
          ) : (
            <Held {...{ opened, workshops, mayHold }} />
          )}
        </div>
      </TextProvider>
    </div>
  );
}

function Held(props: { opened: OpenedPlan; workshops: readonly ListedWorkshop[]; mayHold: boolean }) {
  const { language, view } = props.opened;
  const t = translator(language, "workshop");
  const format = formatterOf(language);
  const main = { slug: view.slug, branch: "main" };
  return (
    <Table
      caption={t("list.caption")}
      rows={props.workshops}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "title",
          label: t("meeting.title"),
          heading: true,
          cell: ({ id, title }) => <TextLink href={planHref(language, main, `workshop/${id}`)}>{title}</TextLink>,
        },
        {
          key: "day",
          label: t("meeting.day"),
          cell: ({ heldOn }) =>
            isDay(heldOn) ? format.dateTime(new Date(`${heldOn}T12:00:00Z`), { dateStyle: "medium" }) : heldOn,
        },
        {
          key: "decisions",
          label: t("list.decisions"),
          cell: ({ decisions }) => format.number(decisions),
        },
        {
          key: "outcome",
          label: t("list.outcome"),
          cell: ({ branch }) =>
            branch === null ? (
              t("list.going")
            ) : (
              <TextLink className="font-mono" href={planHref(language, main, `branches/${encodeURIComponent(branch)}`)}>
                {branch}
              </TextLink>
            ),
        },
        {
          key: "minutes",
          label: t("minutes.title"),
          cell: ({ id, title }) => (
            <TextLink
              href={planHref(language, main, `workshop/${id}/minutes`)}
              aria-label={t("list.minutesLabel", { title })}
            >
              {t("list.minutes")}
            </TextLink>
          ),
        },
        {
          key: "act",
          label: t("list.act"),
          cell: ({ id, branch, title }) =>
            props.mayHold &&
            branch === null && <RemoveWorkshop slug={view.slug} id={id} title={title} remove={deleteWorkshopAction} />,
        },
      ]}
    />
  );
}
