"use client";

import { X } from "lucide-react";
import type { ImageRef } from "../../../../../../lib/plan/plan-journey.ts";
import { Combobox } from "../../../../../_ui/combobox.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { Textarea } from "../../../../../_ui/textarea.tsx";
import type { FieldSpec } from "../fields.ts";
import { CountryControl } from "./country-control.tsx";
import { DayControl } from "./day-control.tsx";
import { usePlanEditing } from "./editing-context.tsx";
import { ImageControl } from "./image-control.tsx";
import { JsonListControl } from "./json-control.tsx";
import { OptionControl } from "./option-control.tsx";
import { ScalarControl, type SharedProps } from "./scalar-control.tsx";
import { useDraft, useTypedEarly } from "./use-draft.ts";

/** Controls of the rarer kinds of field: days, numbers, images, pinned events, the metric above, payloads. */
export function MoreControl({
  spec,
  value,
  onTyping,
  ...shared
}: SharedProps & { spec: FieldSpec; value: unknown; onTyping: (value: unknown) => void }) {
  switch (spec.control) {
    case "day":
      return <DayControl {...shared} value={value as string | undefined} />;
    case "number":
      return <ScalarControl {...shared} value={value} numeric="numeric" />;
    case "image":
      return <ImageControl {...shared} value={value as ImageRef | undefined} />;
    case "metric":
      return <MetricControl {...shared} value={value as string | undefined} />;
    case "country":
      return <CountryControl {...shared} value={value as string | undefined} />;
    case "pinned":
      return <PinnedControl {...shared} value={(value ?? []) as readonly string[]} />;
    case "groups":
      return <GroupsControl {...shared} value={(value ?? []) as readonly (readonly string[])[]} />;
    case "payloads":
      return <JsonListControl {...shared} strict onTyping={onTyping} value={(value ?? []) as readonly unknown[]} />;
    default:
      return null;
  }
}

/** Groups of words, one a line, the words separated by commas. */
function GroupsControl(props: SharedProps & { value: readonly (readonly string[])[] }) {
  const stored = props.value.map((group) => group.join(", ")).join("\n");
  const draft = useDraft(stored, (text) => {
    const lines = text.split("\n").map((line) =>
      line
        .split(",")
        .map((word) => word.trim())
        .filter(Boolean),
    );
    return props.onSave(lines.filter((group) => group.length > 0));
  });
  const field = useTypedEarly<HTMLTextAreaElement>(draft);
  return (
    <Field label={props.label} hint={props.hint}>
      {(control) => (
        <>
          <Textarea
            {...control}
            ref={field}
            value={draft.value}
            disabled={props.disabled}
            onChange={(event) => draft.change(event.target.value)}
            onBlur={draft.keep}
          />
          {props.notes}
        </>
      )}
    </Field>
  );
}

function MetricControl(props: SharedProps & { value: string | undefined }) {
  const { facts } = usePlanEditing();
  const options = facts.metrics.map((one) => ({ value: one.id, label: one.label }));
  return <OptionControl {...props} options={options} />;
}

/** The events pinned on a step: each can be taken off, another is found by its name. */
function PinnedControl(props: SharedProps & { value: readonly string[] }) {
  const t = useText("plan");
  const { facts } = usePlanEditing();
  const label = (id: string) => facts.events.find((one) => one.id === id)?.label ?? id;
  const free = facts.events.filter((one) => !props.value.includes(one.id));
  return (
    <Field label={props.label} hint={props.hint}>
      {(control) => (
        <>
          {props.value.length > 0 && (
            <ul className="flex flex-wrap gap-1">
              {props.value.map((id) => (
                <li key={id} className="inline-flex items-center rounded-small bg-grey-3 pl-1.5 font-mono text-grid">
                  {label(id)}
                  <button
                    type="button"
                    disabled={props.disabled}
                    aria-label={t("pinned.remove", { name: label(id) })}
                    onClick={() => props.onSave(props.value.filter((one) => one !== id))}
                    className="grid size-6 place-items-center text-grey-7 hover:text-grey-10"
                  >
                    <X aria-hidden className="size-3" />
                  </button>
                </li>
              ))}
            </ul>
          )}
          <Combobox
            id={control.id}
            label={props.label}
            placeholder={t("pinned.add")}
            empty={t("noMatch")}
            disabled={props.disabled}
            options={free.map((one) => ({ value: one.id, label: one.label }))}
            value={undefined}
            onChange={(id) => id && props.onSave([...props.value, id])}
          />
          {props.notes}
        </>
      )}
    </Field>
  );
}
