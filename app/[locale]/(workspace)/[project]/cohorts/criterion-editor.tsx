"use client";

import { Plus, Trash2 } from "lucide-react";
import type { Criterion } from "../../../../../lib/analysis/question.ts";
import { Button } from "../../../../_ui/button.tsx";
import { Menu, MenuItem } from "../../../../_ui/menu.tsx";
import { Select } from "../../../../_ui/select.tsx";
import { useText } from "../../../../_ui/text.tsx";
import { useFacts } from "../analysis/facts-context.tsx";
import { useListFocus } from "../analysis/use-list-focus.ts";
import { LeafEditor } from "./leaf-editor.tsx";
import { CRITERION_KINDS, newCriterion } from "./new-criterion.ts";

interface Props {
  readonly criterion: Criterion;
  readonly onChange: (criterion: Criterion) => void;
  readonly onRemove?: (() => void) | undefined;
}

/** Turns "did not" around a condition on and off. */
function negated(criterion: Criterion): Criterion {
  return criterion.kind === "not" ? criterion.of : { kind: "not", of: criterion };
}

/** One condition or a group of them, as sentences. */
export function CriterionEditor({ criterion, onChange, onRemove }: Props) {
  const t = useText("cohort");
  const excluded = criterion.kind === "not";
  const inner = excluded ? criterion.of : criterion;
  const change = (next: Criterion) => onChange(excluded ? { kind: "not", of: next } : next);
  return (
    <div className="rounded border p-2" data-criterion={inner.kind}>
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <Select
          aria-label={t("include.label")}
          size="small"
          className="w-40"
          value={excluded ? "exclude" : "include"}
          options={[
            { value: "include", label: t("include.include") },
            { value: "exclude", label: t("include.exclude") },
          ]}
          onChange={() => onChange(negated(criterion))}
        />
        {(inner.kind === "all" || inner.kind === "any") && (
          <Select
            aria-label={t("group.label")}
            size="small"
            className="w-56"
            value={inner.kind}
            options={[
              { value: "all", label: t("group.all") },
              { value: "any", label: t("group.any") },
            ]}
            onChange={(event) => change({ kind: event.currentTarget.value as "all" | "any", of: inner.of })}
          />
        )}
        {onRemove && (
          <Button tone="quiet" size="small-icon" className="ml-auto" aria-label={t("remove")} onClick={onRemove}>
            <Trash2 aria-hidden />
          </Button>
        )}
      </div>
      {inner.kind === "all" || inner.kind === "any" ? (
        <GroupEditor kind={inner.kind} of={inner.of} onChange={(of) => change({ kind: inner.kind, of })} />
      ) : inner.kind === "not" || inner.kind === "as_sent" ? (
        <>
          {inner.kind === "as_sent" && <p className="mb-2 text-grey-7 text-grid">{t("asSent")}</p>}
          <CriterionEditor criterion={inner.of} onChange={(of) => change({ kind: inner.kind, of })} />
        </>
      ) : (
        <LeafEditor criterion={inner} onChange={change} />
      )}
    </div>
  );
}

/** Conditions joined by and, or by or. */
export function GroupEditor(props: {
  kind: "all" | "any";
  of: readonly Criterion[];
  onChange: (of: readonly Criterion[]) => void;
}) {
  const t = useText("cohort");
  const { of } = props;
  const { list, moved } = useListFocus<HTMLDivElement>(of.length);
  const remove = (index: number) => {
    moved();
    props.onChange(of.filter((_, at) => at !== index));
  };
  return (
    <div ref={list} className="flex flex-col gap-2">
      {of.map((criterion, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own.
        <div key={index} className="flex flex-col gap-1">
          {index > 0 && <span className="text-grey-7 text-grid">{t(`group.joint.${props.kind}`)}</span>}
          <CriterionEditor
            criterion={criterion}
            onChange={(next) => props.onChange(of.map((one, at) => (at === index ? next : one)))}
            onRemove={of.length > 1 ? () => remove(index) : undefined}
          />
        </div>
      ))}
      <AddCondition onAdd={(criterion) => props.onChange([...of, criterion])} />
    </div>
  );
}

function AddCondition({ onAdd }: { onAdd: (criterion: Criterion) => void }) {
  const t = useText("cohort");
  const facts = useFacts();
  const kinds = CRITERION_KINDS.filter((kind) => kind !== "cohort" || facts.cohorts.length > 0);
  return (
    <div>
      <Menu
        trigger={
          <Button size="small">
            <Plus aria-hidden />
            {t("add")}
          </Button>
        }
      >
        {kinds.map((kind) => (
          <MenuItem key={kind} onSelect={() => onAdd(newCriterion(kind, facts))}>
            {t(`kind.${kind}`)}
          </MenuItem>
        ))}
        <MenuItem onSelect={() => onAdd({ kind: "any", of: [newCriterion("count", facts)] })}>
          {t("kind.group")}
        </MenuItem>
      </Menu>
    </div>
  );
}
