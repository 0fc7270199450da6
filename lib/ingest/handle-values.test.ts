/** Values that the plan's privacy classes do not let through stand nowhere behind the answer. */

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { newEvent, newGroupType, newProperty, newTrait } from "../plan/new-object.ts";
import type { Plan, PrivacyClass, PropertyType } from "../plan/plan.ts";
import type { PlanSettings } from "../plan/plan-settings.ts";
import { freezePlan } from "../plan/publish.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { EVENT_TABLES } from "../store/event-db.ts";
import { sql } from "../store/sql.ts";
import { handleBody } from "./handle-values.ts";
import { loadHealth } from "./health.ts";
import { listLiveEvents } from "./live.ts";
import { readEnvelope } from "./protocol/segment.ts";
import { judgeBody, readCalls } from "./receive.ts";
import { countEffects } from "./replay.ts";
import type { IngestSource } from "./source-registry.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";
import { onlyVersion } from "./validate.ts";

const server = useTestServer();

const MAIL: PropertyType = { kind: "string", format: "email" };
const property = (name: string, privacy: PrivacyClass, type: PropertyType = { kind: "string" }, more: object = {}) =>
  newProperty({ id: `prp_${name}`, name, type, privacy, ...more });

const HANDLED: Partial<PlanSettings> = {
  personalValues: "drop",
  pseudonymousValues: "hash",
  sensitiveValues: "consent",
  transformations: [
    {
      ...{ key: "mail", event: "Asked", operation: "rename_property", property: "eMail", to: "email", sources: [] },
      ...{ reason: "Fixed in 2.1.", until: "2099-12-31" },
    },
  ],
};
const planned = (settings: Partial<PlanSettings>): Plan => ({
  ...referencePlan,
  settings: { ...referencePlan.settings, ...settings },
  events: [
    newEvent({
      ...{ id: "evt_asked", name: "Asked", identifier: "asked" },
      properties: [
        property("email", "personal", MAIL, { required: true }),
        property("device", "pseudonymous", { kind: "string", maxLength: 12 }),
        property("illness", "sensitive", { kind: "string" }, { consentPurpose: "care" }),
        property("total", "none", { kind: "number" }),
        property("lines", "none", {
          kind: "array",
          items: {
            kind: "object",
            open: false,
            properties: [property("to", "personal", MAIL), property("sku", "none")],
          },
        }),
      ],
    }),
    newEvent({ id: "evt_seen", name: "Seen", identifier: "seen", privacy: "personal", open: true }),
  ],
  userProperties: [newTrait({ id: "prp_phone", name: "phone", type: { kind: "string" }, privacy: "personal" })],
  groupTypes: [
    newGroupType({
      ...{ id: "grp_firm", name: "firm" },
      properties: [newTrait({ id: "prp_boss", name: "boss", type: { kind: "string" }, privacy: "personal" })],
    }),
  ],
});

const STATED = "drop /context/traits/phone";
const SOURCE = { slug: "web", unplanned: "violation", versionRule: "latest", mode: "observe", rules: [] };
const KEY = Buffer.alloc(32, 7);

function handle(calls: readonly unknown[], settings = HANDLED, text = JSON.stringify({ batch: calls })) {
  const plans = onlyVersion(freezePlan(planned(settings)));
  const envelope = readEnvelope(JSON.parse(text), undefined);
  if (!("messages" in envelope)) throw new Error("no envelope");
  const body = { calls: readCalls(envelope.messages, undefined), text, batched: true };
  const judged = judgeBody(body, SOURCE as unknown as IngestSource, plans, (ids) => ids.map(() => true));
  const places = plans.latest?.places;
  return places === undefined ? undefined : handleBody(body, judged, places, KEY);
}

const asked = (properties: object, more: object = {}) => ({
  ...{ type: "track", event: "Asked", userId: "u1", ...more },
  properties,
});

describe("a body", () => {
  test("is not looked at while the plan handles no class, and stays itself where it holds no such value", () => {
    expect(handle([asked({ email: "ann@mail.example" })], {})).toBeUndefined();
    expect(handle([asked({ total: 3 }), { type: "track", event: "Other", userId: "u" }])).toBeUndefined();
  });

  test("keeps everything but the values, also of a name that is written twice or with escapes", () => {
    const text = `{ "batch" : [{"type":"track","event":"Asked","userId":"u1","properties":{"email":"a@b.example",
      "em\\u0061il":"ann@mail.example","total":12345678901234567890, "lines":[{"to":"bob@mail.example","sku":"s"}]}}] }`;
    const made = handle([], HANDLED, text);
    expect(made?.text).toBe(
      text.replace('"a@b.example"', "null").replace('"ann@mail.example"', "null").replace('"bob@mail.example"', "null"),
    );
    expect(made?.judged).toMatchObject([{ handled: ["drop /properties/email", "drop /properties/lines/*/to"] }]);
  });

  test("keeps the same hash of the same value, and another under another key", () => {
    const made = handle([asked({ device: "d-1" }), asked({ device: "d-1" }), asked({ device: "d-2" })]);
    const { batch } = JSON.parse(made?.text ?? "") as { batch: { properties: { device: string } }[] };
    const [one, two, three] = batch.map(({ properties }) => properties.device);
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect([two, three === one]).toEqual([one, false]);
  });

  test("keeps what the person consented to, for that purpose alone", () => {
    const consent = (categoryPreferences: object) => ({ context: { consent: { categoryPreferences } } });
    const illness = { illness: "flu" };
    const made = handle([
      asked(illness, consent({ care: true })),
      asked(illness, consent({ care: "true", ads: true })),
      asked(illness),
    ]);
    const { batch } = JSON.parse(made?.text ?? "") as { batch: { properties: object }[] };
    expect(batch.map((call) => call.properties)).toEqual([illness, { illness: null }, { illness: null }]);
    expect(made?.judged[1]).toMatchObject({ handled: ["consent /properties/illness"] });
    expect(made?.judged[0]).not.toHaveProperty("handled");
  });

  test("loses all values of a private event, and traits wherever they come", () => {
    const made = handle([
      { type: "track", event: "Seen", userId: "u", properties: { any: { deep: [1, "x"] }, $gabarit: { v: 1 } } },
      { type: "identify", userId: "u", traits: { phone: "+33 6 12 34 56 78" } },
      { type: "group", userId: "u", groupId: "g", traits: { boss: "Ann" } },
      asked({ total: 1 }, { context: { traits: { phone: "+33 6 12 34 56 78", age: 4 } } }),
    ]);
    const { batch } = JSON.parse(made?.text ?? "") as { batch: Record<string, unknown>[] };
    expect(batch.map(({ properties, traits }) => traits ?? properties)).toEqual([
      { any: { deep: [null, null] }, $gabarit: { v: 1 } },
      { phone: null },
      { boss: null },
      { total: 1 },
    ]);
    expect(batch[3]?.context).toEqual({ traits: { phone: null, age: 4 } });
  });

  test("loses what its calls share as well", () => {
    const text = JSON.stringify({
      context: { traits: { phone: "+33 6" } },
      batch: [asked({ total: 1 }), asked({ total: 2 })],
    });
    const made = handle([], HANDLED, text);
    expect(JSON.parse(made?.text ?? "")).toMatchObject({ context: { traits: { phone: null } } });
    expect(made?.judged).toMatchObject([{ handled: [STATED] }, { handled: [STATED] }]);
  });

  test("says in its violations what was wrong, without the value; a transformation brings none back", () => {
    const made = handle([asked({ email: "not-an-address" }), asked({ eMail: "ann@mail.example" })]);
    expect(made?.judged[0]).toMatchObject({ verdict: "violating", violations: [{ path: "/properties/email" }] });
    expect(made?.judged[1]).toMatchObject({ transformed: { by: ["mail"], subject: { email: null } } });
    for (const value of ["not-an-address", "ann@mail.example"]) expect(JSON.stringify(made)).not.toContain(value);
  });

  test("is masked where only that there was a value is to stay", () => {
    expect(handle([asked({ email: "ann@mail.example" })], { personalValues: "mask" })?.text).toContain('"•••"');
  });
});

describe("behind the answer", () => {
  let made: TestProject;
  let key = "";
  const SECRETS = ["ann@mail.example", "bob@mail.example", "device-77", "+33 6 12 34 56 78"];
  const batch = [
    asked(
      { email: SECRETS[0], device: SECRETS[2], total: 2, lines: [{ to: SECRETS[1], sku: "s" }] },
      { messageId: "m1" },
    ),
    asked({ email: SECRETS[0], total: "two" }, { messageId: "m2" }),
    asked({ email: SECRETS[0] }, { messageId: "m1" }),
    { type: "identify", userId: "u1", traits: { phone: SECRETS[3] } },
  ];

  beforeAll(async () => {
    made = await createTestProject();
    await made.publish(planned(HANDLED));
    key = (await made.source({ slug: "web" })).writeKey;
    const body = JSON.stringify({ batch, writeKey: key });
    expect((await server.post("/v1/batch", { batch, writeKey: key })).status).toBe(200);
    const zipped = gzipSync(body.replaceAll('"m1"', '"n1"').replaceAll('"m2"', '"n2"'));
    const answer = await fetch(`${server.url}/v1/batch`, {
      ...{ method: "POST", body: zipped, headers: { "content-encoding": "gzip" } },
    });
    expect(answer.status).toBe(200);
  });

  test("neither the journal nor a table holds such a value", async () => {
    const journal = join(server.dataDir, "journal");
    const files = (await readdir(journal, { withFileTypes: true })).filter((one) => one.isFile());
    const texts = await Promise.all(files.map(({ name }) => readFile(join(journal, name), "latin1")));
    await server.ingest.settled();
    for (const table of EVENT_TABLES)
      texts.push(
        JSON.stringify(await server.rows(sql`select * from ${sql.name(table)} where project = ${made.number}`)),
      );
    const all = texts.join("\n");
    expect(all).toContain("Asked");
    for (const secret of SECRETS) expect(all).not.toContain(secret);
  });

  test("verdicts are those of the values that came, the event says what became of them, and a replay finds the same", async () => {
    const events = await listLiveEvents(made.authorized, {});
    const ofAsked = events.filter(({ name }) => name === "Asked");
    expect(ofAsked.map(({ verdict }) => verdict).sort()).toEqual([
      "conformant",
      "conformant",
      "violating",
      "violating",
    ]);
    expect(ofAsked.find(({ verdict }) => verdict === "conformant")?.handled).toEqual([
      "drop /properties/email",
      "hash /properties/device",
      "drop /properties/lines/*/to",
    ]);
    const { handled } = await loadHealth(made.authorized);
    expect(
      handled.map(({ source, handling, events, places }) => [source.slug, handling, events, [...places].sort()]),
    ).toEqual([
      ["web", "drop", 6, ["/properties/email", "/properties/lines/*/to", "/traits/phone"]],
      ["web", "hash", 2, ["/properties/device"]],
    ]);
    const { judged, totals } = await countEffects(made.authorized, {});
    expect(judged).toBe(6);
    expect(totals).toMatchObject({ added: 0, withdrawn: 0 });
  });
});
