/**
 * Field paths: stable names of the fields of a plan, made of ids, so that a rename moves none. Two edits collide when a
 * field of one is, contains or lies in a field of the other.
 *
 * `event/evt_x/description.fr` · `event/evt_x/tags/checkout` (one element of a set) · `bundle/bdl_y/properties/prp_z/type` ·
 * `event/evt_x/properties/prp_y/type/properties/prp_z/name` (nested, through arrays too) · `user_property/prp_z/required` ·
 * `event/evt_x/variants/cases/cas_a/match` · `plan/settings/automatic` · `event/evt_x/properties/~order`.
 */

import { z } from "zod";
import { propertyObjectSchema } from "./schema.ts";

export const idSchema = propertyObjectSchema.shape.id;

/** Where a list of properties stands: in an event, one of its variant cases, a bundle, on users or on a group type. */
const nesting = {
  /** Ids of the properties that enclose the list, outermost first; empty or absent for the top level. */
  path: z.array(idSchema).optional(),
};
export const propertyPlaceSchema = z.discriminatedUnion("in", [
  z.strictObject({ in: z.literal("event"), id: idSchema, ...nesting }),
  z.strictObject({ in: z.literal("case"), event: idSchema, id: idSchema, ...nesting }),
  z.strictObject({ in: z.literal("bundle"), id: idSchema, ...nesting }),
  z.strictObject({ in: z.literal("user"), ...nesting }),
  z.strictObject({ in: z.literal("group"), id: idSchema, ...nesting }),
]);
export type PropertyPlace = z.infer<typeof propertyPlaceSchema>;

/** The segment that stands for the order of a list. Ids never contain `~`. */
export const ORDER = "~order";

/** A free text as one segment of a path. */
export function pathSegment(text: string): string {
  return text.replaceAll("~", "~0").replaceAll("/", "~1");
}

export function joinPath(...segments: readonly string[]): string {
  return segments.join("/");
}

function topOf(place: PropertyPlace): string {
  switch (place.in) {
    case "event":
      return `event/${place.id}/properties`;
    case "case":
      return `event/${place.event}/variants/cases/${place.id}/properties`;
    case "bundle":
      return `bundle/${place.id}/properties`;
    case "user":
      return "user_property";
    case "group":
      return `group_type/${place.id}/properties`;
  }
}

/** The path of the list itself; a property's path is this, a slash and its id. */
export function placePath(place: PropertyPlace): string {
  return (place.path ?? []).reduce((path, id) => `${path}/${id}/type/properties`, topOf(place));
}

export function propertyPath(place: PropertyPlace, id: string): string {
  return `${placePath(place)}/${id}`;
}

const TEXT_FIELD = /\/(?:displayName|description|trigger|name|text|alt|formula)$/;

/** True when one path is the other, or encloses it. */
export function pathsOverlap(a: string, b: string): boolean {
  if (a.length > b.length) return pathsOverlap(b, a);
  return a === b || b.startsWith(`${a}/`) || (b.startsWith(`${a}.`) && TEXT_FIELD.test(a));
}

/** The paths among `mine` that some path of `theirs` touches too, each with the one it meets. */
export function overlappingPaths(
  mine: readonly string[],
  theirs: readonly string[],
): { readonly mine: string; readonly theirs: string }[] {
  const found: { mine: string; theirs: string }[] = [];
  for (const own of mine) {
    const other = theirs.find((path) => pathsOverlap(own, path));
    if (other !== undefined) found.push({ mine: own, theirs: other });
  }
  return found;
}
