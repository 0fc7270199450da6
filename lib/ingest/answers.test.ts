/** What every answer of ingest carries, and what a secret in the place of a write key is told. */

import { beforeAll, expect, it } from "vitest";
import { newToken } from "../access/api-token.ts";
import { secretHash } from "../access/secret.ts";
import { onNotified } from "../base/notify.ts";
import { createTestProject, type TestSource } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();
let web: TestSource;
beforeAll(async () => {
  web = await (await createTestProject()).source({ slug: "web" });
});

const track = { type: "track", event: "Seen", userId: "u1", messageId: "m1", properties: {} };

it("protects every answer, of success and of refusal, with and without another origin", async () => {
  const key = web.writeKey;
  const pixel = `?writeKey=${key}&userId=u&event=Seen`;
  const kinds: readonly (readonly [status: number, path: string, request: RequestInit])[] = [
    [200, "/v1/batch", { method: "POST", body: JSON.stringify({ writeKey: key, batch: [track] }) }],
    [200, "/v1/track", { method: "POST", body: JSON.stringify({ writeKey: key, ...track }) }],
    [200, `/beacon/v1/batch?writeKey=${key}`, { method: "POST", body: JSON.stringify({ batch: [track] }) }],
    [200, `/pixel/v1/track${pixel}`, {}],
    [200, `/v1/projects/${key}/settings`, {}],
    [200, `/sourceConfig?writeKey=${key}`, {}],
    [
      200,
      "/track",
      { method: "POST", body: JSON.stringify({ event: "Seen", properties: { token: key, distinct_id: "u" } }) },
    ],
    [200, "/engage?verbose=1", { method: "POST", body: JSON.stringify({ $token: key, $distinct_id: "u", $set: {} }) }],
    [200, "/v1/ndjson", { method: "POST", body: JSON.stringify(track), headers: { "x-write-key": key } }],
    [204, `/mp/collect?api_secret=${key}`, { method: "POST", body: '{"client_id":"c","events":[{"name":"Seen"}]}' }],
    [200, `/debug/mp/collect?api_secret=${key}`, { method: "POST", body: '{"client_id":"c","events":[{"name":"S"}]}' }],
    [400, "/track", { method: "POST", body: "{" }],
    [401, "/import", { method: "POST", body: "[]" }],
    [405, "/mp/collect", {}],
    [204, "/engage", { method: "OPTIONS" }],
    [204, "/v1/batch", { method: "OPTIONS" }],
    [400, "/v1/batch", { method: "POST", body: "{", headers: { "x-write-key": key } }],
    [401, "/v1/batch", { method: "POST", body: JSON.stringify({ batch: [track] }) }],
    [401, "/v1/projects/nobody/settings", {}],
    [405, "/v1/batch", {}],
    [413, "/v1/batch", { method: "POST", body: "x".repeat(2_000_000), headers: { "x-write-key": key } }],
  ];
  for (const origin of [undefined, "https://shop.example"])
    for (const [status, path, request] of kinds) {
      const sent = new Headers(request.headers);
      if (origin !== undefined) sent.set("origin", origin);
      const answer = await fetch(`${server.url}${path}`, { ...request, headers: sent });
      expect(answer.status, path).toBe(status);
      const { headers } = answer;
      expect(headers.get("content-security-policy"), path).toBe("default-src 'none'; frame-ancestors 'none'");
      expect(headers.get("x-content-type-options"), path).toBe("nosniff");
      expect(headers.get("access-control-allow-origin"), path).toBe(origin ?? null);
      expect(headers.get("set-cookie"), path).toBeNull();
      const body = await answer.arrayBuffer();
      if (status !== 204) expect(headers.get("content-length"), path).toBe(String(body.byteLength));
    }
});

it("refuses an API token as a write key, says what it is, and hands its hash to whoever puts it down", async () => {
  const token = newToken();
  const hashes: string[] = [];
  const stop = onNotified("tokenSentAsKey", ({ hash }) => hashes.push(hash));
  const basic = `Basic ${Buffer.from(`${token}:`).toString("base64")}`;
  const ways: readonly (readonly [string, RequestInit])[] = [
    ["/v1/batch", { method: "POST", body: JSON.stringify({ writeKey: token, batch: [track] }) }],
    ["/v1/batch", { method: "POST", body: JSON.stringify({ batch: [track] }), headers: { authorization: basic } }],
    ["/v1/track", { method: "POST", body: JSON.stringify(track), headers: { "x-write-key": token } }],
    [`/beacon/v1/batch?writeKey=${token}`, { method: "POST", body: JSON.stringify({ batch: [track] }) }],
    [`/v1/projects/${token}/settings`, {}],
    [`/sourceConfig?writeKey=${token}`, {}],
    [`/pixel/v1/track?writeKey=${token}&userId=u&event=Seen`, {}],
    ["/v1/ndjson", { method: "POST", body: JSON.stringify(track), headers: { "x-write-key": token } }],
    [`/mp/collect?api_secret=${token}`, { method: "POST", body: '{"client_id":"c","events":[{"name":"Seen"}]}' }],
  ];
  for (const [path, request] of ways) {
    const answer = await fetch(`${server.url}${path}`, request);
    const text = await answer.text();
    expect(answer.status, path).toBe(401);
    expect(JSON.parse(text).error, path).toMatchObject({
      code: "api_token_as_write_key",
      message: expect.stringMatching(/API token.*revoke it/),
    });
    expect(text).not.toContain(token);
  }
  stop();
  expect(hashes).toEqual(ways.map(() => Buffer.from(secretHash(token)).toString("hex")));
});
