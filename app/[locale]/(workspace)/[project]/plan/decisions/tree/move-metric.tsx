"use client";

import { type FormEvent, useState } from "react";
import { wouldLoop } from "../../../../../../../lib/plan/kpi-tree.ts";
import type { Metric } from "../../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../../_ui/button.tsx";
import { Dialog } from "../../../../../../_ui/dialog.tsx";
import { Field } from "../../../../../../_ui/field.tsx";
import { localizedText } from "../../../../../../_ui/localized-text.ts";
import { Select } from "../../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../../_ui/text.tsx";

/** Asks which metric one is to be a part of; what would go round in a circle is refused in words. */
export function MoveMetric(props: {
  metric: Metric;
  metrics: readonly Metric[];
  onMove: (parent: string | null) => void;
  onClose: () => void;
}) {
  const t = useText("kpi");
  const language = useLanguage();
  const { metric, metrics } = props;
  const [parent, setParent] = useState<string>(metric.parent ?? "");
  const [refused, setRefused] = useState<string>();
  const nameOf = (one: Metric) => localizedText(one.name, language, one.id);
  const name = nameOf(metric);
  function move(event: FormEvent) {
    event.preventDefault();
    const above = metrics.find(({ id }) => id === parent);
    if (above && wouldLoop(metrics, metric.id, above.id))
      return setRefused(t("move.loop", { parent: nameOf(above), name }));
    props.onMove(above?.id ?? null);
    props.onClose();
  }
  return (
    <Dialog open onOpenChange={(open) => !open && props.onClose()} title={t("move.title", { name })}>
      <form onSubmit={move} className="flex flex-col items-start gap-3">
        <p className="text-grey-7">{t("move.text")}</p>
        <Field label={t("move.parent")} error={refused} className="w-full">
          {(control) => (
            <Select
              {...control}
              value={parent}
              onChange={(event) => {
                setParent(event.target.value);
                setRefused(undefined);
              }}
              options={[
                { value: "", label: t("move.none") },
                ...metrics.filter((one) => one !== metric).map((one) => ({ value: one.id, label: nameOf(one) })),
              ]}
            />
          )}
        </Field>
        <Button tone="primary" type="submit">
          {t("move.run")}
        </Button>
      </form>
    </Dialog>
  );
}
