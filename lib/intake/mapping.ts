/**
 * A mapping: how the rows of a file, or the bodies of a vendor's webhook, become calls of a plan. Events, properties and
 * group types are named by their stable ids, so that a mapping outlives their renaming.
 */

import { z } from "zod";

const idSchema = z.string().min(1).max(120);
/** A column's header; of a JSON row, a member or its place, `customer.email` or `line_items.0.sku`. */
const fieldSchema = z.string().min(1).max(200);
const constantSchema = z.union([z.string().max(1_000), z.number(), z.boolean(), z.null()]);

/** What a cell is read as. What it cannot be read as stays the text it was, and the verdict tells. */
export const CASTS = ["as_is", "string", "number", "cents", "integer", "boolean", "instant", "day", "list"] as const;
export type Cast = (typeof CASTS)[number];

/** How instants are written: ISO 8601, day or month first with `/`, `.` or `-`, or counted from 1970. */
export const TIME_FORMATS = ["iso", "day_first", "month_first", "epoch_seconds", "epoch_milliseconds"] as const;
export type TimeFormat = (typeof TIME_FORMATS)[number];

const valueSchema = z.union([
  z.strictObject({
    from: fieldSchema,
    cast: z.enum(CASTS),
    /** Other words for what stands in the field, before it is cast. */
    words: z.record(z.string().max(200), constantSchema).optional(),
  }),
  z.strictObject({ constant: constantSchema }),
]);
export type MappedValue = z.infer<typeof valueSchema>;

const targetSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("event"), eventId: idSchema }),
  z.strictObject({ kind: z.literal("user") }),
  z.strictObject({ kind: z.literal("group"), groupTypeId: idSchema }),
]);

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** How a mapping is called. */
export const MAPPING_NAME = /^[a-z0-9][a-z0-9-]{0,39}$/;

export const mappingSchema = z.strictObject({
  /** Part of the ids of what it makes: another name makes other calls of the same rows. */
  name: z.string().regex(MAPPING_NAME),
  target: targetSchema,
  /** Rows in which a field holds something else are passed over. */
  only: z.array(z.strictObject({ field: fieldSchema, in: z.array(z.string().max(200)).min(1).max(100) })).max(10),
  /** The fields that tell a row from every other, however often it is sent. */
  key: z.array(fieldSchema).min(1).max(10),
  time: z.strictObject({
    from: fieldSchema,
    format: z.enum(TIME_FORMATS),
    /** Of instants that name none, as IANA calls it. */
    zone: z.string().max(64).refine(isTimeZone, { error: "This is no known time zone, such as Europe/Paris." }),
  }),
  /** What numbers in texts have before their fractions. Without it a text that reads both ways, `1,234`, is refused. */
  decimal: z.enum([",", "."]).optional(),
  /** A row of the same key and other content is one more call; else the first one stays. */
  revise: z.boolean().optional(),
  userId: fieldSchema.optional(),
  anonymousId: fieldSchema.optional(),
  groupId: fieldSchema.optional(),
  values: z.array(z.strictObject({ propertyId: idSchema, value: valueSchema })).max(300),
});
export type Mapping = z.infer<typeof mappingSchema>;
