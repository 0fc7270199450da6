import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { listFirings } from "../../../../../../lib/alert/firing.ts";
import { type AlertRule, getAlert } from "../../../../../../lib/alert/rule.ts";
import { isUserError } from "../../../../../../lib/base/error.ts";
import { printable } from "../../../../../../lib/base/printable.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { ActionForm, FormMessage, FormSelect, SubmitButton } from "../../../../../_access/action-form.tsx";
import { ConfirmAction } from "../../../../../_access/confirm-action.tsx";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import {
  checkAlertAction,
  deleteAlertAction,
  muteAlertAction,
  testAlertAction,
  unmuteAlertAction,
  updateAlertAction,
} from "../actions.ts";
import { ScopeFields, ThresholdFields } from "../alert-fields.tsx";
import { AlertStateView, foundText } from "../alert-state.tsx";
import { type AlertsProps, alertChoices, type Opened, openAlerts, scopeText } from "../page-of.ts";
import { FiringTable } from "./firing-table.tsx";

interface Props extends AlertsProps {
  readonly params: Promise<{ locale: string; project: string; alert: string }>;
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "alert")("title") };
}

async function found(opened: Opened, id: string): Promise<AlertRule> {
  try {
    return await getAlert(opened.project, id);
  } catch (error) {
    if (isUserError(error) && error.code === "not_found") notFound();
    throw error;
  }
}

/** One rule: where it stands, what can be done with it, and when it fired. */
export default async function AlertPage(props: Props) {
  const opened = await openAlerts(props);
  const { language, project, t, base } = opened;
  const rule = await found(opened, (await props.params).alert);
  const page = Math.max(1, Math.floor(Number((await pageQuery(props.searchParams)).page)) || 1);
  const [published, firings] = await Promise.all([
    latestVersion(project.projectId),
    listFirings(project, rule.id, page),
  ]);
  const mayEdit = mayActAs(project.role, "editor");
  return (
    <>
      <PageHeader
        title={printable(rule.name)}
        text={<TextLink href={base}>{t("all")}</TextLink>}
        actions={mayEdit && <DeleteAct opened={opened} rule={rule} />}
      />
      <div className="flex flex-col gap-2 px-4 pb-4">
        <AlertStateView language={language} timeZone={project.timeZone} rule={rule} />
        <p>{t("defaultName", { kind: t(`kind.${rule.kind}`), of: scopeText(language, rule, published?.plan) })}</p>
        <p data-found>{foundText(language, rule)}</p>
        {rule.checkedAt && (
          <p className="text-grey-7 text-grid">
            {t("column.found")}{" "}
            {formatterOf(language, project.timeZone).dateTime(rule.checkedAt, {
              dateStyle: "medium",
              timeStyle: "medium",
            })}
          </p>
        )}
      </div>
      {mayEdit && <Acts opened={opened} rule={rule} />}
      <FiringTable opened={opened} rule={rule} firings={firings} page={page} />
      {mayEdit && <EditForm opened={opened} rule={rule} />}
    </>
  );
}

interface One {
  readonly opened: Opened;
  readonly rule: AlertRule;
}

function Hidden({ opened, rule }: One) {
  return (
    <>
      <input type="hidden" name="project" value={opened.project.slug} />
      <input type="hidden" name="alert" value={rule.id} />
    </>
  );
}

function DeleteAct({ opened, rule }: One) {
  const { project, t } = opened;
  return (
    <ConfirmAction
      action={deleteAlertAction}
      fields={{ project: project.slug, alert: rule.id }}
      size="normal"
      title={t("deleteTitle", { name: printable(rule.name) })}
      description={t("deleteText")}
      verb={t("delete")}
    />
  );
}

function Acts({ opened, rule }: One) {
  const { t } = opened;
  const times = (["hour", "day", "week"] as const).map((value) => ({ value, label: t(`muteTime.${value}`) }));
  const button = (label: string) => (
    <div>
      <SubmitButton tone="plain">{label}</SubmitButton>
    </div>
  );
  return (
    <div className="flex flex-wrap items-end gap-3 px-4 pb-6">
      <ActionForm action={checkAlertAction} label={t("check")}>
        <FormMessage />
        <Hidden opened={opened} rule={rule} />
        {button(t("check"))}
      </ActionForm>
      <ActionForm action={testAlertAction} label={t("test")}>
        <FormMessage />
        <Hidden opened={opened} rule={rule} />
        {button(t("test"))}
      </ActionForm>
      {rule.mutedUntil === null ? (
        <ActionForm action={muteAlertAction} label={t("mute")}>
          <FormMessage />
          <Hidden opened={opened} rule={rule} />
          <div className="flex items-end gap-2">
            <FormSelect name="time" label={t("muteFor")} options={times} defaultValue="day" className="w-56" />
            {button(t("mute"))}
          </div>
        </ActionForm>
      ) : (
        <ActionForm action={unmuteAlertAction} label={t("unmute")}>
          <FormMessage />
          <Hidden opened={opened} rule={rule} />
          <p className="max-w-reading text-grey-7 text-grid">{t("mutedText")}</p>
          {button(t("unmute"))}
        </ActionForm>
      )}
    </div>
  );
}

async function EditForm({ opened, rule }: One) {
  const { language, project, t } = opened;
  const choices = await alertChoices(project, language);
  const threshold = formatterOf(language).number(rule.threshold, { maximumFractionDigits: 1, useGrouping: false });
  return (
    <section aria-labelledby="edit" className="max-w-lg px-4 pt-6 pb-8">
      <h2 id="edit" className="mb-2 font-semibold">
        {t("edit")}
      </h2>
      <ActionForm action={updateAlertAction} label={t("edit")}>
        <FormMessage />
        <Hidden opened={opened} rule={rule} />
        <ThresholdFields t={t} kind={rule.kind} name={rule.name} threshold={threshold} />
        <ScopeFields
          t={t}
          kind={rule.kind}
          choices={choices}
          source={rule.source?.slug ?? ""}
          environment={rule.environment ?? ""}
          event={rule.eventId ?? ""}
          windowMinutes={rule.windowMinutes}
        />
        <p className="text-grey-7 text-grid">{t("told")}</p>
        <div>
          <SubmitButton>{t("save")}</SubmitButton>
        </div>
      </ActionForm>
    </section>
  );
}
