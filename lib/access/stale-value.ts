/** Forms of a few plain values that several people may have open at once. */

import { UserError } from "../base/error.ts";

export type PlainValue = string | number;

/** Values by field. */
export type Values<Field extends string> = Readonly<Partial<Record<Field, PlainValue>>>;

/**
 * The fields of a change that are to be written. `begun` holds the values the change was begun on, where the caller knows
 * them: a field left as it was then stays as somebody else made it since, and one that both changed, to different values, is
 * refused with `stale_revision`, its stored value in `data.stored`; nothing is written then.
 */
export function fieldsToWrite<Field extends string>(
  fields: readonly Field[],
  stored: Readonly<Record<Field, PlainValue>>,
  change: Values<Field>,
  begun: Values<Field> | undefined,
): readonly Field[] {
  const written = fields.filter(
    (field) => change[field] !== undefined && change[field] !== stored[field] && change[field] !== begun?.[field],
  );
  const stale = written.filter((field) => begun?.[field] !== undefined && begun?.[field] !== stored[field]);
  if (stale.length === 0) return written;
  throw new UserError("stale_revision", {
    fields: stale.map((field) => ({
      path: field,
      en: `Somebody else set this to “${stored[field]}” meanwhile.`,
      fr: `Quelqu’un d’autre a choisi ici « ${stored[field]} » entre-temps.`,
    })),
    data: { stored: Object.fromEntries(stale.map((field) => [field, stored[field]])) },
  });
}
