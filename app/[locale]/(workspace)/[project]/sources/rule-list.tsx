"use client";

import { useRef, useState } from "react";
import {
  ENFORCED_CALLS,
  ENFORCEMENT_RULES_MAX,
  type EnforcementRule,
  MODES,
  STRIPS,
} from "../../../../../lib/plan/enforcement.ts";
import { Button } from "../../../../_ui/button.tsx";
import { Checkbox } from "../../../../_ui/checkbox.tsx";
import { Field, FieldGroup } from "../../../../_ui/field.tsx";
import { Input } from "../../../../_ui/input.tsx";
import { Select } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";

interface Row {
  readonly key: number;
  readonly rule: EnforcementRule;
}

const NEW: EnforcementRule = { calls: [], percent: 100, mode: "quarantine", strip: "nothing" };

/** The rules of a source, sent along as JSON: the first that is for an event counts. */
export function RuleList({ initial }: { initial: readonly EnforcementRule[] }) {
  const t = useText("source");
  const [rows, setRows] = useState<readonly Row[]>(() => initial.map((rule, key) => ({ key, rule })));
  const next = useRef(initial.length);
  const change = (key: number, part: Partial<EnforcementRule>) =>
    setRows((known) => known.map((row) => (row.key === key ? { key, rule: { ...row.rule, ...part } } : row)));
  const earlier = (index: number) =>
    setRows((known) => [
      ...known.slice(0, index - 1),
      ...known.slice(index, index + 1),
      ...known.slice(index - 1, index),
      ...known.slice(index + 1),
    ]);
  return (
    <FieldGroup legend={t("rules.title")} hint={t("rules.hint")}>
      <input type="hidden" name="rules" value={JSON.stringify(rows.map(({ rule }) => rule))} />
      {rows.map(({ key, rule }, index) => (
        <fieldset key={key} className="flex min-w-0 flex-col gap-2 rounded border p-3">
          <legend className="px-1 font-medium text-grid">{t("rules.one", { number: index + 1 })}</legend>
          <RuleFields rule={rule} change={(part) => change(key, part)} />
          <div className="flex flex-wrap gap-2">
            {index > 0 && (
              <Button size="small" onClick={() => earlier(index)}>
                {t("rules.earlier", { number: index + 1 })}
              </Button>
            )}
            <Button size="small" onClick={() => setRows((known) => known.filter((row) => row.key !== key))}>
              {t("rules.remove", { number: index + 1 })}
            </Button>
          </div>
        </fieldset>
      ))}
      <div>
        <Button
          size="small"
          disabled={rows.length >= ENFORCEMENT_RULES_MAX}
          onClick={() => setRows((known) => [...known, { key: next.current++, rule: NEW }])}
        >
          {t("rules.add")}
        </Button>
      </div>
    </FieldGroup>
  );
}

/** What is typed; nothing for an empty field. */
function release(text: string): string | undefined {
  return text === "" ? undefined : text;
}

function RuleFields(props: { rule: EnforcementRule; change: (part: Partial<EnforcementRule>) => void }) {
  const t = useText("source");
  const { rule, change } = props;
  return (
    <>
      <FieldGroup legend={t("rules.calls")} hint={t("rules.callsHint")}>
        <div className="flex flex-wrap gap-x-4">
          {ENFORCED_CALLS.map((call) => (
            <Checkbox
              key={call}
              label={<code>{call}</code>}
              checked={rule.calls.includes(call)}
              onChange={({ target }) =>
                change({
                  calls: ENFORCED_CALLS.filter((one) => (one === call ? target.checked : rule.calls.includes(one))),
                })
              }
            />
          ))}
        </div>
      </FieldGroup>
      <div className="grid grid-cols-1 gap-2 sm:grid-cols-3">
        <Field label={t("rules.from")}>
          {(control) => (
            <Input
              {...control}
              code
              maxLength={50}
              value={rule.from ?? ""}
              onChange={({ target }) => change({ from: release(target.value.trim()) })}
            />
          )}
        </Field>
        <Field label={t("rules.before")}>
          {(control) => (
            <Input
              {...control}
              code
              maxLength={50}
              value={rule.before ?? ""}
              onChange={({ target }) => change({ before: release(target.value.trim()) })}
            />
          )}
        </Field>
        <Field label={t("rules.percent")}>
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={100}
              required
              value={Number.isNaN(rule.percent) ? "" : rule.percent}
              onChange={({ target }) => change({ percent: target.valueAsNumber })}
            />
          )}
        </Field>
        <Field label={t("rules.rollback")} hint={t("rules.rollbackHint")} className="sm:col-span-3">
          {(control) => (
            <Input
              {...control}
              type="number"
              min={1}
              max={100}
              value={rule.rollback === undefined || Number.isNaN(rule.rollback) ? "" : rule.rollback}
              onChange={({ target }) => change({ rollback: target.value === "" ? undefined : target.valueAsNumber })}
            />
          )}
        </Field>
      </div>
      <Field label={t("field.mode")}>
        {(control) => (
          <Select
            {...control}
            options={MODES.map((value) => ({ value, label: t(`mode.${value}`) }))}
            value={rule.mode}
            onChange={({ target }) => change({ mode: MODES.find((mode) => mode === target.value) ?? rule.mode })}
          />
        )}
      </Field>
      <Field label={t("field.strip")}>
        {(control) => (
          <Select
            {...control}
            options={STRIPS.map((value) => ({ value, label: t(`strip.${value}`) }))}
            value={rule.strip}
            onChange={({ target }) => change({ strip: STRIPS.find((strip) => strip === target.value) ?? rule.strip })}
          />
        )}
      </Field>
    </>
  );
}
