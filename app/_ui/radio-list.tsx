import { type ReactNode, useId } from "react";
import { FieldGroup } from "./field.tsx";

export interface RadioOption<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint: ReactNode;
}

/** One of a few ways, each with what it means below it. */
export function RadioList<Value extends string>(props: {
  legend: string;
  options: readonly RadioOption<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}) {
  const name = useId();
  return (
    <FieldGroup legend={props.legend}>
      {props.options.map(({ value, label, hint }) => (
        <label key={value} className="flex min-h-6 items-start gap-2">
          <input
            type="radio"
            name={name}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
            className="mt-0.5 size-4 shrink-0 accent-accent-7"
          />
          <span>
            {label}
            <span className="block text-grey-7 text-grid">{hint}</span>
          </span>
        </label>
      ))}
    </FieldGroup>
  );
}
