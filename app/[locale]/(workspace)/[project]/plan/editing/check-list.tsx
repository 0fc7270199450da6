"use client";

import { Checkbox } from "../../../../../_ui/checkbox.tsx";
import type { Choice } from "./editing-context.tsx";

/** Several of a list, each with its box. */
export function CheckList(props: {
  values: readonly string[];
  choices: readonly Choice[];
  disabled?: boolean;
  /** Said when there is nothing to choose from. */
  empty?: string;
  onChange: (values: readonly string[]) => void;
}) {
  if (props.choices.length === 0) return props.empty ? <p className="text-grey-7 text-grid">{props.empty}</p> : null;
  return (
    <div className="grid max-h-60 grid-cols-[repeat(auto-fill,minmax(13rem,1fr))] gap-x-4 gap-y-1 overflow-y-auto">
      {props.choices.map((choice) => (
        <Checkbox
          key={choice.id}
          label={choice.label}
          disabled={props.disabled}
          checked={props.values.includes(choice.id)}
          onChange={(event) =>
            props.onChange(
              event.target.checked ? [...props.values, choice.id] : props.values.filter((one) => one !== choice.id),
            )
          }
        />
      ))}
    </div>
  );
}
