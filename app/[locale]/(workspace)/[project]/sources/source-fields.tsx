import type { SourceSummary } from "../../../../../lib/access/source.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { FormField, FormSelect } from "../../../../_access/action-form.tsx";
import { sourceChoices, versionChoices } from "./page-of.ts";

/** The fields of a source's form, new or known. */
export function SourceFields(props: {
  t: AreaText<"source">;
  source?: SourceSummary;
  versions: readonly number[];
  /** What an owner may write to go to production without the acceptance run that the project asks for. */
  override?: { readonly label: string; readonly hint: string } | undefined;
}) {
  const { t, source, versions, override } = props;
  const choices = sourceChoices(t);
  return (
    <>
      <FormField
        name="name"
        label={t("field.name")}
        hint={t("hint.name")}
        required
        {...(source ? { defaultValue: source.name } : {})}
      />
      <FormSelect
        name="platform"
        label={t("field.platform")}
        options={choices.platform}
        defaultValue={source?.platform ?? "web"}
      />
      <FormSelect
        name="environment"
        label={t("field.environment")}
        hint={t("hint.environment")}
        options={choices.environment}
        defaultValue={source?.environment ?? "production"}
      />
      {override && <FormField name="override" label={override.label} hint={override.hint} />}
      <FormSelect
        name="mode"
        label={t("field.mode")}
        hint={t("hint.mode")}
        options={choices.mode}
        defaultValue={source?.mode ?? "quarantine"}
      />
      <FormSelect
        name="strip"
        label={t("field.strip")}
        hint={t("hint.strip")}
        options={choices.strip}
        defaultValue={source?.strip ?? "nothing"}
      />
      <FormSelect
        name="unplanned"
        label={t("field.unplanned")}
        hint={t("hint.unplanned")}
        options={choices.unplanned}
        defaultValue={source?.unplanned ?? "violation"}
      />
      <FormSelect
        name="versionRule"
        label={t("field.versionRule")}
        hint={t("hint.versionRule")}
        options={versionChoices(t, versions)}
        defaultValue={source?.versionRule ?? "latest"}
      />
      {(["eventsPerSecond", "eventsPerDay"] as const).map((limit) => (
        <FormField
          key={limit}
          name={limit}
          label={t(`field.${limit}`)}
          hint={t(`hint.${limit}`)}
          defaultValue={String(source?.[limit] ?? 0)}
        />
      ))}
    </>
  );
}
