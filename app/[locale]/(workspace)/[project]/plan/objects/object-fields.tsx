"use client";

import type { ReactNode } from "react";
import { useText } from "../../../../../_ui/text.tsx";
import { FieldControl } from "../editing/field-control.tsx";
import { FieldNotes } from "../editing/field-notes.tsx";
import { type Subject, subjectPath } from "../field-edits.ts";
import type { FieldSpec } from "../fields.ts";

/** The controls of an object, in the order of its table; lists it holds come after, as `children`. */
export function ObjectFields(props: {
  subject: Subject;
  object: object;
  table: Readonly<Record<string, FieldSpec>>;
  children?: ReactNode;
}) {
  const t = useText("plan");
  const values = props.object as Readonly<Record<string, unknown>>;
  const shown = Object.entries(props.table).filter(([, spec]) => spec.control !== "own" && spec.control !== "fixed");
  return (
    <div className="flex flex-col gap-5">
      <FieldNotes path={subjectPath(props.subject)} />
      {shown.map(([field, spec]) => (
        // Links lead to a field by its path.
        <div key={field} id={`${subjectPath(props.subject)}/${field}`}>
          <FieldControl subject={props.subject} field={field} spec={spec} value={values[field]} />
        </div>
      ))}
      {props.children}
      {typeof values.id === "string" && (
        <p className="break-all text-grey-7 text-label">{t("idOf", { id: values.id })}</p>
      )}
    </div>
  );
}
