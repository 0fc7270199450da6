/** What every protocol owes, whatever is sent to it: an answer, and calls that can be read again. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCall } from "../read-call.ts";
import { MAX_MESSAGES } from "../receive.ts";
import { REFUSALS } from "./answer.ts";
import { batchText } from "./exchange.ts";
import { timestampOf } from "./mixpanel-event.ts";
import { ADAPTERS } from "./routes.ts";
import { readEnvelope } from "./segment.ts";

const NAMES =
  "event events event_type name params properties event_properties user_properties batch time timestamp_micros $set $unset $add " +
  "$distinct_id distinct_id $device_id token $token api_key user_id client_id groups group_properties $group_id $group_key " +
  "$insert_id insert_id $gabarit type userId context traits __proto__ constructor";

/** Values whose members have the names that the protocols look for, of any type. */
const body = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "medium", withCrossShrink: true },
    fc.oneof(
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.constant("u1"),
      fc.integer(),
      fc.constant(1.7e12),
    ),
    fc.array(tie("value"), { maxLength: 4 }),
    fc
      .array(fc.tuple(fc.constantFrom(...NAMES.split(" ")), tie("value")), { maxLength: 6 })
      .map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** Ten times what any protocol takes of lines, events or names. */
const MANY = 10 * MAX_MESSAGES;
const stated = Object.fromEntries(Array.from({ length: MANY }, (_, n) => [`p${n}`, { value: 1, timestamp_micros: n }]));
const ENDLESS = [
  "x\n".repeat(MANY),
  "1\n".repeat(MANY),
  "\n".repeat(MANY),
  JSON.stringify({ client_id: "c", api_key: "k", events: Array.from({ length: MANY }, () => 1) }),
  JSON.stringify({ client_id: "c", user_properties: stated }),
];

/** Jitsu has a path for each kind of call, PostHog three for one; they are read alike. */
const ALIKE = new Set(["/i/v0/e", "/e"]);
const places = ADAPTERS.flatMap((adapter) =>
  adapter.paths
    .filter((path) => !ALIKE.has(path))
    .slice(0, 4)
    .map((path) => ({ path, adapter })),
);

describe.each(places)("$path", ({ path, adapter }) => {
  function exchange(query = "") {
    return adapter.open({ path, method: "POST", query: new URLSearchParams(query), key: "gbw_1", password: undefined });
  }

  function check(text: string, query?: string): void {
    const one = exchange(query);
    const read = one.read(text);
    for (const refusal of Object.values(REFUSALS)) expect(one.refused(refusal).status).toBeGreaterThanOrEqual(200);
    if (read === "too_large" || !("calls" in read)) return;
    const parsed = JSON.parse(batchText(read)) as unknown;
    expect(read.calls.length).toBeLessThanOrEqual(3 * MAX_MESSAGES);
    const envelope = readEnvelope(parsed, undefined);
    if (!("messages" in envelope)) throw new Error("A translation is a batch");
    expect(envelope.messages).toHaveLength(read.calls.length);
    for (const message of envelope.messages) readCall(message);
    const judged = read.calls.map(() => ({ verdict: "malformed", violations: [], planVersion: 0 }) as const);
    const { status } = one.accepted(judged);
    expect(status === 400 ? path : "/import").toBe("/import");
    // The same body makes the same calls.
    expect(exchange(query).read(text)).toEqual(read);
  }

  it("reads any JSON, as it is, in a list, in a form and as lines", () => {
    fc.assert(
      fc.property(body, fc.constantFrom("", "strict=1", "verbose=1"), (value, query) => {
        const text = JSON.stringify(value);
        check(text, query);
        check(JSON.stringify([value, value]), query);
        check(JSON.stringify({ events: [value], batch: [value] }), query);
        check(`data=${encodeURIComponent(text)}`, query);
        check(`api_key=k&identification=${encodeURIComponent(text)}`, query);
        check(`${text}\n${text}`, query);
      }),
      { numRuns: 150 },
    );
  });

  it("repeats nothing in every call that could be long", () => {
    const long = "x".repeat(50_000);
    const ids = [{ client_id: long }, { client_id: "c", user_id: [long] }, { app_instance_id: { long } }];
    const event = { name: "a", event_type: "a", user_id: "u", params: {}, properties: { distinct_id: "u" } };
    for (const one of ids) {
      const events = Array.from({ length: 500 }, () => event);
      const text = JSON.stringify({ ...one, api_key: "k", client_upload_time: long, sentAt: long, events });
      const read = exchange().read(text);
      if (read === "too_large" || !("calls" in read)) continue;
      expect(batchText(read).length).toBeLessThan(4 * text.length);
    }
  });

  it("passes numbers on as they were sent, also those that no program here can hold", () => {
    const numbers = { n1: "9007199254740995", n2: "1e400", n3: "-12345678901234567890", n4: "1e22", n5: "0.5" };
    const values = Object.entries(numbers).map(([name, literal]) => `"${name}":${literal}`);
    const held = `{${values.join(",")},"distinct_id":"u","text":"9007199254740995"}`;
    const said = ["properties", "event_properties", "params", "$set", "traits"].map((name) => `"${name}":${held}`);
    const item = `{"name":"a","event":"a","event_type":"a","user_id":"u","$distinct_id":"u","$group_id":"g",${said.join(",")}}`;
    // Snowplow's events are JSON in a text.
    const nested = JSON.stringify(`{"data":{"schema":"iglu:a/b/c/1-0-0","data":${held}}}`);
    const body = `{"data":[{"e":"ue","uid":"u","ue_pr":${nested}}],"client_id":"c","user_id":"u","$distinct_id":"u","$group_id":"g","event":"a","events":[${item}],${said.join(",")}}`;
    const inAddress = new URLSearchParams({ e: "ue", uid: "u", ue_pr: JSON.parse(nested) as string }).toString();
    const read = exchange().read(path === "/i" ? inAddress : body);
    if (read === "too_large" || !("calls" in read)) throw new Error("The body is one that every protocol reads");
    const text = batchText(read);
    for (const literal of ["9007199254740995", "1e400", "-12345678901234567890"]) expect(text).toContain(`:${literal}`);
    expect(text).toContain('"text":"9007199254740995"');
    expect(Array.isArray((JSON.parse(text) as { batch: unknown }).batch)).toBe(true);
  });

  it("cuts no form into millions of fields", () => {
    const read = exchange().read("data=&".repeat(1_000));
    expect(read === "too_large" || !("calls" in read) || read.calls.length === 1).toBe(true);
    expect(path === "/identify" || path === "/track" ? read : "too_large").toBe("too_large");
  });

  it("reads any text, what is nested without end, and what has no end of lines, events or names", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => check(text)),
      { numRuns: 100 },
    );
    for (const text of ENDLESS) check(text);
    for (const text of ["", "[".repeat(100_000), `${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}`]) check(text);
  });
});

it("reads Mixpanel's times of every form alike, wherever the server stands", () => {
  for (const time of [
    1_793_527_200,
    1_793_527_200_000,
    "1793527200",
    "2026-11-01T10:00:00",
    "2026-11-01T11:00:00+01:00",
  ])
    expect(timestampOf(time)).toBe("2026-11-01T10:00:00.000Z");
  for (const time of [-1, 1e16, "yesterday", "", {}, null]) expect(timestampOf(time)).toBeUndefined();
});
