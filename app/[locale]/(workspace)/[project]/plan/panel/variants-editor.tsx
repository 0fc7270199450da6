"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { Bundle, PlanEvent, Property, VariantCase } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Field, FieldGroup } from "../../../../../_ui/field.tsx";
import { localizedText } from "../../../../../_ui/localized-text.ts";
import { Select } from "../../../../../_ui/select.tsx";
import { useLanguage, useText } from "../../../../../_ui/text.tsx";
import { CheckList } from "../editing/check-list.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { FieldControl } from "../editing/field-control.tsx";
import { FieldNotes } from "../editing/field-notes.tsx";
import { MoveButtons, moved } from "../editing/move-buttons.tsx";
import { useAhead } from "../editing/use-ahead.ts";
import { fieldEdits } from "../field-edits.ts";
import { CASE_FIELDS } from "../fields.ts";
import { newPlanId } from "../new-plan-id.ts";
import { PropertyList } from "../property/property-list.tsx";

type Value = string | number | boolean;

/** Values a property can take, when they are listed: only such a property can choose the variant. */
function listedValues(property: Property | undefined): readonly Value[] {
  if (!property?.required) return [];
  const { type } = property;
  if ("nullable" in type && type.nullable) return [];
  if (type.kind === "boolean") return [true, false];
  return (type.kind === "string" || type.kind === "number" || type.kind === "integer") && type.enum ? type.enum : [];
}

/** Shapes of an event, chosen by the value of one of its properties. */
export function VariantsEditor(props: { event: PlanEvent; bundles: readonly Bundle[]; onOpen: (id: string) => void }) {
  const t = useText("plan");
  const { editable, commit } = usePlanEditing();
  const { event } = props;
  const { variants } = event;
  const all = [
    ...event.properties,
    ...props.bundles.filter((one) => event.bundles.includes(one.id)).flatMap((one) => one.properties),
  ];
  const able = all.filter((one) => listedValues(one).length > 0 || one.id === variants?.discriminator);
  const discriminator = all.find((one) => one.id === variants?.discriminator);

  function choose(id: string) {
    const undo = variants && [
      { command: "setDiscriminator" as const, event: event.id, property: variants.discriminator },
      ...variants.cases.map((item) => ({ command: "addCase" as const, event: event.id, case: item as never })),
    ];
    void commit(
      [{ command: "setDiscriminator", event: event.id, property: id || null }],
      !id && undo ? { done: { text: t("variant.removedAll"), undo } } : {},
    );
  }
  return (
    <section aria-label={t("variant.title")} className="flex flex-col gap-3">
      <h3 className="border-b pb-1 font-semibold">{t("variant.title")}</h3>
      <Field label={t("variant.discriminator")} hint={t("variant.hint")}>
        {(control) => (
          <>
            <Select
              {...control}
              disabled={!editable}
              value={variants?.discriminator ?? ""}
              options={[
                { value: "", label: t("variant.none") },
                ...able.map((one) => ({ value: one.id, label: one.name })),
              ]}
              onChange={(change) => choose(change.target.value)}
            />
            <FieldNotes path={`event/${event.id}/variants`} />
          </>
        )}
      </Field>
      {variants?.cases.map((item, index) => (
        <CaseEditor
          key={item.id}
          event={event}
          item={item}
          index={index}
          values={listedValues(discriminator)}
          onOpen={props.onOpen}
        />
      ))}
      {variants && editable && <AddCase event={event} values={listedValues(discriminator)} />}
    </section>
  );
}

function CaseEditor(props: {
  event: PlanEvent;
  item: VariantCase;
  index: number;
  values: readonly Value[];
  onOpen: (id: string) => void;
}) {
  const t = useText("plan");
  const language = useLanguage();
  const { editable, commit } = usePlanEditing();
  const { event, item, index } = props;
  const cases = event.variants?.cases ?? [];
  const caseIds = cases.map(({ id }) => id);
  const subject = { kind: "case", event: event.id, id: item.id } as const;
  const name = localizedText(item.displayName, language, item.match.map(String).join(", "));
  const [match, choose] = useAhead(item.match, (next) => commit(fieldEdits(subject, "match", item.match, next)));
  const taken = new Set(
    cases.filter((one) => one.id !== item.id).flatMap((one) => one.match.map((value) => JSON.stringify(value))),
  );
  const free = [...new Set([...props.values, ...item.match])].filter((value) => !taken.has(JSON.stringify(value)));
  return (
    <div className="flex flex-col gap-3 rounded border p-3">
      <div className="flex items-center gap-1">
        <h4 className="min-w-0 flex-1 truncate font-medium">{name}</h4>
        {editable && (
          <>
            <MoveButtons
              at={index}
              count={cases.length}
              onMove={(by) => {
                const before = moved(caseIds, index, by);
                return commit([{ command: "moveCase", event: event.id, id: item.id, before }]);
              }}
            />
            <Button
              tone="quiet"
              size="small-icon"
              aria-label={t("variant.remove", { name })}
              onClick={() =>
                void commit([{ command: "removeCase", event: event.id, id: item.id }], {
                  done: {
                    text: t("variant.removed", { name }),
                    undo: [
                      {
                        command: "addCase",
                        event: event.id,
                        case: item as never,
                        before: cases[index + 1]?.id ?? null,
                      },
                    ],
                  },
                })
              }
            >
              <Trash2 aria-hidden />
            </Button>
          </>
        )}
      </div>
      <FieldControl subject={subject} field="displayName" spec={CASE_FIELDS.displayName} value={item.displayName} />
      <FieldGroup legend={t("field.match")}>
        <CheckList
          values={match.map((value) => JSON.stringify(value))}
          choices={free.map((value) => ({ id: JSON.stringify(value), label: String(value) }))}
          disabled={!editable}
          onChange={(values) => choose(values.map((value) => JSON.parse(value)))}
        />
        <FieldNotes path={`event/${event.id}/variants/cases/${item.id}/match`} />
      </FieldGroup>
      <PropertyList
        place={{ in: "case", event: event.id, id: item.id }}
        properties={item.properties}
        event={event}
        onOpen={props.onOpen}
        label={t("variant.properties")}
        about={name}
        empty={t("variant.noProperties")}
      />
    </div>
  );
}

/** A new case takes the first value that no case has. */
function AddCase({ event, values }: { event: PlanEvent; values: readonly Value[] }) {
  const t = useText("plan");
  const { commit, saving } = usePlanEditing();
  const taken = new Set(
    (event.variants?.cases ?? []).flatMap((one) => one.match.map((value) => JSON.stringify(value))),
  );
  const free = values.filter((value) => !taken.has(JSON.stringify(value)));
  const [chosen, setChosen] = useState("");
  const value = free.find((one) => JSON.stringify(one) === chosen) ?? free[0];
  if (value === undefined) return <p className="text-grey-7 text-grid">{t("variant.allTaken")}</p>;
  return (
    <div className="flex gap-2">
      <Select
        aria-label={t("variant.newValue")}
        value={JSON.stringify(value)}
        options={free.map((one) => ({ value: JSON.stringify(one), label: String(one) }))}
        onChange={(change) => setChosen(change.target.value)}
      />
      <Button
        disabled={saving}
        onClick={() =>
          void commit([
            {
              command: "addCase",
              event: event.id,
              case: { id: newPlanId("cas"), displayName: {}, match: [value], properties: [] },
            },
          ])
        }
      >
        <Plus aria-hidden />
        {t("variant.add")}
      </Button>
    </div>
  );
}
