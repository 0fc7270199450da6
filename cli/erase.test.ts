import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Erasure } from "../lib/privacy/erasure.ts";
import { runCli } from "./testing/run-cli.ts";

const RECEIPT: Erasure = {
  id: "ers_0000000000000000",
  state: "running",
  step: "",
  cleared: 0,
  places: 14,
  removed: [],
  ids: 2,
  startedByName: "Token",
  startedAt: new Date(0),
  cutAt: null,
  removedAt: null,
  finishedAt: null,
};

let server: Server;
let asked: { readonly call: string; readonly body: unknown }[] = [];

beforeAll(async () => {
  server = createServer(async (incoming, outgoing) => {
    const { method = "", url = "" } = incoming;
    const call = `${method} ${url.replace("/api/v1/projects/shop", "")}`;
    asked.push({ call, body: method === "GET" ? undefined : await json(incoming) });
    const answers: Readonly<Record<string, unknown>> = {
      "POST /erasures/preview": { users: 1, anonymous: 1, events: 7 },
      "POST /erasures": RECEIPT,
      [`GET /erasures/${RECEIPT.id}`]: {
        ...RECEIPT,
        state: "clearing",
        cleared: 14,
        removed: [
          { place: "events", count: 5 },
          { place: "notes", count: 0 },
          { place: "received", count: 7 },
        ],
      },
    };
    outgoing.writeHead(call in answers ? 200 : 404, { "content-type": "application/json" });
    outgoing.end(JSON.stringify(answers[call] ?? {}));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});

beforeEach(() => {
  asked = [];
});

afterAll(() => void server.close());

function erase(...more: string[]) {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return runCli(["erase", "shop", ...more], { server: { url, token: "gbt_token" } });
}

const ERASE = { call: "POST /erasures", body: { userId: "ann" } };

it("erases once it is told to, follows it until nothing can be read, and prints what went", async () => {
  const { code, out, err } = await erase("--user", "ann", "--yes");
  expect(code).toBe(0);
  expect(asked).toContainEqual(ERASE);
  expect(out).toContain("ers_0000000000000000");
  expect(out).toContain("Events as received: 7");
  expect(out).not.toContain("Notes");
  expect(err).toContain("clears its former files away");
});

it("erases nobody without a yes, on a dry run, or when it is not told whom", async () => {
  const silent = await erase("--user", "ann");
  expect([silent.code, silent.err]).toEqual([2, expect.stringContaining("--yes")]);
  const dry = await erase("--anonymous", "device-1", "--dry-run");
  expect([dry.code, dry.out]).toEqual([0, "7 events under 2 ids\n"]);
  expect((await erase("--yes")).code).toBe(2);
  expect((await erase("--user", "ann", "--anonymous", "d", "--yes")).code).toBe(2);
  expect(asked.filter(({ call }) => call === ERASE.call)).toEqual([]);
});
