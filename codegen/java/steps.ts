/** The steps of a builder. */

import { sortedBy } from "../file.ts";
import type { JvmField, JvmObject } from "../jvm/jvm-model.ts";
import { stepName } from "./java-names.ts";

/** By name: a plan whose properties change places leaves calls as they are. */
export function stepsOf(object: JvmObject): { readonly field: JvmField; readonly step: string }[] {
  return sortedBy(
    object.fields.filter(({ required }) => required),
    ({ method }) => method,
  ).map((field) => ({ field, step: stepName(field.method) }));
}
