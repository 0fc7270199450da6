"use client";

import { RULE_LEVELS, STANDARD_KINDS, type Standards } from "../../../../../../lib/plan/standards.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { FieldControl } from "../editing/field-control.tsx";
import { newPlanId } from "../new-plan-id.ts";
import { NAMING_FIELDS, REQUIRED_FIELDS, STANDARDS_FIELDS, SUPPRESSION_FIELDS } from "../standards-fields.ts";
import { ItemList } from "./item-list.tsx";
import { ObjectFields } from "./object-fields.tsx";

/** The house rules: naming kind by kind, demanded fields, what each rule weighs, synonyms, and what is let pass. */
export function StandardsEditor({ standards, rules }: { standards: Standards; rules: readonly string[] }) {
  const t = useText("plan");
  return (
    <section aria-label={t("field.standards")} className="flex flex-col gap-5">
      <h2 className="border-b pb-1 font-semibold">{t("field.standards")}</h2>
      {STANDARD_KINDS.map((kind) => (
        <details key={kind} className="rounded border px-3 py-2">
          <summary className="min-h-6 cursor-pointer font-medium text-grid">{t(`standards.kind.${kind}`)}</summary>
          <div className="mt-3 flex flex-col gap-5">
            <ObjectFields
              subject={{ kind: "naming", of: kind }}
              object={standards.naming[kind]}
              table={NAMING_FIELDS}
            />
            <FieldControl
              subject={{ kind: "required", of: kind }}
              field={kind}
              spec={REQUIRED_FIELDS[kind]}
              value={standards.requiredFields[kind]}
            />
          </div>
        </details>
      ))}
      <ObjectFields subject={{ kind: "standards" }} object={standards} table={STANDARDS_FIELDS} />
      <Severities standards={standards} rules={rules} />
      <Suppressions standards={standards} />
    </section>
  );
}

/** One rule at a time: the list of those that weigh otherwise than by themselves, and a way to add one. */
function Severities({ standards, rules }: { standards: Standards; rules: readonly string[] }) {
  const t = useText("plan");
  const { commit, editable } = usePlanEditing();
  const { severities } = standards;
  const set = (rule: string, level: string | null) =>
    void commit([{ command: "updateStandards", changes: { severities: { [rule]: level as "off" | null } } }]);
  const levels = RULE_LEVELS.map((one) => ({ value: one, label: t(`standards.level.${one}`) }));
  const free = rules.filter((rule) => severities[rule] === undefined);
  return (
    <section aria-label={t("field.severities")} className="flex flex-col gap-3">
      <h3 className="font-medium text-grid">{t("field.severities")}</h3>
      {Object.entries(severities).map(([rule, level]) => (
        <div key={rule} className="flex items-end gap-2">
          <Field label={<code>{rule}</code>} className="max-w-72 flex-1">
            {(control) => (
              <Select
                {...control}
                value={level}
                disabled={!editable}
                options={levels}
                onChange={(event) => set(rule, event.target.value)}
              />
            )}
          </Field>
          {editable && <Button onClick={() => set(rule, null)}>{t("standards.byItself")}</Button>}
        </div>
      ))}
      {editable && (
        <Field label={t("standards.addSeverity")} className="max-w-72">
          {(control) => (
            <Select
              {...control}
              value=""
              options={[{ value: "", label: t("none") }, ...free.map((rule) => ({ value: rule, label: rule }))]}
              onChange={(event) => event.target.value && set(event.target.value, "off")}
            />
          )}
        </Field>
      )}
    </section>
  );
}

function Suppressions({ standards }: { standards: Standards }) {
  const t = useText("plan");
  const { commit } = usePlanEditing();
  const { suppressions } = standards;
  return (
    <ItemList
      title={t("field.suppressions")}
      items={suppressions.map(({ id, rule, objectId }) => ({ key: id, title: `${rule} · ${objectId}` }))}
      newLabel={t("standards.newSuppression")}
      empty={t("standards.noSuppression")}
      onAdd={(text) => {
        const [rule = "", objectId = "plan"] = text.split(/\s+/);
        const suppression = { id: newPlanId("sup"), rule, objectId, reason: t("standards.reasonToGive") };
        return commit([{ command: "addSuppression", suppression }]);
      }}
      onRemove={(id) => void commit([{ command: "removeSuppression", id }])}
    >
      {(id) => {
        const suppression = suppressions.find((one) => one.id === id);
        const subject = { kind: "suppression", id } as const;
        return suppression && <ObjectFields subject={subject} object={suppression} table={SUPPRESSION_FIELDS} />;
      }}
    </ItemList>
  );
}
