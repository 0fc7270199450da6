/** What `gabarit status` found in the code of one release of a source, as it is posted and kept. */

import { z } from "zod";

const path = z.string().min(1).max(500);
const place = z.strictObject({ path, line: z.int().min(0) });
const name = z.string().max(500);

/** More than anybody reads; the command posts no more. */
export const PLACES_MAX = 500;
const EVENTS_MAX = 5_000;
export const VENDOR_MAX = 2_000;

/** The largest number that its column takes. */
const NUMBER_MAX = 2 ** 31 - 1;
const number = z.int().min(0).max(NUMBER_MAX);

export const codeRunSchema = z.strictObject({
  source: z.string().min(1).max(63),
  release: z.string().trim().min(1).max(200),
  planVersion: number,
  files: number,
  events: z
    .array(
      z.strictObject({
        id: z.string().min(1).max(200),
        name,
        sites: z.array(place).max(PLACES_MAX),
        tests: z.array(place).max(PLACES_MAX),
      }),
    )
    .max(EVENTS_MAX),
  unplanned: z
    .array(z.strictObject({ id: z.string().max(200).optional(), name, sites: z.array(place).max(PLACES_MAX) }))
    .max(EVENTS_MAX),
  vendorCalls: z
    .array(z.strictObject({ call: z.string().max(100), name: name.optional(), ...place.shape }))
    .max(VENDOR_MAX),
});
export type CodeRunInput = z.infer<typeof codeRunSchema>;

export interface CodeRun extends CodeRunInput {
  readonly postedAt: Date;
  readonly postedBy: string;
}

/** How many places of each event each file has, outside of tests. */
export function placesOfRun({ events }: Pick<CodeRun, "events">): Record<string, Record<string, number>> {
  const counted = events.map(({ id, sites }): [string, Record<string, number>] => {
    const files = new Map<string, number>();
    for (const site of sites) files.set(site.path, (files.get(site.path) ?? 0) + 1);
    return [id, Object.fromEntries(files)];
  });
  return Object.fromEntries(counted.filter(([, files]) => Object.keys(files).length > 0));
}
