"use client";

import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import type { PropertyPlace } from "../../../../../../lib/plan/edit-path.ts";
import type { PropertyType } from "../../../../../../lib/plan/plan.ts";
import { Button } from "../../../../../_ui/button.tsx";
import { Confirm } from "../../../../../_ui/confirm.tsx";
import { Field } from "../../../../../_ui/field.tsx";
import { Select } from "../../../../../_ui/select.tsx";
import { useText } from "../../../../../_ui/text.tsx";
import { FieldNotes } from "../editing/field-notes.tsx";
import { MoveButtons } from "../editing/move-buttons.tsx";
import { TYPE_CONSTRAINTS, TYPE_KINDS } from "../fields.ts";
import { ConstraintControl, type ConstraintName } from "./constraint-control.tsx";
import { LocalProperties } from "./local-properties.tsx";
import { PropertyList } from "./property-list.tsx";
import { nestedList } from "./property-tree.ts";
import { asKind, dropsProperties } from "./type-change.ts";

export interface TypeEditorProps {
  readonly type: PropertyType;
  readonly onChange: (type: PropertyType) => unknown;
  /** Saves one constraint alone, where the type is a property's own; else the whole type is saved. */
  readonly onConstraint?: (name: ConstraintName, value: unknown) => unknown;
  readonly disabled: boolean;
  /** Path of the type, for notes beside its constraints. */
  readonly path: string;
  /** Where the properties nested in it can be edited one by one, and how one of them is opened. */
  readonly nested?: { readonly place: PropertyPlace; readonly onOpen: (id: string) => void };
  readonly label?: string;
}

const OWN: ReadonlySet<string> = new Set(["properties", "items", "anyOf"]);

/** Any type of the model: its kind, its constraints, and what is nested in it. */
export function TypeEditor(props: TypeEditorProps) {
  const t = useText("plan");
  const { type, disabled, path } = props;
  const [dropping, setDropping] = useState<PropertyType>();
  const constraints = TYPE_CONSTRAINTS[type.kind].filter((name) => !OWN.has(name));

  function choose(kind: PropertyType["kind"]) {
    const next = asKind(type, kind);
    if (dropsProperties(type, next)) setDropping(next);
    else props.onChange(next);
  }
  function change(name: ConstraintName, value: unknown) {
    if (props.onConstraint && name !== "schema") return props.onConstraint(name, value);
    const { [name]: _, ...rest } = type as unknown as Record<string, unknown>;
    const absent = value === undefined || (value === false && name !== "open" && name !== "const");
    return props.onChange((absent ? rest : { ...rest, [name]: value }) as unknown as PropertyType);
  }
  return (
    <div className="flex min-w-0 flex-col gap-3">
      <Field label={props.label ?? t("field.type")}>
        {(control) => (
          <>
            <Select
              {...control}
              disabled={disabled}
              value={type.kind}
              options={TYPE_KINDS.map((kind) => ({ value: kind, label: t(`type.${kind}`) }))}
              onChange={(event) => choose(event.target.value as PropertyType["kind"])}
            />
            <FieldNotes path={path} />
          </>
        )}
      </Field>
      {constraints.length > 0 && (
        <div className="grid grid-cols-2 gap-3 max-sm:grid-cols-1">
          {constraints.map((name) => (
            <div
              key={`${type.kind} ${name}`}
              className={["enum", "pattern", "schema", "nullable", "open"].includes(name) ? "col-span-full" : undefined}
            >
              <ConstraintControl
                type={type}
                name={name}
                value={(type as unknown as Record<string, unknown>)[name]}
                disabled={disabled}
                onSave={(value) => change(name, value)}
                notes={<FieldNotes path={`${path}/${name}`} />}
              />
            </div>
          ))}
        </div>
      )}
      <NestedEditor {...props} />
      <Confirm
        open={dropping !== undefined}
        onOpenChange={(open) => !open && setDropping(undefined)}
        title={t("type.dropTitle")}
        description={t("type.dropText")}
        verb={t("type.dropVerb")}
        onConfirm={() => {
          if (dropping) props.onChange(dropping);
        }}
      />
    </div>
  );
}

/** The properties of an object, the items of a list, the members of a choice. */
function NestedEditor(props: TypeEditorProps) {
  const t = useText("plan");
  const { type, disabled, path } = props;
  const nested = props.nested && nestedList(type) ? props.nested : undefined;
  if (type.kind === "object") {
    return nested ? (
      <PropertyList
        place={nested.place}
        properties={type.properties}
        onOpen={nested.onOpen}
        label={t("property.nested")}
      />
    ) : (
      <LocalProperties
        properties={type.properties}
        disabled={disabled}
        onChange={(properties) => props.onChange({ ...type, properties })}
      />
    );
  }
  if (type.kind === "array") {
    return (
      <div className="border-grey-4 border-l-2 pl-3">
        <TypeEditor
          type={type.items}
          label={t("type.items")}
          disabled={disabled}
          path={`${path}/items`}
          onChange={(items) => props.onChange({ ...type, items })}
          {...(nested ? { nested } : {})}
        />
      </div>
    );
  }
  if (type.kind !== "union") return null;
  const put = (anyOf: readonly PropertyType[]) => props.onChange({ ...type, anyOf });
  return (
    <div className="flex flex-col gap-3">
      {type.anyOf.map((member, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: members of a choice have no name but their position.
        <div key={index} className="border-grey-4 border-l-2 pl-3">
          <TypeEditor
            type={member}
            label={t("type.member", { number: index + 1 })}
            disabled={disabled}
            path={`${path}/anyOf/${index}`}
            onChange={(next) => put(type.anyOf.with(index, next))}
            {...(nested && nestedList(member) ? { nested } : {})}
          />
          <div className="mt-2 flex gap-1">
            <MoveButtons
              at={index}
              count={type.anyOf.length}
              disabled={disabled}
              onMove={(by) => put(type.anyOf.toSpliced(index, 1).toSpliced(index + by, 0, member))}
            />
            <Button
              tone="quiet"
              size="small-icon"
              aria-label={t("type.removeMember", { number: index + 1 })}
              disabled={disabled || type.anyOf.length === 1}
              onClick={() => put(type.anyOf.toSpliced(index, 1))}
            >
              <Trash2 aria-hidden />
            </Button>
          </div>
        </div>
      ))}
      <Button
        size="small"
        className="self-start"
        disabled={disabled}
        onClick={() => put([...type.anyOf, { kind: "string" }])}
      >
        <Plus aria-hidden />
        {t("type.addMember")}
      </Button>
    </div>
  );
}
