import { expect, it } from "vitest";
import { newTrait } from "../plan/new-object.ts";
import type { Plan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { sql } from "../store/sql.ts";
import { listLiveEvents } from "./live.ts";
import { releaseHeld } from "./reverdict.ts";
import { paidEvent } from "./testing/paid-plan.ts";
import { createTestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();

const PHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6 Mobile/15E148 Safari/604.1";

function planWhere(later: boolean): Plan {
  return {
    ...referencePlan,
    settings: {
      ...referencePlan.settings,
      automatic: ["device_type", "os_name", "browser_name", "app_version", "language", "country", "page_title"],
    },
    userProperties: [
      newTrait({ id: "prp_t", name: "plan", type: later ? { kind: "any" } : { kind: "string", enum: ["free"] } }),
    ],
    events: [paidEvent({ type: { kind: later ? "any" : "number" }, required: true })],
  };
}

it("a released event has the rows that it would have had if the plan had accepted it at once", async () => {
  const project = await createTestProject();
  const source = await project.source();
  await project.publish(planWhere(false));
  const timestamp = "2026-11-01T10:00:00.000Z";
  const paid = (more: object) => ({
    type: "track",
    event: "Paid",
    userId: "u1",
    anonymousId: "a1",
    timestamp,
    properties: { amount: "7" },
    ...more,
  });

  const body = {
    writeKey: source.writeKey,
    context: {
      app: { version: "3.2.1" },
      userAgent: PHONE,
      locale: "fr-FR",
      timezone: "Europe/Paris",
      groupId: "team-1",
      page: { title: "Shared" },
      traits: { plan: 42 },
      ip: "192.0.2.7",
    },
    batch: [
      paid({}),
      paid({ context: { page: { title: "Own" }, locale: "de" } }),
      paid({ context: {} }),
      paid({ context: null }),
      { type: "identify", userId: "u1", timestamp },
    ],
  };
  const pixel = `${server.url}/pixel/v1/track?writeKey=${source.writeKey}&event=Paid&userId=u2&timestamp=${timestamp}&properties.amount=5`;
  const sendAll = async () => {
    expect((await server.post("/v1/batch", body)).status).toBe(200);
    expect((await fetch(pixel, { headers: { "user-agent": PHONE } })).status).toBe(200);
  };
  const mine = sql`project = ${sql.as("UInt32", project.number)}`;
  const rows = async (after: number) => {
    const events = await server.rows<Record<string, unknown>>(
      sql`select * except (uid, received_at, repaired) from events where ${mine} and uid > ${sql.as("UInt64", after)} order by uid`,
    );
    const traits = await server.rows<Record<string, unknown>>(
      sql`select * except (uid) from traits where ${mine} and uid > ${sql.as("UInt64", after)} order by uid`,
    );
    const links = await server.rows<Record<string, unknown>>(
      sql`select distinct * except (uid) from identity_links where ${mine}`,
    );
    return { events, traits, links };
  };

  await sendAll();
  expect((await rows(0)).events).toEqual([]);
  const live = await listLiveEvents(project.authorized, {});
  expect(live[1]?.call).toMatchObject({ context: { app: { version: "3.2.1" }, traits: expect.anything() } });
  await project.publish(planWhere(true));
  expect(await releaseHeld(project.authorized)).toMatchObject({ judged: 6, released: 6 });
  const released = await rows(0);
  expect(released.events).toHaveLength(5);
  expect(released.events[0]).toMatchObject({
    group_id: "team-1",
    auto_app_version: "3.2.1",
    auto_device_type: "mobile",
    auto_country: "FR",
    auto_page_title: "Shared",
  });
  expect(released.events[1]).toMatchObject({ auto_language: "de", auto_page_title: "Own", auto_app_version: "3.2.1" });
  expect(released.events[4]).toMatchObject({ auto_device_type: "mobile", auto_os_name: "iOS" });
  expect(released.traits).toMatchObject([{ property_id: "prp_t", n: 42 }]);

  const [last] = await server.rows<{ uid: string }>(sql`select max(uid) as uid from received where ${mine}`);
  await sendAll();
  expect(await rows(Number(last?.uid))).toEqual(released);
  const [ip] = await server.rows<{ n: string }>(
    sql`select count() as n from received where ${mine} and position(raw, '192.0.2.7') > 0`,
  );
  expect(ip?.n).toBe("0");
});
