/** Shapes of the people of the product in the API. */

import { z } from "zod";
import { jsonSchema } from "../../../lib/plan/json-value.ts";
import { liveEventShape, violationShape } from "./event-shape.ts";
import { bilingualShape } from "./plan-shape.ts";
import { instantShape } from "./shape.ts";

const identityShape = z.object({
  kind: z.enum(["user", "anonymous"]),
  id: z.string().describe("E-mail addresses are covered"),
  linkedAt: instantShape.optional().describe("When an anonymous id was first linked to the user"),
});

const numberShape = z.int().describe("The person's number within the project");

export const peoplePageShape = z.object({
  items: z
    .array(
      z.object({
        person: numberShape,
        identities: z.array(identityShape),
        lastSeen: instantShape,
        lastEvent: z.string(),
      }),
    )
    .describe("A page of `pageSize`; the next with `page`"),
  total: z.int(),
  page: z.int(),
  pageSize: z.int(),
});

const receivedFrom = { source: z.string(), environment: z.string() };

export const personShape = z.object({
  person: numberShape,
  identities: z.array(identityShape),
  profile: z
    .array(
      z.object({
        ...receivedFrom,
        propertyId: z.string(),
        name: z.string().optional(),
        displayName: bilingualShape.partial(),
        value: jsonSchema,
        at: instantShape,
      }),
    )
    .describe("The latest conformant values: what analysis reads"),
  held: z
    .array(
      z.object({
        ...receivedFrom,
        name: z.string(),
        propertyId: z.string().optional(),
        groupId: z.string().optional(),
        value: jsonSchema,
        violation: violationShape,
        at: instantShape,
      }),
    )
    .describe("Values that broke the plan and never reached the profile, newest first, at most 100"),
  heldTotal: z.int(),
  events: z
    .array(
      liveEventShape
        .pick({ uid: true, receivedAt: true, callType: true, name: true, eventId: true, verdict: true })
        .extend({
          ...receivedFrom,
          at: instantShape.describe("When it happened"),
          released: z.boolean().describe("True when a later judgement let it into analysis"),
          planVersion: z.int(),
          traitsHeld: z.int(),
          violations: z.array(violationShape),
        }),
    )
    .describe("The last 50, newest first, with the verdict in force"),
  call: jsonSchema.optional().describe("The payload of the event asked for, private values covered"),
});
