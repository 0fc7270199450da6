/** The whole proof for one plan: generate, call everything, compare what arrived with what the plan says, and have ingest judge it. */

import { expect } from "vitest";
import { judge } from "../../lib/ingest/judge.ts";
import { readCall } from "../../lib/ingest/read-call.ts";
import { onlyVersion } from "../../lib/ingest/validate.ts";
import type { GeneratedFiles } from "../file.ts";
import type { Drive } from "./drive-plan.ts";
import type { Expected } from "./planned-calls.ts";
import { bundleSdk, runModule } from "./run-sdk.ts";
import { messageTexts, startSink } from "./sink.ts";

/** What ingest says of a message that arrived and does not conform: `Event: code path`. */
export type Refusals = readonly string[];

/** Fails unless every expected message arrived exactly once, byte for byte; answers what ingest does not accept. */
export async function executePlan(files: GeneratedFiles, drive: Drive): Promise<Refusals> {
  const sink = await startSink();
  try {
    const source = await bundleSdk(files, drive.source, { define: { HOST: JSON.stringify(sink.url) } });
    const run = await runModule(source);
    expect(run.output).toBe("");
    expect(run.code).toBe(0);
    return expectArrived(
      drive,
      sink.received.flatMap((received) => messageTexts(received.body)),
    );
  } finally {
    await sink.close();
  }
}

/** The same for messages that arrived from an SDK of whatever language. */
export function expectArrived(drive: Pick<Drive, "published" | "expected">, arrived: readonly string[]): Refusals {
  expect(arrived).toEqual(drive.expected.map((message) => message.text));
  drive.expected.forEach((message, at) => {
    expectSample(message, arrived[at]);
  });
  return refusals(drive, arrived);
}

/** The plan's own schema says of what arrived what it said of the sample. */
function expectSample({ accepts, conformant, text }: Expected, arrived = "{}"): void {
  const received = JSON.parse(arrived) as { properties: unknown };
  expect(accepts(received.properties) as boolean, text).toBe(conformant);
}

/** The verdicts of ingest itself, on the bytes that left the SDK. */
function refusals(
  { published, expected }: Pick<Drive, "published" | "expected">,
  arrived: readonly string[],
): Refusals {
  const versions = onlyVersion(published);
  const found = arrived.flatMap((text, at) => {
    const name = expected[at]?.event.name ?? "";
    const read = readCall(JSON.parse(text));
    if ("unreadable" in read) return [`${name}: malformed ${read.unreadable.problem.path}`];
    const { verdict, eventId, violations } = judge(read.call, versions, { unplanned: "violation" });
    expect(verdict === "unplanned" || eventId === expected[at]?.event.id, name).toBe(true);
    if (verdict === "conformant") return [];
    return violations.map(({ code, path }) => `${name}: ${code} ${path}`);
  });
  return [...new Set(found)].sort();
}
