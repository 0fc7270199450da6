import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../../lib/i18n/translator.ts";
import { isEmptyPlan } from "../../../../../../../lib/template/apply.ts";
import { findTemplate } from "../../../../../../../lib/template/catalogue.ts";
import { freeBranchName, previewTemplate } from "../../../../../../../lib/template/store-apply.ts";
import { pageLanguage } from "../../../../../../_access/request.ts";
import { Notice } from "../../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../../_ui/text-link.tsx";
import { TextProvider } from "../../../../../../_ui/text-provider.tsx";
import { openPlanPage, type PlanPageProps } from "../../branch-view.ts";
import { ManagedNotice } from "../../locked-notice.tsx";
import { applyTemplateAction } from "../actions.ts";
import { ApplyForm } from "../apply-form.tsx";
import { TemplateContents } from "../template-contents.tsx";
import { planHref } from "../template-href.ts";

interface Props extends PlanPageProps {
  readonly params: Promise<{ locale: string; project: string; template: string }>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { locale, template } = await props.params;
  return { title: findTemplate(template)?.name[pageLanguage(locale)] ?? "" };
}

/** What a template holds, in the reader's language, and applying it. */
export default async function TemplatePage(props: Props) {
  const template = findTemplate((await props.params).template);
  if (template === undefined) notFound();
  const { language, project, plan, view, managed } = await openPlanPage(props);
  const t = translator(language, "template");
  const [preview, freeBranch] = await Promise.all([
    previewTemplate(project, { template, language }, view.branch),
    freeBranchName(project, template),
  ]);
  const changes = preview.changes.length;
  const name = template.name[language] ?? template.key;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto pb-8">
      <PageHeader
        title={name}
        text={template.about[language]}
        actions={<TextLink href={planHref(language, view, "templates")}>{t("back")}</TextLink>}
      />
      {managed !== undefined && (
        <ManagedNotice language={language} managed={managed} slug={view.slug} className="mx-4 mb-4" />
      )}
      <div className="px-4">
        {changes === 0 ? (
          <Notice>{t("nothing")}</Notice>
        ) : (
          managed === undefined &&
          mayActAs(project.role, "editor") && (
            <TextProvider language={language} areas={["template"]}>
              <ApplyForm
                slug={view.slug}
                template={{ key: template.key, name }}
                branch={view.branch}
                mayHere={view.editable}
                preferHere={view.branch !== "main" || isEmptyPlan(plan)}
                freeBranch={freeBranch}
                changes={changes}
                apply={applyTemplateAction}
              />
            </TextProvider>
          )
        )}
      </div>
      <TemplateContents plan={template.plan(view.slug, language)} language={language} />
    </div>
  );
}
