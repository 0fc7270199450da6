import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { BRANCHES_PER_PAGE, findBranches } from "../../../../../../lib/plan/store-branch.ts";
import { getManagedFrom } from "../../../../../../lib/plan/store-managed.ts";
import { openProject, pageLanguage } from "../../../../../_access/request.ts";
import { EmptyState } from "../../../../../_ui/empty-state.tsx";
import { LinkButton } from "../../../../../_ui/link-button.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { pagesBeside, Table } from "../../../../../_ui/table.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import type { PlanPageProps } from "../branch-view.ts";
import { ManagedNotice } from "../locked-notice.tsx";
import { screenMetadata } from "../screen.tsx";
import { createBranchAction } from "./actions.ts";
import { BranchFilter } from "./branch-filter.tsx";
import { CreateBranch } from "./branch-forms.tsx";
import { BranchStateBadge } from "./branch-state.tsx";
import { branchesQuery, isFiltered, readBranchesAddress } from "./branches-address.ts";

export function generateMetadata(props: PlanPageProps): Promise<Metadata> {
  return screenMetadata(props, "branches");
}

/** Branches by state, word and order, and a field that makes one. */
export default async function BranchesPage(props: PlanPageProps) {
  const { locale, project: slug } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const address = readBranchesAddress(await props.searchParams);
  const { search, sort, page } = address;
  const state = address.state === "any" ? undefined : address.state;
  const [{ items, total }, managed] = await Promise.all([
    findBranches(project, { search, sort, page, state }),
    getManagedFrom(project),
  ]);
  const t = translator(language, "plan");
  const review = translator(language, "review");
  const format = formatterOf(language, project.timeZone);
  const base = `/${language}/${project.slug}/plan/branches`;
  const to = (change: Partial<typeof address>) => `${base}${branchesQuery({ ...address, page: 1, ...change })}`;
  const pages = Math.max(1, Math.ceil(total / BRANCHES_PER_PAGE));
  const filtered = isFiltered(address);
  const day = (at: Date) => format.dateTime(at, { dateStyle: "medium" });
  const moment = (at: Date) => format.dateTime(at, { dateStyle: "medium", timeStyle: "short" });
  return (
    <>
      <PageHeader title={t("nav.branches")} text={t("screen.branches")} />
      {managed !== undefined && (
        <ManagedNotice language={language} managed={managed} slug={project.slug} className="mx-4 mb-4" />
      )}
      {managed === undefined && mayActAs(project.role, "editor") && (
        <CreateBranch slug={project.slug} create={createBranchAction} />
      )}
      <BranchFilter language={language} path={base} address={address} />
      <Table
        caption={t("nav.branches")}
        rows={items}
        rowKey={(branch) => branch.name}
        sort={{ key: sort, direction: sort === "name" ? "ascending" : "descending" }}
        empty={
          <EmptyState
            title={review(filtered ? "list.noneFiltered" : "list.none")}
            text={review(filtered ? "list.noneFilteredText" : "list.noneText")}
            action={filtered && <LinkButton href={`${base}?state=any`}>{review("list.clear")}</LinkButton>}
          />
        }
        paging={{
          label: review("list.paging"),
          position: review("list.position", { page, pages, total }),
          ...pagesBeside(page, pages, (other) => to({ page: other }), {
            previous: review("list.previous"),
            next: review("list.next"),
          }),
        }}
        columns={[
          {
            key: "name",
            label: t("branches.name"),
            heading: true,
            sortHref: to({ sort: "name" }),
            cell: (branch) => (
              <TextLink href={`${base}/${encodeURIComponent(branch.name)}`} className="font-mono">
                {branch.name}
              </TextLink>
            ),
          },
          { key: "title", label: t("branches.about"), cell: (branch) => branch.title },
          {
            key: "state",
            label: t("branches.state"),
            cell: (branch) => (
              <>
                <BranchStateBadge state={branch.state} language={language} />
                {branch.closesAt && (
                  <span className="block text-grey-7">{review("list.closesOn", { day: day(branch.closesAt) })}</span>
                )}
              </>
            ),
          },
          {
            key: "revision",
            label: t("branches.revision"),
            align: "end",
            cell: (branch) => format.number(branch.revision),
          },
          {
            key: "changed",
            label: review("list.changed"),
            sortHref: to({ sort: "changed" }),
            cell: (branch) => moment(branch.changedAt),
            className: "whitespace-nowrap",
          },
          {
            key: "created",
            label: t("branches.created"),
            sortHref: to({ sort: "created" }),
            cell: (branch) => moment(branch.createdAt),
            className: "whitespace-nowrap",
          },
        ]}
      />
    </>
  );
}
