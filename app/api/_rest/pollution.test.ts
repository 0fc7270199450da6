/**
 * Keys that reach prototypes, at every level of every body that the API and ingest read: nothing that they are copied into
 * changes what other objects are. The server runs without `Object.prototype.__proto__`; here it is put back, so that the code
 * has to hold by itself.
 */

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { makeToken, makeWorld, type TestWorld } from "../../../lib/access/testing.ts";
import { createTestProject, type TestSource } from "../../../lib/ingest/testing/project.ts";
import { startTestServer, type TestServer } from "../../../lib/ingest/testing/server.ts";
import { sql } from "../../../lib/store/sql.ts";
import { useEventDb, usePlanDb } from "../../../lib/store/testing.ts";
import { OPERATIONS } from "./operations.ts";
import { publishReferencePlan } from "./testing/core-rows.ts";
import { ROWS } from "./testing/matrix-rows.ts";

usePlanDb();
useEventDb();
let world: TestWorld;
let token: string;
let server: TestServer;
let source: TestSource;

const removed = Object.getOwnPropertyDescriptor(Object.prototype, "__proto__") === undefined;

beforeAll(async () => {
  world = await makeWorld();
  await publishReferencePlan(world);
  token = (await makeToken(world.project.id, "owner")).token;
  server = await startTestServer();
  source = await (await createTestProject()).source({ slug: "web" });
  // The accessor of the language, for this file alone: each test file has a process of its own.
  Object.defineProperty(Object.prototype, "__proto__", {
    configurable: true,
    get(this: object) {
      return Object.getPrototypeOf(this);
    },
    set(this: object, value: object | null) {
      Object.setPrototypeOf(this, value);
    },
  });
});
afterAll(() => server.stop());

const PROTOTYPES = { Object: Object.prototype, Array: Array.prototype, Function: Function.prototype };
const names = () => Object.values(PROTOTYPES).map((prototype) => Reflect.ownKeys(prototype).map(String).sort());
const before = names().map((list) =>
  list.includes("hasOwnProperty") ? [...new Set([...list, "__proto__"])].sort() : list,
);

afterEach(() => {
  expect(names()).toEqual(before);
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
});

const KEYS = ['"__proto__":{"polluted":1}', '"constructor":{"prototype":{"polluted":1}}'];

/** The JSON of a value with such a key in each of its objects. */
function laced(value: unknown, key: string): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map((item) => laced(item, key)).join(",")}]`;
  const entries = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}:${laced(item, key)}`);
  return `{${[...entries, key].join(",")}}`;
}

const taking = OPERATIONS.filter(({ handler }) => handler.definition.body).map(
  (listed) => [`${listed.method} ${listed.path}`, listed] as const,
);

describe.each(taking)("%s", (name, listed) => {
  it.each(KEYS)("takes or refuses %s", async (key) => {
    const row = ROWS[name];
    const body = typeof row?.body === "function" ? await row.body(world) : row?.body;
    const params = { project: world.project.slug, workspace: world.workspace.slug, ...(await row?.params?.(world)) };
    for (const text of [laced(body, key), `{${key}}`]) {
      const request = new Request("http://localhost:3000/x", {
        method: listed.method,
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: text,
      });
      const answer = await listed.handler(request, { params: Promise.resolve(params) });
      expect(answer.status, await answer.text()).toBeLessThan(500);
    }
  });
});

describe("ingest", () => {
  const message = {
    type: "track",
    event: "Signed Up",
    userId: "u1",
    timestamp: "2026-11-21T10:00:00Z",
    properties: { plan: "x", items: [{ a: 1 }] },
    context: { library: { name: "x", version: "1" }, page: { url: "https://a.example" }, traits: { a: 1 } },
  };
  const identify = { type: "identify", userId: "u1", traits: { plan: "x", address: { city: "y" } } };

  it.each(KEYS)("keeps %s as received and as nothing else", async (key) => {
    const batch = {
      batch: [message, identify, { ...identify, type: "group", groupId: "g" }],
      context: { app: { a: 1 } },
    };
    for (const [path, body] of [
      ["/v1/batch", batch],
      ["/v1/track", message],
      ["/v1/identify", identify],
    ] as const) {
      const answer = await server.post(path, laced({ ...body, writeKey: source.writeKey }, key));
      expect(answer.status).toBeLessThan(500);
    }
    const rows = await server.rows<{ raw: string }>(sql`select raw from received`);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.every(({ raw }) => raw.includes("polluted"))).toBe(true);
  });

  it("reads such names in an address as names", async () => {
    const query = "__proto__[polluted]=1&constructor.prototype.polluted=1&__proto__.polluted=1&userId=u&event=Seen";
    const answer = await fetch(`${server.url}/pixel/v1/track?writeKey=${source.writeKey}&${query}`);
    expect(answer.status).toBe(200);
  });
});

it("is tested and started without the accessor", () => {
  expect(removed).toBe(true);
  const root = new URL("../../..", import.meta.url);
  for (const file of ["server/node-flags.mjs", "Dockerfile", "server/testing.ts"])
    expect(readFileSync(fileURLToPath(new URL(file, `${root}/`)), "utf8"), file).toContain("--disable-proto=delete");
});
