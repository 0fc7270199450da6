/** A program that calls every function of an SDK, and the messages that must arrive, both made from the plan. */

import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../file.ts";
import { CALLED, type Expected, plannedCalls } from "./planned-calls.ts";
import { asTypescript } from "./sample-payload.ts";

export interface Drive {
  /** TypeScript that imports `./index`; `HOST` is to be defined. */
  readonly source: string;
  readonly expected: readonly Expected[];
  /** What the messages are judged by. */
  readonly published: PublishedPlan;
}

function identifiersIn(files: GeneratedFiles): Record<string, { readonly identifier: string }> {
  return JSON.parse(files.get("plan.lock.json") ?? "{}").events;
}

/** Each event is called by its function and by its wire name. */
export function drivePlan(published: PublishedPlan, files: GeneratedFiles, seed = 1): Drive {
  const identifiers = identifiersIn(files);
  const expected = plannedCalls(published, "gabarit-typescript/1", 2, seed);
  const lines = expected.map(({ event, given, way, messageId }) => {
    const name = identifiers[event.id]?.identifier ?? "";
    const callee = way === 0 ? `sdk.${name}(` : `sdk.${event.callType}(${JSON.stringify(event.name)}, `;
    return `${callee}${asTypescript(given)}, { messageId: "${messageId}", timestamp, userId: "${CALLED.userId}" });`;
  });
  return { source: driver(lines, published.plan), expected, published };
}

function driver(lines: readonly string[], plan: Plan): string {
  return `import * as sdk from "./index";
declare const HOST: string;
const timestamp = "${CALLED.timestamp}";
const dropped: string[] = [];
sdk.init({ writeKey: "wk", host: HOST, consent: "granted", onDrop: (_messages, reason) => dropped.push(reason) });
${lines.join("\n")}
// ${plan.events.length} events
void sdk.close().then((left) => {
  if (left > 0 || dropped.length > 0) throw new Error(\`left \${left}, dropped \${dropped.join()}\`);
  if ("canary" in globalThis) throw new Error("text of the plan was evaluated");
});
`;
}
