import type { Metadata } from "next";
import Form from "next/form";
import { mayActAs } from "../../../../../../lib/access/authorized.ts";
import { ALERT_KINDS, type AlertKind, FEWEST_EVENTS } from "../../../../../../lib/alert/alert.ts";
import { scopeOf } from "../../../../../../lib/alert/rule.ts";
import { type Suggestion, suggestThreshold } from "../../../../../../lib/alert/suggest.ts";
import { valueText } from "../../../../../../lib/alert/words.ts";
import { isUserError, type UserError } from "../../../../../../lib/base/error.ts";
import { formatterOf } from "../../../../../../lib/i18n/translate.ts";
import { translator } from "../../../../../../lib/i18n/translator.ts";
import { latestVersion } from "../../../../../../lib/plan/store-version.ts";
import { ActionForm, FormMessage, SubmitButton } from "../../../../../_access/action-form.tsx";
import { type AskedQuery, pageQuery } from "../../../../../_access/page-query.ts";
import { refusalTexts } from "../../../../../_access/refusal-text.ts";
import { pageLanguage } from "../../../../../_access/request.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { FilterSelect } from "../../../../../_ui/filter-form.tsx";
import { Notice } from "../../../../../_ui/notice.tsx";
import { PageHeader } from "../../../../../_ui/page-header.tsx";
import { TextLink } from "../../../../../_ui/text-link.tsx";
import { RoleNotice } from "../../settings/role-notice.tsx";
import { createAlertAction } from "../actions.ts";
import { ThresholdFields } from "../alert-fields.tsx";
import {
  type AlertsProps,
  alertChoices,
  type Choices,
  chosenScope,
  type Opened,
  openAlerts,
  scopeText,
} from "../page-of.ts";

interface Props extends AlertsProps {
  readonly searchParams: Promise<AskedQuery>;
}

export async function generateMetadata(props: AlertsProps): Promise<Metadata> {
  return { title: translator(pageLanguage((await props.params).locale), "alert")("new") };
}

type Scope = ReturnType<typeof chosenScope>;

/** What to watch first, then the threshold that the last seven days suggest for it. */
export default async function NewAlertPage(props: Props) {
  const opened = await openAlerts(props);
  const { language, project, t, base } = opened;
  const header = <PageHeader title={t("new")} text={<TextLink href={base}>{t("all")}</TextLink>} />;
  if (!mayActAs(project.role, "editor"))
    return (
      <>
        {header}
        <RoleNotice language={language} own={project.role} needs="editor" hidden />
      </>
    );
  const asked = await pageQuery(props.searchParams);
  const choices = await alertChoices(project, language);
  const kind = ALERT_KINDS.find((one) => one === asked.kind) ?? "rate";
  const scope = chosenScope(asked, choices);
  const [suggestion, published] = await Promise.all([suggested(opened, kind, scope), latestVersion(project.projectId)]);
  const source = choices.source.find(({ value }) => value === scope.source);
  const named = { ...scope, source: source === undefined ? null : { slug: source.value, name: source.label } };
  const name = t("defaultName", { kind: t(`kind.${kind}`), of: scopeText(language, named, published?.plan) });
  return (
    <>
      {header}
      <ScopeForm opened={opened} choices={choices} kind={kind} scope={scope} />
      <p className="px-4 pb-4 text-grey-7">{t(`kindText.${kind}`)}</p>
      <div className="max-w-reading px-4 pb-4">
        <Notice title={t("suggested.title")}>
          <p data-suggested>{reasonText(opened, kind, suggestion)}</p>
        </Notice>
      </div>
      <ActionForm
        key={JSON.stringify([kind, scope])}
        action={createAlertAction}
        label={t("new")}
        className="max-w-lg px-4 pb-8"
      >
        <FormMessage />
        <input type="hidden" name="project" value={project.slug} />
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="source" value={scope.source ?? ""} />
        <input type="hidden" name="environment" value={scope.environment ?? ""} />
        <input type="hidden" name="eventId" value={scope.eventId ?? ""} />
        <input type="hidden" name="windowMinutes" value={scope.windowMinutes} />
        <ThresholdFields
          t={t}
          kind={kind}
          name={name}
          threshold={isUserError(suggestion) ? "" : inputText(opened, suggestion.threshold)}
        />
        <p className="text-grey-7 text-grid">{t("told")}</p>
        <div>
          <SubmitButton>{t("create")}</SubmitButton>
        </div>
      </ActionForm>
    </>
  );
}

/** Who asks too often is told so where the reason would stand, and still makes a rule. */
async function suggested({ project }: Opened, kind: AlertKind, scope: Scope): Promise<Suggestion | UserError> {
  const { windowMinutes } = scope;
  try {
    return await suggestThreshold(project, { kind, scope: await scopeOf(project, scope), windowMinutes });
  } catch (error) {
    if (isUserError(error) && error.code === "rate_limited") return error;
    throw error;
  }
}

function inputText({ language }: Opened, value: number): string {
  return formatterOf(language).number(value, { maximumFractionDigits: 1, useGrouping: false });
}

/** Why this threshold: the sentence has every number it was reckoned from. */
function reasonText({ language, t }: Opened, kind: AlertKind, suggestion: Suggestion | UserError): string {
  if (isUserError(suggestion)) return refusalTexts(suggestion, language).join(" ");
  const { threshold, from, count } = suggestion;
  if (kind === "new_kind") return t("suggested.new_kind");
  if (from === null) return t("suggested.usual", { threshold: valueText(language, kind, threshold) });
  const shown = (value: number) => formatterOf(language).number(value, { maximumFractionDigits: 1 });
  return t(`suggested.${kind}`, { threshold: shown(threshold), from: shown(from), count, least: FEWEST_EVENTS });
}

function ScopeForm({
  opened,
  choices,
  kind,
  scope,
}: {
  opened: Opened;
  choices: Choices;
  kind: AlertKind;
  scope: Scope;
}) {
  const { t, base } = opened;
  return (
    <Form
      action={`${base}/new`}
      key={JSON.stringify([kind, scope])}
      className="flex flex-wrap items-end gap-3 px-4 pb-2"
      aria-label={t("field.kind")}
    >
      <FilterSelect
        name="kind"
        label={t("field.kind")}
        value={kind}
        options={ALERT_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <FilterSelect name="source" label={t("scope.source")} value={scope.source ?? ""} options={choices.source} />
      <FilterSelect
        name="environment"
        label={t("scope.environment")}
        value={scope.environment ?? ""}
        options={choices.environment}
      />
      <FilterSelect name="event" label={t("scope.event")} value={scope.eventId ?? ""} options={choices.event} />
      {kind !== "silence" && (
        <FilterSelect
          name="windowMinutes"
          label={t("window.label")}
          value={`${scope.windowMinutes}`}
          options={choices.windowMinutes}
        />
      )}
      <Button type="submit">{t("suggest")}</Button>
    </Form>
  );
}
