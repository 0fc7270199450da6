/** A value that a field was given, as the screens show it. */

import type { FieldMoment, WrittenThere } from "../../../../../../lib/plan/store-field-history.ts";

/** An instant as the browser takes it: ISO. */
type Shown<T> = Omit<T, "at"> & { readonly at: string };

type Brought = NonNullable<FieldMoment["merged"]>;

export interface ShownMoment extends Omit<FieldMoment, "at" | "merged"> {
  /** ISO instant. */
  readonly at?: string;
  readonly merged?: Omit<Brought, "written"> & { readonly written: readonly Shown<WrittenThere>[] };
}

function shown<T extends { readonly at: Date }>({ at, ...rest }: T): Shown<T> {
  return { ...rest, at: at.toISOString() };
}

export function shownMoment({ at, merged, ...moment }: FieldMoment): ShownMoment {
  return {
    ...moment,
    ...(at === undefined ? {} : { at: at.toISOString() }),
    ...(merged === undefined ? {} : { merged: { ...merged, written: merged.written.map(shown) } }),
  };
}
