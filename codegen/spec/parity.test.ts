/**
 * The validator that SDKs carry says what ingest says, of whatever is sent. `npm run proof -- parity` asks a million times.
 */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { violationsOf } from "../../lib/ingest/ajv-violation.ts";
import { eventSchema } from "../../lib/plan/json-schema.ts";
import type { Json, Plan, PlanEvent } from "../../lib/plan/plan.ts";
import { newAjv } from "../../lib/plan/plan-ajv.ts";
import { arbitraryPlan } from "../testing/arbitrary-plan.ts";
import { hasCorpora, readCorpora } from "../testing/corpora-plans.ts";
import { type Random, samplePayload, seeded } from "../testing/sample-payload.ts";
import { check } from "../typescript/runtime/validate.ts";
import { eventSpec } from "./event-spec.ts";
import { type Oracle, specOracle } from "./testing/oracle.ts";
import { Payloads } from "./testing/payloads.ts";
import { constrainedPlan } from "./testing/random-plan.ts";
import { runnableSpec } from "./testing/runnable-spec.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;

interface Tally {
  payloads: number;
  invalid: number;
  /** Events that a spec says everything about. */
  exact: number;
  partial: number;
  /** Their schema does not compile: ingest refuses all of them. */
  broken: number;
  readonly keywords: Map<string, number>;
}

const newTally = (): Tally => ({ payloads: 0, invalid: 0, exact: 0, partial: 0, broken: 0, keywords: new Map() });

function samplesOf(plan: Plan, event: PlanEvent, judge: Oracle, seed: number) {
  const comparing = compares(eventSchema(plan, event));
  const conforms = (value: Json) => (!comparing || isPlain(value)) && judge(value).told === undefined;
  const accepts = conforms as unknown as Parameters<typeof samplePayload>[3];
  return Array.from({ length: 6 }, (_, at) => samplePayload(plan, event, seed + at, accepts).sent);
}

/** References are written out in a spec, so ajv's names of places inside a union do not say which member it was. */
function isToldAlike(schema: Json): boolean {
  return !JSON.stringify(schema).includes('"$ref"');
}

const COMPARED = new Set(["enum", "const"]);

/** True when values that are no scalars are compared with each other somewhere. */
function compares(schema: Json): boolean {
  if (typeof schema !== "object" || schema === null) return false;
  if (Array.isArray(schema)) return schema.some(compares);
  return Object.entries(schema).some(([keyword, value]) => {
    if (keyword === "uniqueItems") return value === true;
    return COMPARED.has(keyword) ? hasCompound([value].flat()) : compares(value);
  });
}

function hasCompound(values: readonly unknown[]): boolean {
  return values.some((value) => typeof value === "object" && value !== null);
}

/**
 * ajv compares objects by what they inherit, and keeps a list's texts as keys of an object: it fails on an object with a
 * `toString` of its own, and finds `["__proto__", "__proto__"]` unique.
 */
function isPlain(value: Json): boolean {
  return !/"(?:constructor|toString|valueOf|__proto__)"/.test(JSON.stringify(value));
}

function compareEvent(plan: Plan, event: PlanEvent, count: number, random: Random, tally: Tally): string[] {
  const schema = eventSchema(plan, event, { anySource: true });
  let judge: Oracle;
  try {
    judge = specOracle(schema, newAjv());
  } catch {
    tally.broken++;
    return [];
  }
  const { spec, ingestOnly } = eventSpec(plan, event);
  const isExact = ingestOnly.every(({ keyword }) => keyword === "presence");
  tally[isExact ? "exact" : "partial"]++;
  const runnable = runnableSpec(spec);
  const comparing = compares(schema);
  const payloads = new Payloads(schema, samplesOf(plan, event, judge, Math.floor(random() * 2 ** 30)));
  const disagreements: string[] = [];
  for (let at = 0; at < count; at++) {
    const value = payloads.next(random);
    if (comparing && !isPlain(value)) continue;
    const { errors, told } = judge(value);
    const fault = check(runnable, value);
    tally.payloads++;
    if (told !== undefined) tally.invalid++;
    if (fault !== undefined) tally.keywords.set(fault.keyword, (tally.keywords.get(fault.keyword) ?? 0) + 1);
    const alike = isExact
      ? (fault === undefined) === (told === undefined) &&
        (fault === undefined ||
          !isToldAlike(schema) ||
          (fault.path === told?.path && fault.keyword === told.keyword && isAmong(errors, value, fault)))
      : fault === undefined || told !== undefined;
    if (!alike) disagreements.push(JSON.stringify({ event: event.name, schema, spec, value, told, fault }));
  }
  return disagreements;
}

/** What is told is one of the violations that ingest lists. */
function isAmong(
  errors: Parameters<typeof violationsOf>[0],
  value: Json,
  told: { path: string; keyword: string },
): boolean {
  const violations = violationsOf(errors, { base: "", value, findProperty: () => undefined });
  return violations.some(({ path, keyword }) => path === told.path && keyword === told.keyword);
}

function compare(plans: readonly Plan[], payloads: number, seed: number): Tally {
  const tally = newTally();
  const random = seeded(seed);
  const events = plans.reduce((sum, plan) => sum + plan.events.length, 0);
  for (const plan of plans) {
    for (const event of plan.events) {
      const found = compareEvent(plan, event, Math.ceil(payloads / events), random, tally);
      expect(found.slice(0, 3), `seed ${seed}`).toEqual([]);
    }
  }
  return tally;
}

function report(of: string, { payloads, invalid, exact, partial, broken, keywords }: Tally): void {
  const counts = [...keywords].sort(([, a], [, b]) => b - a).map(([keyword, count]) => `${keyword} ${count}`);
  console.info(
    `${of}: ${payloads} payloads, ${invalid} of them not conformant, 0 disagreements; ${exact} events checked wholly, ` +
      `${partial} in part, ${broken} with a schema that does not compile\n  ${counts.join(", ")}`,
  );
}

describe("the validator says what ajv says", { timeout: 1_200_000 }, () => {
  const seed = LONG ? Math.floor(Math.random() * 2 ** 30) : 42;

  it("of plans with every constraint", () => {
    const random = seeded(seed);
    const plans = Array.from({ length: LONG ? 500 : 6 }, () => constrainedPlan(random));
    const tally = compare(plans, LONG ? 650_000 : 3_000, seed);
    report("plans with every constraint", tally);
    expect(tally.invalid).toBeGreaterThan(tally.payloads / 4);
    expect(tally.payloads - tally.invalid).toBeGreaterThan(tally.payloads / 50);
  });

  it("of plans with any name and text", () => {
    const plans = fc.sample(arbitraryPlan, { seed, numRuns: LONG ? 200 : 3 });
    report("plans with any name", compare(plans, LONG ? 250_000 : 1_000, seed));
  });

  if (LONG && hasCorpora) {
    it("of the corpora's plans", async () => {
      const { plans } = await readCorpora();
      const tally = compare(
        plans.map(({ plan }) => plan),
        250_000,
        seed,
      );
      report("plans of the corpora", tally);
      expect(tally.exact).toBeGreaterThan(40);
    });
  }
});
