import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { MAIN } from "../../../../../../lib/plan/store.ts";
import { type BranchSummary, listBranches } from "../../../../../../lib/plan/store-branch.ts";
import { openProject, pageLanguage } from "../../../../../_access/request.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import type { PlanPageProps } from "../branch-view.ts";
import { screenMetadata } from "../screen.tsx";
import { createBranchAction } from "./actions.ts";
import { CreateBranch } from "./branch-forms.tsx";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "branches");
}

/** Every branch of the plan, and a field that makes one. */
export default async function BranchesPage(props: PlanPageProps) {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const branches = await listBranches(project);
  const t = translator(language, "plan");
  const format = formatterOf(language, project.timeZone);
  const base = `/${language}/${project.slug}/plan`;
  const stateOf = (branch: BranchSummary) => (branch.name === MAIN ? "main" : branch.state);
  return (
    <>
      <PageHeader title={t("nav.branches")} text={t("screen.branches")} />
      {mayActAs(project.role, "editor") && <CreateBranch slug={project.slug} create={createBranchAction} />}
      <Table
        caption={t("nav.branches")}
        rows={branches}
        rowKey={(branch) => branch.name}
        empty={<EmptyState title={t("branches.none")} />}
        columns={[
          {
            key: "name",
            label: t("branches.name"),
            heading: true,
            cell: (branch) => (
              <TextLink
                href={branch.name === MAIN ? base : `${base}/branches/${encodeURIComponent(branch.name)}`}
                className="font-mono"
              >
                {branch.name}
              </TextLink>
            ),
          },
          { key: "title", label: t("branches.about"), cell: (branch) => branch.title },
          {
            key: "state",
            label: t("branches.state"),
            cell: (branch) => (
              <Badge tone={branch.state === "open" ? "accent" : "neutral"}>
                {t(`branches.states.${stateOf(branch)}`)}
              </Badge>
            ),
          },
          {
            key: "changes",
            label: t("branches.revision"),
            align: "end",
            cell: (branch) => format.number(branch.revision),
          },
          {
            key: "created",
            label: t("branches.created"),
            cell: (branch) => format.dateTime(branch.createdAt, { dateStyle: "medium", timeStyle: "short" }),
          },
        ]}
      />
    </>
  );
}
