import type { AlertKind } from "../../../../../lib/alert/alert.ts";
import type { AreaText } from "../../../../../lib/i18n/translate.ts";
import { FormField, FormSelect } from "../../../../_access/action-form.tsx";
import type { Choices } from "./page-of.ts";

/** From which value on a rule fires, and what it is called. */
export function ThresholdFields(props: { t: AreaText<"alert">; kind: AlertKind; name: string; threshold: string }) {
  const { t, kind } = props;
  return (
    <>
      <FormField name="threshold" label={t(`field.${kind}`)} required defaultValue={props.threshold} />
      <FormField name="name" label={t("field.name")} required maxLength={200} defaultValue={props.name} />
    </>
  );
}

/** Which events an existing rule is about. */
export function ScopeFields(props: {
  t: AreaText<"alert">;
  kind: AlertKind;
  choices: Choices;
  source: string;
  environment: string;
  event: string;
  windowMinutes: number;
}) {
  const { t, choices } = props;
  // An event that the plan holds no more stays what the rule is about until another is chosen.
  const gone = props.event !== "" && choices.event.every(({ value }) => value !== props.event);
  const events = gone
    ? [...choices.event, { value: props.event, label: t("scope.gone", { id: props.event }) }]
    : choices.event;
  return (
    <>
      <FormSelect name="source" label={t("scope.source")} options={choices.source} defaultValue={props.source} />
      <FormSelect
        name="environment"
        label={t("scope.environment")}
        options={choices.environment}
        defaultValue={props.environment}
      />
      <FormSelect name="eventId" label={t("scope.event")} options={events} defaultValue={props.event} />
      {props.kind === "silence" ? (
        <input type="hidden" name="windowMinutes" value={props.windowMinutes} />
      ) : (
        <FormSelect
          name="windowMinutes"
          label={t("window.label")}
          hint={t("window.hint")}
          options={choices.windowMinutes}
          defaultValue={`${props.windowMinutes}`}
        />
      )}
    </>
  );
}
