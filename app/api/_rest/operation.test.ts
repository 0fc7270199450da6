import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { makeToken, makeWorld, type TestWorld } from "../../../lib/access/testing.ts";
import { UserError } from "../../../lib/base/error.ts";
import { usePlanDb } from "../../../lib/store/testing.ts";
import { GET as unknownAddress } from "../v1/[...unknown]/route.ts";
import { operation, type RouteHandler } from "./operation.ts";
import { checkResponses } from "./response-check.ts";

usePlanDb();
let world: TestWorld;
let token: string;
beforeAll(async () => {
  world = await makeWorld();
  token = (await makeToken(world.project.id, "owner")).token;
});

const echo = operation(
  {
    summary: "Says back what it was told",
    reach: "project",
    query: z.strictObject({ limit: z.coerce.number().int().max(10).optional() }),
    body: z.strictObject({ name: z.string().min(2), tags: z.array(z.string()).optional() }),
    maxBytes: 1000,
    answer: z.object({ name: z.string() }),
  },
  ({ body }) => ({ name: body.name }),
);

interface Sent {
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  readonly method?: string;
}

async function send(handler: RouteHandler, sent: Sent = {}) {
  const request = new Request(`http://localhost:3000/api/v1/projects/x/echo${sent.query ?? ""}`, {
    method: sent.method ?? "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", ...sent.headers },
    ...(sent.method === "GET" ? {} : { body: sent.body ?? '{"name":"abc"}' }),
  });
  const response = await handler(request, { params: Promise.resolve({ project: world.project.slug }) });
  return { response, json: JSON.parse((await response.text()) || "null") };
}

describe("a request", () => {
  it("that fits is answered, never cached", async () => {
    const { response, json } = await send(echo);
    expect([response.status, json]).toEqual([200, { name: "abc" }]);
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("with a null character in any text, name or list is refused before a store sees it", async () => {
    for (const body of [
      '{"name":"a\\u0000bc"}',
      '{"name":"abc","tags":["x","y\\u0000"]}',
      '{"name":"abc","\\u0000":1}',
    ]) {
      const { response, json } = await send(echo, { body, headers: { "accept-language": "fr" } });
      expect([response.status, json.code], body).toEqual([422, "invalid_input"]);
      expect(json.fields[0].message, body).toContain("U+0000");
    }
  });

  it("for an address with a null character finds nothing", async () => {
    const request = new Request("http://localhost:3000/x", {
      method: "POST",
      headers: { authorization: `Bearer ${token}` },
    });
    const response = await echo(request, { params: Promise.resolve({ project: "shop\0" }) });
    expect(response.status).toBe(404);
  });

  it("that does not fit is told every wrong field, in the language asked for", async () => {
    const body = JSON.stringify({ name: "a", tags: ["x", 7], isOwner: true });
    const english = await send(echo, { body });
    expect(english.response.status).toBe(422);
    expect(english.json.code).toBe("invalid_input");
    expect(english.json.fields.map((error: { path: string }) => error.path).sort()).toEqual(["/", "/name", "/tags/1"]);
    const french = await send(echo, { body, headers: { "accept-language": "fr-FR,fr;q=0.9" } });
    expect(french.json.title).toBe("Certaines valeurs ne sont pas valides.");
    expect(french.response.headers.get("content-language")).toBe("fr");
    for (const [index, error] of french.json.fields.entries()) {
      expect(error.message).not.toBe(english.json.fields[index].message);
      expect(error.message).toMatch(/[a-zé]{3}/);
    }
  });

  it("with a body that cannot be read is refused before anything else", async () => {
    expect((await send(echo, { body: "{" })).response.status).toBe(400);
    expect((await send(echo, { body: new Uint8Array([0x22, 0xff, 0x22]) })).response.status).toBe(400);
    expect((await send(echo, { headers: { "content-type": "text/plain" } })).response.status).toBe(400);
    expect((await send(echo, { body: JSON.stringify({ name: "x".repeat(2000) }) })).response.status).toBe(413);
  });

  it("keeps prototype keys what they are: unknown fields", async () => {
    for (const body of ['{"name":"abc","__proto__":{"x":1}}', '{"name":"abc","constructor":1}']) {
      const { response } = await send(echo, { body });
      expect([200, 422]).toContain(response.status);
    }
    expect(({} as { x?: number }).x).toBeUndefined();
    expect((await send(echo, { query: "?__proto__=1" })).response.status).toBe(422);
  });

  it("with a secret in its address is refused and told why", async () => {
    const { response, json } = await send(echo, { query: `?limit=${token}` });
    expect(response.status).toBe(400);
    expect(json.detail).toContain("Authorization");
    expect(JSON.stringify(json)).not.toContain(token);
    expect((await send(echo, { query: "?limit=11" })).json.fields[0].path).toBe("/limit");
    expect((await send(echo, { query: "?other=1" })).response.status).toBe(422);
  });
});

describe("a failure", () => {
  const failing = (error: unknown) =>
    operation({ summary: "Fails", reach: "anyone" }, () => {
      throw error;
    });

  it("of ours says nothing about our insides", async () => {
    const { response, json } = await send(failing(new Error("select secret from /srv/app.ts")), { method: "GET" });
    expect(response.status).toBe(500);
    expect(json).toEqual({
      type: "/docs/api#internal",
      title: "Something failed on our side.",
      status: 500,
      code: "internal",
    });
  });

  it("carries its data, and when to come back", async () => {
    const limited = await send(failing(new UserError("rate_limited", { data: { retryAfterSeconds: 42 } })), {
      method: "GET",
    });
    expect([limited.response.status, limited.response.headers.get("retry-after")]).toEqual([429, "42"]);
    const stale = await send(failing(new UserError("stale_revision", { data: { revision: 7 } })), { method: "GET" });
    expect(stale.json).toMatchObject({ status: 409, code: "stale_revision", data: { revision: 7 } });
    const anonymous = await send(echo, { headers: { authorization: "Basic eDp5" } });
    expect(anonymous.response.headers.get("www-authenticate")).toContain("Bearer");
  });

  it("is found by tests when an answer is not as described", async () => {
    checkResponses();
    const wrong = operation(
      { summary: "Answers wrongly", reach: "anyone", answer: z.object({ count: z.int() }) },
      () => ({ count: 1.5 }),
    );
    expect((await send(wrong, { method: "GET" })).response.status).toBe(500);
  });

  it("to find an address is a problem document too", async () => {
    const response = unknownAddress(new Request("http://localhost:3000/api/v1/nothing"));
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, "not_found"]);
  });
});

it("makes one address wait that presents wrong credentials again and again", async () => {
  const attempt = () =>
    send(echo, { headers: { authorization: `Bearer ${"x".repeat(40)}`, "x-gabarit-client": "203.0.113.77" } });
  const statuses: number[] = [];
  for (let count = 0; count < 125; count++) statuses.push((await attempt()).response.status);
  expect(statuses[0]).toBe(401);
  expect(statuses.at(-1)).toBe(429);
  expect((await send(echo, { headers: { "x-gabarit-client": "203.0.113.77" } })).response.status).toBe(200);
});
