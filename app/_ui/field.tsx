import { type ReactNode, useId } from "react";
import { className } from "./class-name.ts";

export interface FieldControl {
  readonly id: string;
  readonly "aria-describedby": string | undefined;
  readonly "aria-invalid": true | undefined;
}

/** Label, control, hint and error of one value. The control is made by `children`, which must spread what it is given. */
export function Field(props: {
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** Shown at the right end of the label line, e.g. a language or a count. */
  aside?: ReactNode;
  className?: string | undefined;
  children: (control: FieldControl) => ReactNode;
}) {
  const id = useId();
  const described = [props.hint && `${id}-hint`, props.error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className={className("flex fallback:min-w-0 flex-col gap-1", props.className)}>
      <div className="flex items-baseline justify-between gap-2">
        <label htmlFor={id} className="font-medium text-grid">
          {props.label}
        </label>
        {props.aside}
      </div>
      {props.children({
        id,
        "aria-describedby": described || undefined,
        "aria-invalid": props.error ? true : undefined,
      })}
      {props.error && (
        <p id={`${id}-error`} className="text-danger-7 text-grid">
          {props.error}
        </p>
      )}
      {props.hint && (
        <p id={`${id}-hint`} className="text-grey-7 text-grid">
          {props.hint}
        </p>
      )}
    </div>
  );
}

/** Several controls under one heading, as a group that a screen reader announces. */
export function FieldGroup(props: { legend: ReactNode; hint?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <fieldset className={className("flex min-w-0 flex-col fallback:gap-2", props.className)}>
      <legend className="mb-1 font-medium text-grid">{props.legend}</legend>
      {props.children}
      {props.hint && <p className="text-grey-7 text-grid">{props.hint}</p>}
    </fieldset>
  );
}
