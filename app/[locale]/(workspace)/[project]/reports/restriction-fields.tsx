"use client";

import type { ReportQuestion } from "../../../../../lib/analysis/report-store.ts";
import { Checkbox } from "../../../../_ui/checkbox.tsx";
import { Field } from "../../../../_ui/field.tsx";
import { Select } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { useFacts } from "../analysis/facts-context.tsx";

const EVERYONE = "";
const INLINE = "inline";

/** Whom the question is about: everyone, a cohort, everyone else, or both side by side; in which environment, and whether events count that their source mended. */
export function RestrictionFields(props: {
  question: ReportQuestion;
  onChange: (question: ReportQuestion) => void;
  compared: boolean;
  onCompare: (compared: boolean) => void;
}) {
  const t = useText("report");
  const analysis = useText("analysis");
  const { cohorts } = useFacts();
  const { question, onChange } = props;
  const { cohort, complement, ...rest } = question;
  const value = cohort === undefined ? EVERYONE : "cohort" in cohort ? cohort.cohort : INLINE;
  const choose = (id: string) =>
    onChange((id === EVERYONE ? rest : { ...rest, cohort: { cohort: id } }) as ReportQuestion);
  return (
    <>
      <Field label={t("part.cohort")}>
        {(control) => (
          <Select
            {...control}
            value={value}
            options={[
              { value: EVERYONE, label: t("everyone") },
              ...(value === INLINE ? [{ value: INLINE, label: t("inlineCohort") }] : []),
              ...cohorts.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        )}
      </Field>
      {cohort !== undefined && (
        <>
          <Checkbox
            label={t("complement")}
            checked={complement === true}
            onChange={(event) => onChange({ ...question, complement: event.currentTarget.checked })}
          />
          <Checkbox
            label={t("compare.label")}
            checked={props.compared}
            onChange={(event) => props.onCompare(event.currentTarget.checked)}
          />
        </>
      )}
      <Field label={analysis("environment.label")}>
        {(control) => (
          <Select
            {...control}
            value={question.environment ?? "production"}
            options={(["production", "staging", "development"] as const).map((environment) => ({
              value: environment,
              label: analysis(`environment.${environment}`),
            }))}
            onChange={(event) =>
              onChange({
                ...question,
                environment: event.currentTarget.value as "production" | "staging" | "development",
              })
            }
          />
        )}
      </Field>
      <Checkbox
        label={t("asSent")}
        hint={t("asSentHint")}
        checked={question.asSent === true}
        onChange={({ currentTarget }) => onChange({ ...question, asSent: currentTarget.checked })}
      />
    </>
  );
}
