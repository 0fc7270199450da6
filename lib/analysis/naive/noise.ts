/** Random calls that must never reach analysis, each beside the verdict that ingest is to give it. Only tests use it. */

import fc from "fast-check";
import { callOf, identityOf, WORLD_EVENTS } from "./send.ts";

const HOUR = 3_600_000;

type Kind = "violating" | "unplanned" | "malformed";

/** What the statement and the health page are to say of a call. */
export interface Noise {
  readonly message: Readonly<Record<string, unknown>>;
  readonly verdict: Kind;
  /** Kind and name as recorded; "" where they cannot be read. */
  readonly type: string;
  readonly name: string;
  /** The planned event it breaks. */
  readonly event?: string;
  readonly source: number;
}

export const SOURCES = 3;

/** Values that no plan of these tests accepts, by event. */
const WRONG: Readonly<Record<string, readonly object[]>> = {
  evt_s: [{ channel: 7 }, { channel: null }, { other: "x" }],
  evt_a: [{ flag: "yes" }, { tags: "red" }, { tags: [1] }, { when: "yesterday" }, { n: true }],
  evt_b: [{ amount: "12 €" }, { cart_id: 9 }, { amount: 5, currency: "EUR" }],
  evt_c: [{ box: 3 }, { box: { weight: "7" } }, { amount: [10] }],
};

/** Among them people of the log, people that only break the plan, and an anonymous one of each sort. */
const people = fc.constantFrom(1, 2, 3, 9, 20, 21, 101, 120);

interface Where {
  readonly person: number;
  readonly linked: boolean;
  readonly hoursAgo: number;
  readonly source: number;
}

const where: fc.Arbitrary<Where> = fc.record({
  person: people,
  /** Both ids on one call: a call that does not conform links nobody. */
  linked: fc.boolean(),
  hoursAgo: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 900 })),
  source: fc.nat({ max: SOURCES - 1 }),
});

function head({ person, linked, hoursAgo }: Where, asOf: number): Record<string, unknown> {
  const both = linked && person < 100 ? { anonymousId: "p102" } : {};
  return { ...identityOf(person), ...both, timestamp: new Date(asOf - hoursAgo * HOUR).toISOString() };
}

function callMembers(type: string, name: string): Record<string, unknown> {
  return type === "track" ? { type, event: name } : { type, ...(name === "" ? {} : { name }) };
}

function violating(asOf: number): fc.Arbitrary<Noise> {
  const event = fc
    .constantFrom(...WORLD_EVENTS)
    .chain((id) => fc.tuple(fc.constant(id), fc.constantFrom(...(WRONG[id] ?? [{ surprise: 1 }, [], "text"]))));
  return fc.tuple(where, event).map(([at, [id, properties]]) => {
    const { type, name } = callOf(id);
    const message = { ...head(at, asOf), ...callMembers(type, name), properties };
    return { message, verdict: "violating", type, name, event: id, source: at.source };
  });
}

/** Calls judged trait by trait: their wrong traits are held. The statement counts them as traits, not as events. */
function heldTraits(asOf: number): fc.Arbitrary<Noise> {
  const traits = fc.constantFrom(
    { type: "identify", traits: { plan: 42 } },
    { type: "identify", traits: { nps: "nine" } },
    { type: "identify", traits: { colour: "red" } },
    { type: "group", groupId: "g1", traits: { sector: 5 } },
  );
  return fc.tuple(where, traits).map(([at, call]) => {
    const message = { ...head(at, asOf), ...call };
    return { message, verdict: "violating", type: call.type, name: "", source: at.source };
  });
}

/** Near misses of planned names, names of another kind of call, and pages without a name. */
function unplanned(asOf: number): fc.Arbitrary<Noise> {
  const call = fc.constantFrom(
    ["track", "Orderd"],
    ["track", "ordered"],
    ["track", "Home"],
    ["screen", "Home"],
    ["page", "Searched"],
    ["page", ""],
    ["track", "constructor"],
  );
  return fc.tuple(where, call).map(([at, [type = "", name = ""]]) => {
    const message = { ...head(at, asOf), ...callMembers(type, name), properties: { amount: 1_000 } };
    return { message, verdict: "unplanned", type, name: name === "" ? "Page" : name, source: at.source };
  });
}

/** Recorded at the time of arrival: what cannot be read has no time of its own. */
function malformed(asOf: number): fc.Arbitrary<Noise> {
  const broken = fc.constantFrom<{ type: string; name: string; members: object }>(
    { type: "track", name: "", members: { type: "track", event: 7 } },
    { type: "track", name: "", members: { type: "track" } },
    { type: "track", name: "Ordered", members: { type: "track", event: "Ordered", timestamp: "soon" } },
    { type: "page", name: "Home", members: { type: "page", name: "Home", timestamp: true } },
    { type: "track", name: "Searched", members: { type: "track", event: "Searched", userId: { id: 1 } } },
    { type: "trak", name: "Searched", members: { type: "trak", event: "Searched" } },
    { type: "alias", name: "", members: { type: "alias", previousId: "" } },
  );
  return fc.tuple(where, broken).map(([at, { type, name, members }]) => {
    const message = { ...head(at, asOf), ...members };
    return { message, verdict: "malformed", type, name, source: at.source };
  });
}

/** Any mix in which each kind is there, and at least one unplanned call lies in the last hours before as-of. */
export function noiseArbitrary(asOf: number): fc.Arbitrary<Noise[]> {
  const some = (kind: fc.Arbitrary<Noise>) => fc.array(kind, { minLength: 2, maxLength: 14 });
  return fc
    .tuple(some(violating(asOf)), some(heldTraits(asOf)), some(unplanned(asOf)), some(malformed(asOf)))
    .chain((kinds) => fc.shuffledSubarray(kinds.flat(), { minLength: kinds.flat().length }));
}
