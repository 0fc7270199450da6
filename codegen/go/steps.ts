/** What has to be given before an object is complete. */

import { sortedBy } from "../file.ts";
import type { GoField, GoObject } from "./go-model.ts";
import { stepName } from "./go-names.ts";

export interface Step {
  readonly field: GoField;
  /** The type that takes it. */
  readonly type: string;
}

/** By name: a plan whose properties change places leaves calls as they are. `owner` is the name of the function. */
export function stepsOf(object: GoObject, owner: string): Step[] {
  const required = object.fields.filter((field) => field.required);
  return sortedBy(required, ({ method }) => method).map((field) => ({
    field,
    type: `${owner}_${stepName(field.method)}`,
  }));
}
