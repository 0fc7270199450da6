import type { Metadata } from "next";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { listVersions } from "../../../../../../lib/plan/store-version.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { pageLanguage } from "../../../../../_access/request.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { RoleNotice } from "../../settings/role-notice.tsx";
import { createSourceAction } from "../actions.ts";
import { openSources, overrideField, type SourcesProps } from "../page-of.ts";
import { SourceFields } from "../source-fields.tsx";

export async function generateMetadata(props: SourcesProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "source")("create") };
}

export default async function NewSourcePage(props: SourcesProps) {
  const opened = await openSources(props);
  const { language, project, t } = opened;
  const [versions, override] = await Promise.all([listVersions(project), overrideField(opened)]);
  return (
    <>
      <PageHeader title={t("create")} text={t("createText")} />
      {mayActAs(project.role, "editor") ? (
        <ActionForm action={createSourceAction} label={t("create")} className="max-w-lg px-4 pb-8">
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <SourceFields t={t} versions={versions.map(({ version }) => version)} override={override} />
          <div>
            <SubmitButton>{t("create")}</SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <RoleNotice language={language} own={project.role} needs="editor" hidden />
      )}
    </>
  );
}
