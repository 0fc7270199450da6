/** The Measurement Protocol of Google Analytics 4, and its validation server. */

import { beforeAll, describe, expect, it } from "vitest";
import { emptyPlan, newEvent, newProperty, newTrait } from "../plan/new-object.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();
let project: TestProject;
beforeAll(async () => {
  project = await createTestProject();
  await project.publish({
    ...emptyPlan("ga4"),
    events: [
      newEvent({
        id: "evt_purchase",
        name: "purchase",
        identifier: "purchase",
        properties: [
          newProperty({ id: "prp_value", name: "value", type: { kind: "number" }, required: true }),
          newProperty({ id: "prp_currency", name: "currency", type: { kind: "string" } }),
        ],
      }),
      newEvent({ id: "evt_view", name: "page_view", identifier: "pageView", open: true }),
    ],
    userProperties: [newTrait({ id: "prp_tier", name: "user_tier", type: { kind: "string" } })],
  });
});

const collect = (source: { readonly writeKey: string }, body: unknown, path = "/mp/collect") =>
  server.post(`${path}?measurement_id=G-1&api_secret=${source.writeKey}`, body);

const MICROS = 1_790_000_000_000_000;

describe("/mp/collect", () => {
  it("answers as Google does and makes a call of each event and of the user properties", async () => {
    const source = await project.source();
    const answer = await collect(source, {
      ...{ client_id: "123.456", user_id: "u1", timestamp_micros: String(MICROS), ip_override: "203.0.113.7" },
      user_agent: "Mozilla/5.0",
      consent: { ad_user_data: "GRANTED" },
      device: { category: "mobile", screen_resolution: "1280x2856" },
      user_data: { sha256_email_address: "0a1b" },
      user_properties: { user_tier: { value: "gold" } },
      events: [
        {
          name: "purchase",
          params: {
            value: 9.5,
            currency: "EUR",
            session_id: "77",
            engagement_time_msec: 100,
            _et: 1,
            $gabarit: '{"version":1}',
          },
        },
        {
          name: "page_view",
          timestamp_micros: MICROS + 1_000_000,
          params: { page_location: "https://a.example/b?c", page_title: "B" },
        },
        { name: "purchase", params: { value: "9,5" } },
        { name: "nobody_planned" },
      ],
    });
    expect([answer.status, await answer.text(), answer.headers.get("content-length")]).toEqual([204, "", null]);
    const rows = await server.received(source);
    expect(rows.map((row) => `${row.call_type} ${row.event_name}: ${row.verdict}`)).toEqual([
      "identify : conformant",
      "track purchase: conformant",
      "track page_view: conformant",
      "track purchase: violating",
      "track nobody_planned: unplanned",
    ]);
    expect(rows.every(({ user_id, anonymous_id }) => user_id === "u1" && anonymous_id === "123.456")).toBe(true);
    expect(rows.map(({ sent_ts }) => sent_ts)).toEqual(
      [0, 0, 1, 0, 0].map((seconds) => `2026-09-21 14:13:2${seconds}.000`),
    );
    expect(rows[1]?.declared_version).toBe(1);
    expect(JSON.parse(rows[1]?.raw ?? "")).toMatchObject({
      properties: { value: 9.5, currency: "EUR" },
      context: {
        userAgent: "Mozilla/5.0",
        device: { type: "mobile" },
        ga4: { measurement_id: "G-1", consent: { ad_user_data: "GRANTED" }, screen_resolution: "1280x2856" },
        ga4_event: { session_id: "77", engagement_time_msec: 100, _et: 1 },
      },
    });
    expect(JSON.parse(rows[2]?.raw ?? "")).toMatchObject({
      properties: { page_location: "https://a.example/b?c" },
      context: { page: { url: "https://a.example/b?c", title: "B" } },
    });
    const kept = rows.map(({ raw }) => raw).join();
    for (const absent of ["203.0.113.7", "0a1b", source.writeKey]) expect(kept).not.toContain(absent);
  });

  it("keeps an event it cannot read apart from those beside it", async () => {
    const source = await project.source();
    await collect(source, {
      app_instance_id: "app-1",
      events: [{ name: "" }, 3, { name: "page_view", params: 3 }, { name: "page_view" }],
    });
    await collect(source, { events: [{ name: "page_view" }] });
    await collect(source, { client_id: "c", timestamp_micros: "yesterday", events: [{ name: "page_view" }] });
    await collect(source, { client_id: "c", user_properties: [] });
    await collect(source, { client_id: { a: 1 }, events: [{ name: "page_view" }] });
    await collect(source, { client_id: "c", user_id: "u".repeat(513), events: [{ name: "page_view" }] });
    const rows = await server.received(source);
    expect(rows.map(({ verdict, raw }) => (verdict === "malformed" ? JSON.parse(raw).path : verdict))).toEqual([
      ...["/events/0/name", "/events/1/name", "/events/2/params", "conformant"],
      ...["/client_id", "/timestamp_micros", "/user_properties", "/client_id", "/user_id"],
    ]);
    expect(rows[3]?.anonymous_id).toBe("app-1");
  });

  it("says what it does not store, which Google's server does not", async () => {
    const source = await project.source();
    const event = { client_id: "c", events: [{ name: "page_view" }] };
    expect((await server.post("/mp/collect?measurement_id=G-1", event)).status).toBe(401);
    expect((await collect({ writeKey: "nobody" }, event)).status).toBe(401);
    for (const body of ["{", "[]", "{}", { client_id: "c", events: {} }])
      expect((await collect(source, body)).status).toBe(400);
    expect((await fetch(`${server.url}/mp/collect?api_secret=${source.writeKey}`)).status).toBe(405);
    expect((await server.received(source)).map(({ verdict }) => verdict)).toEqual(
      Array.from({ length: 4 }, () => "malformed"),
    );
  });
});

describe("/debug/mp/collect", () => {
  it("says what breaks the plan and what breaks Google's rules, and keeps nothing", async () => {
    const source = await project.source();
    const debug = (body: unknown) => collect(source, body, "/debug/mp/collect").then((answer) => answer.json());
    expect(await debug({ client_id: "c", events: [{ name: "purchase", params: { value: 1 } }] })).toEqual({
      validationMessages: [],
    });
    const { validationMessages } = (await debug({
      client_id: "c",
      user_properties: { user_tier: { value: 3 }, ga_x: { value: 1 } },
      events: [
        { name: "purchase", params: { value: "much", colour: "red" } },
        { name: "_badEventName" },
        { name: "session_start" },
        { name: "purchase" },
      ],
    })) as { validationMessages: { fieldPath: string; validationCode: string; description: string }[] };
    expect(validationMessages.map(({ fieldPath, validationCode }) => `${fieldPath} ${validationCode}`)).toEqual([
      "user_properties.ga_x NAME_RESERVED",
      "events[1].name NAME_RESERVED",
      "events[2].name NAME_RESERVED",
      "user_properties.user_tier VALUE_INVALID",
      "user_properties.ga_x NAME_INVALID",
      "events[0].params.colour NAME_INVALID",
      "events[0].params.value VALUE_INVALID",
      "events[1].name NAME_INVALID",
      "events[2].name NAME_INVALID",
      "events[3].params.value VALUE_REQUIRED",
    ]);
    expect(validationMessages.every(({ description }) => description.length > 10)).toBe(true);
    expect(await debug("{")).toMatchObject({ validationMessages: [{ validationCode: "VALUE_INVALID" }] });
    expect(await debug({ events: [{ name: "page_view" }] })).toMatchObject({
      validationMessages: [{ fieldPath: "client_id", validationCode: "VALUE_INVALID" }],
    });
    expect(await debug({ client_id: "c", user_id: {}, events: [{ name: "page_view" }] })).toMatchObject({
      validationMessages: [{ fieldPath: "user_id", validationCode: "VALUE_INVALID" }],
    });
    const many = Array.from({ length: 1_200 }, () => ({ name: "purchase" }));
    expect(
      ((await debug({ client_id: "c", events: many })) as { validationMessages: [] }).validationMessages,
    ).toHaveLength(1_000);
    expect((await collect({ writeKey: "nobody" }, {}, "/debug/mp/collect")).status).toBe(401);
    expect(await server.received(source)).toEqual([]);
  });
});
