import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { sql } from "../store/sql.ts";
import { withoutIp, withoutIpText } from "./ip-address.ts";
import { listLiveEvents } from "./live.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

interface Sent {
  readonly ip?: unknown;
  readonly context: { readonly ip: unknown };
}

describe("the address of a call", () => {
  it("is replaced by null where vendors put it, and nothing else changes by a byte", () => {
    const call = ` { "type":"track",  "ip" : "203.0.113.7", "context":{"ip":"2001:db8::1","app":{"ip":"9"},"n":1e5},
      "properties":{"ip":"the plan's own","context":{"ip":1}} }`;
    expect(withoutIp(call)).toBe(` { "type":"track",  "ip" : null, "context":{"ip":null,"app":{"ip":"9"},"n":1e5},
      "properties":{"ip":"the plan's own","context":{"ip":1}} }`);
  });

  it("is found in any form: escaped keys, repeated keys, lists and objects of them", () => {
    expect(withoutIp('{"\\u0069p":"203.0.113.7"}')).toBe('{"\\u0069p":null}');
    expect(withoutIp('{"context":{"i\\u0070":"203.0.113.7","ip":"203.0.113.8"}}')).toBe(
      '{"context":{"i\\u0070":null,"ip":null}}',
    );
    expect(withoutIp('{"context":{"ip":["203.0.113.7",{"v6":"2001:db8::1"}]}}')).toBe(
      '{"context":{"ip":[null,{"v6":null}]}}',
    );
  });

  it("is the only difference, whatever the call", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom("ip", "context", "zip", "a"), fc.jsonValue()),
        fc.jsonValue(),
        (call, ip) => {
          const sent: Sent = { ...call, context: { ...(call.context as object), ip } };
          const kept = JSON.parse(withoutIp(JSON.stringify(sent))) as Sent;
          const { ip: _own, context, ...rest } = sent;
          expect(kept).toMatchObject(JSON.parse(JSON.stringify(rest)));
          const { ip: _ip, ...others } = context;
          expect(JSON.parse(JSON.stringify(kept.context))).toMatchObject(JSON.parse(JSON.stringify(others)));
          if (typeof ip !== "object") expect(kept.context.ip).toBeNull();
        },
      ),
    );
  });

  it("is taken out of what is no JSON as well", () => {
    expect(withoutIpText('{"batch":[{"context":{"ip": "203.0.113.7"')).toBe('{"batch":[{"context":{"ip": null');
  });
});

describe("through ingest", () => {
  const server = useTestServer();
  let made: TestProject;
  beforeAll(async () => {
    made = await createTestProject();
    await made.publish(referencePlan);
  });

  it("no stored or shown row holds an address: conformant, violating, unplanned, malformed or unreadable", async () => {
    const { writeKey } = await made.source();
    const address = "203.0.113.77";
    const head = { userId: "u1", ip: address, context: { ip: address, locale: "fr-FR" } };
    const batch = [
      { ...head, type: "identify", traits: { plan: "trial" } },
      { ...head, type: "identify", traits: { plan: 42 } },
      { ...head, type: "track", event: "Order Completed", properties: { total: "12" } },
      { ...head, type: "track", event: "Nothing Planned", properties: {} },
      { ...head, type: "track", event: 7 },
    ];
    expect((await server.post("/v1/batch", { batch, writeKey })).status).toBe(200);
    const authorization = `Basic ${Buffer.from(`${writeKey}:`).toString("base64")}`;
    const cut = JSON.stringify({ batch }).slice(0, -3);
    expect((await server.post("/v1/batch", cut, { authorization })).status).toBe(400);
    // What waits in the journal is shown before it is stored.
    expect(JSON.stringify(await listLiveEvents(made.authorized))).not.toContain(address);
    const number = sql.as("UInt32", made.number);
    const tables = ["received", "violations", "events", "traits", "traits_held", "people", "duplicates"];
    for (const table of tables) {
      const rows = await server.rows(sql`select * from ${sql.name(table)} where project = ${number}`);
      expect(JSON.stringify(rows), table).not.toContain(address);
    }
    const calls = await server.rows<{ raw: string }>(
      sql`select raw from received where project = ${number} and call_type != '' order by uid`,
    );
    expect(calls.map(({ raw }) => JSON.parse(raw))).toEqual(
      batch.map((call) => ({ ...call, ip: null, context: { ip: null, locale: "fr-FR" } })),
    );
  });
});
