import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { runCli } from "./testing/run-cli.ts";

let server: Server;
let answer: readonly [status: number, body: object] = [200, {}];

beforeEach(async () => {
  server = createServer((_incoming, outgoing) => {
    const [status, body] = answer;
    outgoing.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

afterEach(async () => {
  await new Promise((done) => server.close(done));
});

const run = (stdin: string, ...args: string[]) => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return runCli(args, { stdin, server: { url, token: "t" } });
};

it("says of a token that it is not known, where the server asks to sign in", async () => {
  answer = [401, { title: "Sign in first.", code: "not_signed_in" }];
  const { code, err } = await run("", "lint", "shop");
  expect([code, err.trim()]).toEqual([
    2,
    "gabarit: The server does not know the token in GABARIT_TOKEN, or it has expired or was revoked.",
  ]);
});

it("says where a question stops being JSON", async () => {
  const { code, err } = await run('{"kind":\n  }', "query", "-", "--lang", "fr");
  expect([code, err.trim()]).toEqual([2, "gabarit: -:2:3 n’est pas du JSON."]);
});

it("says that an answer stands on no version, where it reads no events", async () => {
  const statement = {
    planVersions: [],
    received: 0,
    considered: 0,
    stripped: 0,
    transformed: 0,
    excluded: { violating: 0, unplanned: 0, malformed: 0 },
    duplicates: 0,
    repaired: 0,
    traitsHeld: 0,
    usersTouched: 0,
    environment: "production",
    asOf: "2024-05-01T00:00:00Z",
    timeZone: "UTC",
  };
  answer = [200, { result: { kind: "cohort", count: 1, known: 2, members: [] }, statement, rule: "" }];
  expect((await run("{}", "query", "-", "--plan", "shop")).err).toContain("Plan versions (none);");
});
