/** A program that calls every function of an SDK, and the messages that must arrive, both made from the plan. */

import type { ValidateFunction } from "ajv";
import type { JsonObject, Plan, PlanEvent, PublishedPlan } from "../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../file.ts";
import { asTypescript, eventValidator, samplePayload } from "./sample-payload.ts";

export interface Expected {
  readonly event: PlanEvent;
  readonly messageId: string;
  /** The message as it must stand in the body, byte for byte. */
  readonly text: string;
  /** Whether the sample conforms, as `accepts` said before it was sent. */
  readonly conformant: boolean;
  readonly accepts: ValidateFunction;
}

export interface Drive {
  /** TypeScript that imports `./index`; `HOST` is to be defined. */
  readonly source: string;
  readonly expected: readonly Expected[];
  /** What the messages are judged by. */
  readonly published: PublishedPlan;
}

const TIMESTAMP = "2026-03-01T12:00:00.000Z";

function wireText(published: PublishedPlan, event: PlanEvent, properties: JsonObject, messageId: string): string {
  return JSON.stringify({
    type: event.callType,
    [event.callType === "track" ? "event" : "name"]: event.name,
    properties,
    userId: "u1",
    timestamp: TIMESTAMP,
    messageId,
    context: {
      gabarit: {
        plan: published.plan.slug,
        version: published.version,
        hash: published.hash,
        event: event.id,
        eventVersion: published.eventVersions[event.id],
        sdk: "gabarit-typescript/1",
      },
    },
  });
}

function identifiersIn(files: GeneratedFiles): Record<string, { readonly identifier: string }> {
  return JSON.parse(files.get("plan.lock.json") ?? "{}").events;
}

/** Each event is called by its function, by its wire name, and by its former identifiers. */
export function drivePlan(published: PublishedPlan, files: GeneratedFiles, seed = 1): Drive {
  const { plan } = published;
  const identifiers = identifiersIn(files);
  const lines: string[] = [];
  const expected: Expected[] = [];
  plan.events.forEach((event, at) => {
    const accepts = eventValidator(plan, event);
    const name = identifiers[event.id]?.identifier ?? "";
    const callees = [`sdk.${name}(`, `sdk.${event.callType}(${JSON.stringify(event.name)}, `];
    callees.forEach((callee, way) => {
      const sample = samplePayload(plan, event, seed * 7919 + at * 31 + way, accepts);
      const messageId = `m-${at}-${way}`;
      lines.push(`${callee}${asTypescript(sample.given)}, { messageId: "${messageId}", timestamp, userId: "u1" });`);
      const text = wireText(published, event, sample.sent, messageId);
      expected.push({ event, messageId, text, conformant: sample.conformant, accepts });
    });
  });
  return { source: driver(lines, plan), expected, published };
}

function driver(lines: readonly string[], plan: Plan): string {
  return `import * as sdk from "./index";
declare const HOST: string;
const timestamp = "${TIMESTAMP}";
const dropped: string[] = [];
sdk.init({ writeKey: "wk", host: HOST, onDrop: (_messages, reason) => dropped.push(reason) });
${lines.join("\n")}
// ${plan.events.length} events
void sdk.close().then((left) => {
  if (left > 0 || dropped.length > 0) throw new Error(\`left \${left}, dropped \${dropped.join()}\`);
  if ("canary" in globalThis) throw new Error("text of the plan was evaluated");
});
`;
}
