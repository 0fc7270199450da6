import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { isUserError } from "../../../../../../../lib/base/error.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { loadPlan, MAIN } from "../../../../../../../lib/plan/store.ts";
import { listBranches } from "../../../../../../../lib/plan/store-branch.ts";
import { previewMerge } from "../../../../../../../lib/plan/store-branch-merge.ts";
import { openProject, pageLanguage } from "../../../../../../_access/request.ts";
import { LinkButton } from "../../../../../../_ui/link-button.tsx";
import { Notice } from "../../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../../_ui/page-header.tsx";
import { DiffSummary, DiffView } from "../../diff/diff-view.tsx";
import { closeBranchAction, mergeBranchAction } from "../actions.ts";
import { BranchActs } from "../branch-forms.tsx";
import { ConflictList } from "../conflict-list.tsx";
import { shownConflicts } from "../shown-conflicts.ts";

interface Props {
  readonly params: Promise<{ locale: string; project: string; branch: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, branch } = await props.params;
  return { title: translator(pageLanguage(locale), "plan")("branches.one", { name: decodeURIComponent(branch) }) };
}

async function previewOf(project: Parameters<typeof previewMerge>[0], name: string) {
  try {
    return await previewMerge(project, name);
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** What a draft would change on main, and what stands in its way. */
export default async function BranchPage(props: Props) {
  const { locale, project: slug, branch: encoded } = await props.params;
  const language = pageLanguage(locale);
  const project = await openProject(language, slug);
  const name = decodeURIComponent(encoded);
  if (name === MAIN) notFound();
  const preview = await previewOf(project, name);
  const branch = (await listBranches(project)).find((one) => one.name === name);
  const t = translator(language, "plan");
  const open = branch?.state === "open";
  const conflicts = shownConflicts(preview.conflicts, (await loadPlan(project)).plan, language);
  return (
    <>
      <PageHeader
        title={t("branches.one", { name })}
        text={branch?.title}
        actions={
          <LinkButton href={`/${language}/${project.slug}/plan?branch=${encodeURIComponent(name)}`}>
            {t("branches.look")}
          </LinkButton>
        }
      />
      <div className="flex max-w-4xl flex-col items-start gap-4 px-4 pb-6">
        {!open && branch && <Notice>{t(`branches.${branch.state === "merged" ? "wasMerged" : "wasClosed"}`)}</Notice>}
        {preview.conflicts.length > 0 && (
          <Notice tone="danger" title={conflicts.text} className="w-full">
            <ConflictList conflicts={conflicts.conflicts} />
          </Notice>
        )}
        {open && mayActAs(project.role, "editor") && (
          <BranchActs
            slug={project.slug}
            branch={name}
            conflicted={preview.conflicts.length > 0}
            merge={mergeBranchAction}
            close={closeBranchAction}
          />
        )}
        <DiffSummary changes={preview.changes} language={language} />
        <div className="w-full">
          <DiffView changes={preview.changes} language={language} heading="h2" />
        </div>
      </div>
    </>
  );
}
