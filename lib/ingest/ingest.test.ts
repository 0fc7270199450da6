import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { referencePlan } from "../plan/reference-plan.ts";
import { sql } from "../store/sql.ts";
import { useEventDb, usePlanDb } from "../store/testing.ts";
import { createTestProject, type TestProject, type TestSource } from "./testing/project.ts";
import { startTestServer, type TestServer } from "./testing/server.ts";

usePlanDb();
useEventDb();

let server: TestServer;
let project: TestProject;
let web: TestSource;

beforeAll(async () => {
  server = await startTestServer();
  project = await createTestProject();
  web = await project.source({ slug: "web" });
  await project.publish(referencePlan);
});
afterAll(() => server.stop());

const received = () =>
  server.rows<Record<string, string>>(
    sql`select * from received where project = ${sql.as("UInt32", project.number)} order by uid`,
  );

describe("one batch", () => {
  it("is acknowledged, judged and queryable", async () => {
    const answer = await server.post("/v1/batch", {
      writeKey: web.writeKey,
      sentAt: new Date().toISOString(),
      batch: [
        {
          type: "track",
          event: "Signed Up",
          userId: "u1",
          anonymousId: "a1",
          messageId: "m1",
          properties: { plan: 1 },
        },
        { type: "page", userId: "u1", messageId: "m2" },
      ],
    });
    expect([answer.status, await answer.text()]).toEqual([200, '{"success":true}']);
    console.log(await received());
  });
});
