/** Whether the plan is kept in a repository: said, set, given up. */

import { mayActAs } from "../../../../../lib/access/authorized.ts";
import { getManagedFrom } from "../../../../../lib/plan/store-managed.ts";
import { ActionForm, FormField, FormMessage, SubmitButton } from "../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../_access/confirm-action.tsx";
import { ManagedNotice } from "../plan/locked-notice.tsx";
import { manageFromAction, releaseManagedAction } from "./managed-actions.ts";
import type { Opened } from "./page-of.ts";

export async function ManagedSection({ opened }: { opened: Pick<Opened, "language" | "project" | "t"> }) {
  const { language, project, t } = opened;
  const managed = await getManagedFrom(project);
  const mayChange = mayActAs(project.role, "admin");
  const fields = { project: project.slug };
  return (
    <section aria-labelledby="managed" className="flex max-w-lg flex-col gap-4 px-4 pb-8">
      <div>
        <h2 id="managed" className="font-semibold">
          {t("managed.title")}
        </h2>
        <p className="text-grey-7">{t("managed.text")}</p>
      </div>
      {managed !== undefined && <ManagedNotice language={language} managed={managed} className="" />}
      {managed !== undefined && mayChange && (
        <div>
          <ConfirmAction
            action={releaseManagedAction}
            fields={fields}
            size="normal"
            tone="plain"
            title={t("managed.releaseTitle")}
            description={t("managed.releaseText")}
            verb={t("managed.release")}
          />
        </div>
      )}
      {managed === undefined && !mayChange && <p>{t("managed.none")}</p>}
      {managed === undefined && mayChange && (
        <ActionForm action={manageFromAction} className="flex flex-col gap-4">
          <FormMessage />
          <input type="hidden" name="project" value={project.slug} />
          <FormField
            name="repository"
            label={t("managed.repository")}
            hint={t("managed.repositoryHint")}
            required
            code
          />
          <FormField name="branch" label={t("managed.branch")} hint={t("managed.optional")} code />
          <FormField name="path" label={t("managed.path")} hint={t("managed.pathHint")} code />
          <div>
            <SubmitButton>{t("managed.save")}</SubmitButton>
          </div>
        </ActionForm>
      )}
    </section>
  );
}
