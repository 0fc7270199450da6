/** Shapes of acceptance runs in the API, and runs as the API tells them. */

import { z } from "zod";
import { SCOPES } from "../../../lib/acceptance/checklist.ts";
import { type FollowedRun, told } from "../../../lib/acceptance/follow.ts";
import { WHO_KINDS } from "../../../lib/acceptance/identity.ts";
import { type Arrival, ITEM_STATES } from "../../../lib/acceptance/progress.ts";
import { RUN_STATES, type Run } from "../../../lib/acceptance/run.ts";
import { RUN_SORTS } from "../../../lib/acceptance/store.ts";
import { ACCEPTANCE_NEEDS, DAYS_MAX } from "../../../lib/access/production-gate.ts";
import { jsonSchema } from "../../../lib/plan/json-value.ts";
import { localizedTextSchema } from "../../../lib/plan/schema.ts";
import { maskId } from "../../../lib/violation/mask.ts";
import { VERDICTS } from "../../../lib/violation/violation.ts";
import { violationShape } from "./event-shape.ts";
import { bilingualShape } from "./plan-shape.ts";
import { instantShape } from "./shape.ts";

export const runParams = z.object({ run: z.string() });

const SUBJECT = ["user", "device"] as const;

const countsShape = z.object({
  total: z.int(),
  conformant: z.int(),
  fault: z.int(),
  missing: z.int(),
  aside: z.int().describe("Set aside; counted nowhere else"),
});

const scopeShape = z.strictObject({
  kind: z.enum(SCOPES).describe("Every planned event of the source, the critical ones, or those of one journey"),
  journeyId: z.string().max(100).optional(),
});

export const newRunShape = z.strictObject({
  source: z.string().max(100).describe("Slug"),
  who: z
    .strictObject({ kind: z.enum(WHO_KINDS), id: z.string().max(300).optional() })
    .describe("A user id, a device (anonymous id), the first who comes, or the first whose call holds the run's code"),
  at: z
    .string()
    .max(63)
    .optional()
    .describe(
      "What it is judged by: a version number, `latest`, or the name of a branch; the latest version when absent",
    ),
  release: z.string().max(200).optional(),
  scope: scopeShape.default({ kind: "planned" }),
});

export const runShape = z.object({
  id: z.string(),
  source: z.object({ slug: z.string(), name: z.string() }),
  environment: z.string(),
  chosen: z.enum(WHO_KINDS),
  code: z.string().describe("To be sent anywhere in a call; empty where the run is not paired by one"),
  subject: z
    .object({ kind: z.enum(SUBJECT), id: z.string() })
    .optional()
    .describe("E-mail addresses covered"),
  planVersion: z.int().describe("0 for a branch"),
  branch: z.string().optional(),
  release: z.string(),
  scope: scopeShape,
  state: z.enum(RUN_STATES),
  passed: z.boolean().optional().describe("Of a signed run"),
  counts: countsShape.optional().describe("Of a signed run"),
  signedName: z.string().optional(),
  startedByName: z.string(),
  startedAt: instantShape,
  endedAt: instantShape.optional(),
});

const arrivalShape = z.object({
  uid: z.number(),
  receivedAt: instantShape,
  release: z.string(),
  violations: z.array(violationShape),
});

export const followedRunShape = z.object({
  run: runShape,
  passed: z.boolean().describe("Every event of the list conformed or was set aside, and one at least conformed"),
  counts: countsShape,
  items: z
    .array(
      z.object({
        eventId: z.string(),
        name: z.string(),
        callType: z.string(),
        journey: localizedTextSchema.optional(),
        step: localizedTextSchema.optional(),
        state: z.enum(ITEM_STATES),
        conformant: z.int().describe("Calls that conformed"),
        faulty: z.int().describe("Calls that did not"),
        last: arrivalShape.optional().describe("The last that conformed"),
        faults: z.array(arrivalShape).describe("The latest first, at most 20"),
        aside: z.object({ reason: z.string(), by: z.string(), at: instantShape }).optional(),
      }),
    )
    .describe("Events of journeys in the order of their steps, then the others"),
  others: z
    .array(
      z.object({
        callType: z.string(),
        name: z.string(),
        verdict: z.enum(VERDICTS),
        planned: z.boolean(),
        count: z.int(),
        last: arrivalShape,
      }),
    )
    .describe("What came and is on no list"),
  senders: z
    .array(
      z.object({
        kind: z.enum(SUBJECT),
        id: z.string(),
        uid: z.number().describe("To be named in `pair`"),
        at: instantShape,
        name: z.string(),
        calls: z.int(),
      }),
    )
    .describe("Who sent something lately, while nobody is followed yet"),
  compared: z
    .object({
      run: z.string(),
      endedAt: instantShape,
      planVersion: z.int().describe("0 for a branch"),
      branch: z.string().optional(),
      release: z.string(),
      lost: z.array(z.string()),
      gained: z.array(z.string()),
    })
    .optional()
    .describe("With the last signed run of the source: events that conformed only then, and only now"),
});

export const runPageShape = z.object({
  items: z.array(runShape).describe("50 a page"),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
});

export const runQueryShape = z.strictObject({
  search: z
    .string()
    .max(200)
    .optional()
    .describe("Part of a source, a release, a branch, or of the name of who started or signed"),
  source: z.string().max(100).optional(),
  state: z.enum(RUN_STATES).optional(),
  sort: z.enum(RUN_SORTS).optional(),
  order: z.enum(["ascending", "descending"]).optional(),
  page: z.coerce.number().int().min(1).optional(),
});

export const sampleShape = z.object({
  uid: z.number(),
  call: jsonSchema.describe("As received, private values covered"),
  corrected: z.object({ call: jsonSchema, changes: z.array(bilingualShape) }).optional(),
});

export const acceptanceRuleShape = z.object({
  acceptanceNeed: z
    .enum(ACCEPTANCE_NEEDS)
    .describe(
      "What a source needs to go to production: nothing, a run passed at the latest version, or one passed lately",
    ),
  acceptanceDays: z.int().min(1).max(DAYS_MAX).describe("Of `age`: for how many days a passed run counts"),
});

export function toldRun(run: Run) {
  const { source, subject, asides: _asides, pauses: _pauses, ...own } = run;
  return {
    ...own,
    source: { slug: source.slug, name: source.name },
    ...(subject === undefined ? {} : { subject: { ...subject, id: maskId(subject.id) } }),
  };
}

function toldArrival({ uid, receivedAt, release, violations }: Arrival) {
  return { uid, receivedAt, release, violations: violations.map(told) };
}

export function toldFollowed({ run, subject, progress, senders }: FollowedRun) {
  const { items, counts, others, passed } = progress;
  return {
    run: { ...toldRun(run), ...(subject === undefined ? {} : { subject }) },
    passed,
    counts,
    items: items.map(({ eventId, name, callType, place, state, conformant, faulty, last, faults, aside }) => ({
      ...{ eventId, name, callType, state, conformant, faulty },
      ...(place === undefined ? {} : { journey: place.journey, step: place.step }),
      ...(last === undefined ? {} : { last: toldArrival(last) }),
      faults: faults.map(toldArrival),
      ...(aside === undefined ? {} : { aside: { reason: aside.reason, by: aside.by, at: aside.at } }),
    })),
    others: others.map(({ last, ...other }) => ({ ...other, last: toldArrival(last) })),
    senders,
  };
}
