"use client";

import type { PlanSettings } from "../../../../../../lib/plan/plan-settings.ts";
import { Badge } from "../../../../../_ui/badge.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { FieldControl } from "../editing/field-control.tsx";
import { SETTINGS_FIELDS } from "../fields.ts";

/** What identifies a person, said once for all who send events. */
export function PersonId({ settings }: { settings: PlanSettings }) {
  const t = useText("coverage");
  return (
    <section id="coverage-person" className="max-w-2xl pt-6">
      <h2 className="font-semibold text-title">{t("person.title")}</h2>
      <p className="pb-2 text-grey-7">{t("person.text")}</p>
      {!settings.canonicalUserId?.trim() && (
        <p className="pb-2">
          <Badge tone="warning">{t("person.missing")}</Badge>
        </p>
      )}
      <FieldControl
        subject={{ kind: "settings" }}
        field="canonicalUserId"
        spec={SETTINGS_FIELDS.canonicalUserId}
        value={settings.canonicalUserId}
      />
    </section>
  );
}
