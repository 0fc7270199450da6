"use client";

import { Trash2 } from "lucide-react";
import type { PlanEvent, Property } from "../../../../../../lib/plan/plan.ts";
import { inCase } from "../../../../../../lib/plan/rules/naming.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { ListInput } from "../../../../../_ui/list-input.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { usePlanEditing } from "../editing/editing-context.tsx";
import { AddLine } from "./add-line.tsx";
import { SaidField } from "./said-field.tsx";
import { useWorkshop } from "./workshop-context.tsx";
import { addProperty, changeEvent, kindOf, PROPERTY_KINDS, type PropertyKind, typeOf } from "./workshop-edits.ts";

/** The properties of an event: a key, what kind of value it is, what it says. */
export function PropertyRows({ event }: { event: PlanEvent }) {
  const t = useText("workshop");
  const { facts } = usePlanEditing();
  const { keyOf, change, goTo } = useWorkshop();
  const naming = facts.settings.standards.naming.property;

  function add(text: string) {
    const name = inCase(text, naming.case, naming.acronyms) ?? text;
    const known = event.properties.find((property) => property.name === name);
    if (known) return goTo(`event/${event.id}/properties/${known.id}`);
    const added = addProperty(event, name);
    change(added.change);
    goTo(`event/${event.id}/properties/${added.id}/description`);
  }
  return (
    <div className="flex flex-col gap-2">
      <h4 className="font-medium text-grid">{t("property.title")}</h4>
      {event.properties.map((property) => (
        <PropertyRow key={keyOf(property.id)} event={event} property={property} />
      ))}
      <AddLine
        label={t("property.add", { name: event.name })}
        path={`event/${event.id}/properties`}
        suggestions={[]}
        onAdd={add}
        code
      />
    </div>
  );
}

function PropertyRow({ event, property }: { event: PlanEvent; property: Property }) {
  const t = useText("workshop");
  const { readOnly, change, remove } = useWorkshop();
  const { id, name, type } = property;
  const kind = kindOf(type);
  const put = (changes: Partial<Property>) =>
    change((at) => {
      const properties = at.events
        .find((one) => one.id === event.id)
        ?.properties.map((one) => (one.id === id ? { ...one, ...changes } : one));
      return changeEvent(event.id, properties === undefined ? {} : { properties })(at);
    });
  // An example fits the type it was written for.
  const retype = (next: PropertyKind, values: readonly string[]) => put({ type: typeOf(next, values), examples: [] });
  const values = type.kind === "string" ? (type.enum ?? []) : [];
  return (
    <fieldset
      aria-label={name}
      data-path={`event/${event.id}/properties/${id}`}
      className="flex flex-wrap items-end gap-x-3 gap-y-2 border-t pt-2"
    >
      <span className="min-w-32 self-center break-all font-mono text-grid">{name}</span>
      <Field label={t("property.kind")} className="w-44">
        {(control) => (
          <Select
            {...control}
            disabled={readOnly}
            value={kind}
            onChange={({ target: { value } }) => retype(value as PropertyKind, values)}
            options={PROPERTY_KINDS.filter((one) => one !== "other" || kind === "other").map((one) => ({
              value: one,
              label: t(`property.kinds.${one}`),
            }))}
          />
        )}
      </Field>
      {kind === "list" && (
        <div data-path={`event/${event.id}/properties/${id}/type`} className="min-w-0 flex-1 basis-48">
          <Field label={t("property.values")}>
            {(control) => (
              <ListInput
                {...control}
                label={t("property.values")}
                disabled={readOnly}
                values={values}
                onChange={(next) => retype("list", next)}
                code
              />
            )}
          </Field>
        </div>
      )}
      <SaidField
        label={t("property.description")}
        path={`event/${event.id}/properties/${id}/description`}
        value={property.description}
        onChange={(description) => put({ description })}
      />
      <Checkbox
        label={t("property.required")}
        disabled={readOnly}
        checked={property.required}
        onChange={({ target: { checked } }) => put({ required: checked })}
        className="mb-1"
      />
      {!readOnly && (
        <Button
          size="small"
          tone="quiet"
          data-removes
          aria-label={t("remove", { name: `${event.name} ${name}` })}
          onClick={() =>
            remove(name, changeEvent(event.id, { properties: event.properties.filter((one) => one.id !== id) }))
          }
        >
          <Trash2 aria-hidden />
        </Button>
      )}
    </fieldset>
  );
}
