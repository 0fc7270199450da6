"use client";

import type { ReactNode } from "react";
import type { Serves } from "../../../../../../lib/plan/plan.ts";
import { FieldGroup } from "../../../../../_ui/field.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { CheckList } from "./check-list.tsx";
import { usePlanEditing } from "./editing-context.tsx";

/** Which decisions and metrics something serves: what serves none is noise. */
export function ServesControl(props: {
  value: Serves;
  disabled: boolean;
  onSave: (value: Serves) => void;
  notes?: ReactNode;
}) {
  const t = useText("plan");
  const { facts } = usePlanEditing();
  return (
    <div className="flex flex-col gap-3">
      <FieldGroup legend={t("field.servesDecisions")}>
        <CheckList
          values={props.value.decisions}
          choices={facts.decisions}
          disabled={props.disabled}
          empty={t("decision.noneYet")}
          onChange={(decisions) => props.onSave({ ...props.value, decisions })}
        />
      </FieldGroup>
      <FieldGroup legend={t("field.servesMetrics")}>
        <CheckList
          values={props.value.metrics}
          choices={facts.metrics}
          disabled={props.disabled}
          empty={t("metric.noneYet")}
          onChange={(metrics) => props.onSave({ ...props.value, metrics })}
        />
      </FieldGroup>
      {props.notes}
    </div>
  );
}
