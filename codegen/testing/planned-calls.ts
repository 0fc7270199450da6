/** Calls of every event of a plan, and the messages that must arrive for them, both made from the plan alone. */

import type { ValidateFunction } from "ajv";
import type { JsonObject, PlanEvent, PublishedPlan } from "../../lib/plan/plan.ts";
import { eventValidator, samplePayload } from "./sample-payload.ts";

export interface Expected {
  readonly event: PlanEvent;
  readonly messageId: string;
  /** The message as it must stand in the body, byte for byte. */
  readonly text: string;
  /** Whether the sample conforms, as `accepts` said before it was sent. */
  readonly conformant: boolean;
  readonly accepts: ValidateFunction;
}

export interface PlannedCall extends Expected {
  /** What the application gives. */
  readonly given: JsonObject;
  /** Which of the ways to call an event it takes, from 0. */
  readonly way: number;
}

/** What every call is given besides its properties, next to its message id. */
export const CALLED = { timestamp: "2026-03-01T12:00:00.000Z", userId: "u1" } as const;

/** Where keys that look like numbers stand: first, as ECMAScript has it, or where they were put, as elsewhere. */
export type KeyOrder = "ecmascript" | "given";

/** Each event is called in so many ways, with another sample each. `sdk` is what the SDK calls itself on the wire. */
export function plannedCalls(
  published: PublishedPlan,
  sdk: string,
  ways: number,
  seed = 1,
  order: KeyOrder = "ecmascript",
): PlannedCall[] {
  const { plan } = published;
  return plan.events.flatMap((event, at) => {
    const accepts = eventValidator(plan, event);
    return Array.from({ length: ways }, (_, way): PlannedCall => {
      const { given, sent, conformant } = samplePayload(plan, event, seed * 7919 + at * 31 + way, accepts);
      const messageId = `m-${at}-${way}`;
      const properties = order === "given" ? inOrderGiven(given, sent) : JSON.stringify(sent);
      const text = wireText(published, event, properties, messageId, sdk);
      return { event, given, way, messageId, text, conformant, accepts };
    });
  });
}

/** What is given, then the constants. */
function inOrderGiven(given: JsonObject, sent: JsonObject): string {
  const constants = Object.entries(sent).filter(([key]) => !Object.hasOwn(given, key));
  const members = [...Object.entries(given), ...constants];
  return `{${members.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`).join(",")}}`;
}

function wireText(
  published: PublishedPlan,
  event: PlanEvent,
  properties: string,
  messageId: string,
  sdk: string,
): string {
  const head = { type: event.callType, [event.callType === "track" ? "event" : "name"]: event.name };
  const tail = JSON.stringify({
    userId: CALLED.userId,
    timestamp: CALLED.timestamp,
    messageId,
    context: {
      gabarit: {
        plan: published.plan.slug,
        version: published.version,
        hash: published.hash,
        event: event.id,
        eventVersion: published.eventVersions[event.id],
        sdk,
      },
    },
  });
  return `${JSON.stringify(head).slice(0, -1)},"properties":${properties},${tail.slice(1)}`;
}
