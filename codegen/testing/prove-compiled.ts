/** What the proofs of SDKs in compiled languages have in common: what they are tried with, and what has to arrive. */

import fc from "fast-check";
import { expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import type { Plan, PublishedPlan } from "../../lib/plan/plan.ts";
import { compileSpec, type SpecOptions } from "../spec/compile-spec.ts";
import { readVectors } from "../spec/testing/write-vectors.ts";
import { arbitraryPlan } from "./arbitrary-plan.ts";
import { assertProperty } from "./assert-property.ts";
import { hasCorpora, readCorpora } from "./corpora-plans.ts";
import { expectArrived, type Refusals } from "./execute-plan.ts";
import type { PlannedCall } from "./planned-calls.ts";
import { type Answer, inOrderOfJavascript, messageTexts, type Received, startSink } from "./sink.ts";

/** Whether this is the proof, which takes what time it needs. */
export const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;

/** A test that only the proof runs. */
export function inProof(name: string, body: () => Promise<void>, timeout = 1_800_000): void {
  if (LONG) it(name, { timeout }, body);
}

/** Fails unless the runtime that is shipped as text is the one that stands in files. */
export function expectShipped(shipped: Readonly<Record<string, string>>, fresh: string): void {
  const files = [...fresh.matchAll(/^ {2}"(.+)":\n.*\n {4}(".*"),$/gm)];
  expect(shipped).toEqual(Object.fromEntries(files.map(([, name, text]) => [name, JSON.parse(text ?? '""')])));
}

/** A program that calls every event of an SDK. */
export interface CompiledDrive {
  readonly published: PublishedPlan;
  readonly expected: readonly PlannedCall[];
}

/** Runs the program of these drives, each of which sends to a folder of its own; answers what ingest refuses. */
export async function expectSent(
  drives: readonly CompiledDrive[],
  run: (url: string) => Promise<{ readonly code: number | null; readonly output: string }>,
): Promise<Refusals> {
  const sink = await startSink();
  try {
    expect(await run(sink.url)).toEqual({ code: 0, output: "" });
    return drives.flatMap((drive, at) => {
      const bodies = sink.received.filter(({ path }) => path === `/${at}/v1/batch`).map(({ body }) => body);
      return expectArrived(drive, bodies.flatMap(messageTexts).map(inOrderOfJavascript));
    });
  } finally {
    await sink.close();
  }
}

/** The plan with the events of these names only. */
export function partOf(plan: Plan, names: readonly string[]): Plan {
  return { ...plan, events: plan.events.filter(({ name }) => names.includes(name)) };
}

type Prove = (plans: readonly Plan[], seed: number) => Promise<unknown>;

/** Twenty plans at a time, as often as there is time for. */
export async function proveRandomPlans(prove: Prove, numRuns: number, milliseconds: number): Promise<void> {
  const batches = fc.tuple(fc.array(arbitraryPlan, { minLength: 20, maxLength: 20 }), fc.nat());
  const check = ([plans, seed]: readonly [readonly Plan[], number]): Promise<unknown> =>
    prove(
      plans.map((plan, at) => ({ ...plan, slug: `random-${at}` })),
      seed,
    );
  const count = await assertProperty(batches, check, { numRuns, milliseconds, endOnFailure: true });
  console.info(`${count * 20} random plans`);
}

/** Plans of real repositories, ten at a time. */
export async function proveCorpora(prove: Prove): Promise<void> {
  const plans = (await readCorpora()).plans.map(({ plan }, at) => ({ ...plan, slug: `corpus-${at}` }));
  for (let at = 0; at < plans.length; at += 10) await prove(plans.slice(at, at + 10), 1);
  console.info(`${plans.length} plans of real repositories${hasCorpora ? "" : ": skipped, they are not here"}`);
}

interface WrittenVectors {
  readonly text: string;
  /** How many values they hold. */
  readonly count: number;
}

/** The vectors that all validators share, as one that reads patterns in its own way is given them. */
export function writtenVectors(pattern: NonNullable<SpecOptions["pattern"]>): WrittenVectors {
  const vectors = readVectors().vectors.flatMap(({ name, schema, tests }) => {
    const { spec, ingestOnly } = compileSpec(schema, { pattern });
    return ingestOnly.length > 0 ? [] : [{ name, spec, tests }];
  });
  const count = vectors.flatMap(({ tests }) => tests).length;
  expect(count).toBeGreaterThan(600);
  return { text: JSON.stringify(vectors), count };
}

/** How servers and what stands before them answer, by the folder that is sent to. */
export function unwillingServer(): (received: Received) => Answer {
  const asked = new Set<string>();
  return ({ path }) => {
    const [, folder = ""] = path.split("/");
    const isFirst = !asked.has(folder);
    asked.add(folder);
    switch (folder) {
      case "refused":
        return { status: 400 };
      case "unknown":
        return { status: 401 };
      case "moved":
        return { status: 302, headers: { location: "/elsewhere" } };
      case "kept":
        return { status: 308, headers: { location: "/held" } };
      case "endless":
        return { status: 200, headers: { "content-length": "3" } };
      case "ages":
        return { status: 503, headers: { "retry-after": "Wed, 01 Jan 2600 00:00:00 GMT" } };
      case "again":
        return isFirst ? { status: 503, headers: { "retry-after": "1" } } : { status: 200 };
      case "slow":
        return { status: isFirst ? 408 : 200 };
      default:
        return { status: 200 };
    }
  };
}

/** What arrived, by the folder that was sent to. */
export class Arrived {
  private readonly received: readonly Received[];

  constructor(received: readonly Received[]) {
    this.received = received;
  }

  /** Requests. */
  at(folder: string): Received[] {
    return this.received.filter(({ path }) => path === `/${folder}/v1/batch`);
  }

  /** The messages of each request, byte for byte. */
  texts(folder: string): string[][] {
    return this.at(folder).map(({ body }) => messageTexts(body));
  }

  messages(folder: string) {
    return this.texts(folder)
      .flat()
      .map((text) => JSON.parse(text));
  }
}
