/** The whole proof for one plan: generate, call everything, and compare what arrived with what the plan says. */

import { expect } from "vitest";
import type { PlanEvent } from "../../lib/plan/plan.ts";
import type { GeneratedFiles } from "../file.ts";
import type { Drive, Expected } from "./drive-plan.ts";
import { bundleSdk, runModule } from "./run-sdk.ts";
import { messageTexts, startSink } from "./sink.ts";

/** Fails unless every expected message arrived exactly once, byte for byte; answers the events ajv did not accept. */
export async function executePlan(files: GeneratedFiles, drive: Drive): Promise<readonly PlanEvent[]> {
  const sink = await startSink();
  try {
    const source = await bundleSdk(files, drive.source, { define: { HOST: JSON.stringify(sink.url) } });
    const run = await runModule(source);
    expect(run.output).toBe("");
    expect(run.code).toBe(0);
    const arrived = sink.received.flatMap((received) => messageTexts(received.body));
    expect(arrived).toEqual(drive.expected.map((message) => message.text));
    return drive.expected.filter((message, at) => !conforms(message, arrived[at])).map(({ event }) => event);
  } finally {
    await sink.close();
  }
}

function conforms({ accepts, conformant, text }: Expected, arrived = "{}"): boolean {
  const received = JSON.parse(arrived) as { properties: unknown };
  const accepted = accepts(received.properties) as boolean;
  expect(accepted, text).toBe(conformant);
  return accepted;
}
