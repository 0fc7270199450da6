/** A value that a field was given, as the screens show it. */

import type { FieldMoment } from "../../../../../../lib/plan/store-field-history.ts";

export interface ShownMoment extends Omit<FieldMoment, "at"> {
  /** ISO instant. */
  readonly at?: string;
}

export function shownMoment({ at, ...moment }: FieldMoment): ShownMoment {
  return { ...moment, ...(at === undefined ? {} : { at: at.toISOString() }) };
}
