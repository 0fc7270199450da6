import { gzipSync } from "node:zlib";
import { beforeAll, expect, it } from "vitest";
import { newEvent } from "../plan/new-object.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";

const server = useTestServer();
let project: TestProject;
beforeAll(async () => {
  project = await createTestProject();
  await project.publish({
    ...referencePlan,
    events: [newEvent({ id: "evt_t", name: "T", identifier: "t", open: true })],
  });
});

const line = (messageId: string, more = "") =>
  `{"type":"track","event":"T","userId":"u1","messageId":"${messageId}"${more}}`;

it("takes a call a line, keeps each as written, and says how many came to which verdict", async () => {
  const source = await project.source();
  const lines = [
    line("n1", ',"properties": {"id": 9007199254740993}'),
    "",
    line("n2"),
    line("n2"),
    '{"type":"track",',
    "[1]",
    line("n3").replace('"T"', '"Nobody"'),
  ];
  const text = lines.join("\r\n");
  const headers = { "x-write-key": source.writeKey };
  const answer = await server.post("/v1/ndjson", new Uint8Array(gzipSync(text)), headers);
  expect([answer.status, await answer.json()]).toEqual([
    200,
    { success: true, received: 6, conformant: 1, violating: 1, unplanned: 1, malformed: 2, duplicate: 1 },
  ]);
  const rows = await server.received(source);
  expect(rows.map(({ verdict }) => verdict)).toEqual([
    "violating",
    "conformant",
    "malformed",
    "malformed",
    "unplanned",
  ]);
  expect(rows[0]?.raw).toBe(lines[0]);
  expect(rows[0]?.violations).toContain("9007199254740993");
  expect(JSON.parse(rows[2]?.raw ?? "")).toMatchObject({ original: '{"type":"track",', expected: "JSON at column 17" });
  // The same again, as after a lost answer.
  const again = await server.post(`/v1/ndjson/?writeKey=${source.writeKey}`, [line("n1"), line("n2")].join("\n"));
  expect(await again.json()).toMatchObject({ received: 2, duplicate: 2 });
});

it("refuses a wrong key, too many lines, and records what is no text", async () => {
  const source = await project.source();
  const headers = { "x-write-key": source.writeKey };
  expect((await server.post("/v1/ndjson", line("w1"))).status).toBe(401);
  expect((await server.post("/v1/ndjson", line("w1"), { "x-write-key": "nobody" })).status).toBe(401);
  expect((await server.post("/v1/ndjson", `${line("w1")}\n`.repeat(4_097), headers)).status).toBe(413);
  expect((await server.post("/v1/ndjson", new Uint8Array([0xff, 0xfe, 0x22]), headers)).status).toBe(400);
  const deep = await server.post("/v1/ndjson", `${"[".repeat(3_000)}${"]".repeat(3_000)}\n${line("w2")}`, headers);
  expect(await deep.json()).toMatchObject({ malformed: 1, conformant: 1 });
  expect((await server.post("/v1/ndjson", " \n\n", headers)).status).toBe(200);
  expect((await server.received(source)).map(({ verdict }) => verdict)).toEqual([
    "malformed",
    "malformed",
    "conformant",
  ]);
});
