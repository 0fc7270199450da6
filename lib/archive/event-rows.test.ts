import { describe, expect, it } from "vitest";
import { eventDb } from "../store/event-db.ts";
import { useEventDb } from "../store/testing.ts";
import { FORMAT, FORMAT_VERSION, headerSchema } from "./archive-format.ts";
import { ClosedGaps } from "./closed-gaps.ts";
import { columnsOf, eventRowOf, positionIn } from "./event-rows.ts";
import { ARCHIVED, pageOf } from "./event-tables.ts";
import { linesOf } from "./lines.ts";

useEventDb();

describe("a row is refused for", () => {
  const positionHere = (position: number) => (position >= 1 && position <= 9 ? position + 100 : undefined);
  const numbers = { project: 7, sources: new Map([[1, 5]]), releases: new Map(), positionHere };
  const time = "2026-03-01 10:00:00.000";
  const RECEIVED = {
    ...{ uid: "4097", source: 1, received_at: time, ts: time, verdict: "violating", disposition: "held" },
    violations: '[{"code":"malformed","path":""}]',
  };
  const PERSON = { person: 3, kind: "user", id: "u" };
  const row = async (table: string, given: object) =>
    eventRowOf(Buffer.from(JSON.stringify(given)), table, await columnsOf(table), numbers);

  it.each<[string, string, object]>([
    ["a source that is not the project’s", "received", { ...RECEIVED, source: 2 }],
    ["a time that is none", "received", { ...RECEIVED, received_at: "2026-13-01 00:00:00.000" }],
    ["a verdict that is none", "received", { ...RECEIVED, verdict: "fine" }],
    ["a number outside the archive’s", "received", { ...RECEIVED, uid: "40960" }],
    ["a number that is none", "received", { ...RECEIVED, uid: "-1" }],
    ["violations that are no list", "received", { ...RECEIVED, violations: "{}" }],
    ["a code that is none", "received", { ...RECEIVED, violations: '[{"code":"sin","path":""}]' }],
    ["a column that is none", "received", { ...RECEIVED, nothing: 1 }],
    ["a project of its own", "received", { ...RECEIVED, project: 1 }],
    ["what is missing", "received", { uid: "4097" }],
    ["a release that is not there", "reverdicts", { ...RECEIVED, reverdict_id: "rev_0000000000000000" }],
    ["a person beyond all numbers", "people", { ...PERSON, person: 4_294_967_295 }],
    ["a kind that is none", "people", { ...PERSON, kind: "robot" }],
    ["a list for a text", "people", { ...PERSON, id: [] }],
    ["a value that is no JSON", "traits_held", { value: "{" }],
  ])("%s", async (_, table, given) => {
    await expect(row(table, given)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("nothing when it is one of ours, which gets this installation’s numbers", async () => {
    const moved = { project: 7, uid: 4097 + 100 * 4096, source: 5 };
    expect(await row("received", RECEIVED)).toEqual({ ...RECEIVED, ...moved });
    expect(await row("people", PERSON)).toEqual({ project: 7, ...PERSON });
  });
});

it("an event from where the numbers of a journal end gets one of those that are left here", async () => {
  const position = 2 ** 40;
  const events = { layout: [], counts: {}, firstPosition: position, lastPosition: position + 9 };
  const given = {
    format: FORMAT,
    version: FORMAT_VERSION,
    product: "0",
    createdAt: "2026-03-01T10:00:00Z",
    projects: [],
  };
  const workspace = { slug: "w", name: "W" };
  const header = { ...given, workspace, migrations: [], events: true, eventStore: events };
  expect(headerSchema.parse(header).eventStore).toEqual(events);
  const positions = new ClosedGaps(events);
  positions.note(positionIn(Buffer.from(JSON.stringify({ kind: "{", uid: String(position * 4096) }))));
  positions.note(positionIn(Buffer.from(JSON.stringify({ anonymous: 1, uid: String(position * 4096) }))));
  expect(positions.count).toBe(64);
  const positionHere = (at: number) => 100 + (positions.placeOf(at) ?? Number.NaN);
  const numbers = { project: 7, sources: new Map(), releases: new Map(), positionHere };
  const row = { uid: String(position * 4096 + 7), anonymous: 1, person: 2 };
  const read = eventRowOf(
    Buffer.from(JSON.stringify(row)),
    "identity_links",
    await columnsOf("identity_links"),
    numbers,
  );
  expect(read).toMatchObject({ uid: 100 * 4096 + 7 });
});

it("a page ends with the row that fills it, however many were asked for, and the next one goes on after it", async () => {
  const [received] = ARCHIVED;
  if (received === undefined) throw new Error("no table");
  const received_at = "2026-03-01 10:00:00.000";
  const sizes = [10, 10, 5000, 10, 10, 9000, 10];
  const rows = sizes.map((size, index) => ({
    project: 8,
    uid: 4096 + index,
    received_at,
    message_id: "e".repeat(size),
  }));
  const lines = rows.map((row) => JSON.stringify(row)).join("\n");
  await eventDb().insert("received", Buffer.from(`${lines}\n`), { token: "page" });
  const found: string[][] = [];
  let last: Record<string, unknown> | undefined;
  for (;;) {
    const given = { project: 8, beforeUid: "9999", month: 202603, columns: ["uid", "received_at", "message_id"], last };
    const page = await eventDb().lines("archive.test", pageOf(received, { ...given, most: 100, bytes: 4000 }));
    const parsed = [...linesOf(Buffer.from(page))].map((line) => JSON.parse(line.toString()));
    if (parsed.length === 0) break;
    found.push(parsed.map(({ uid }) => uid));
    last = parsed.at(-1);
  }
  expect(found).toEqual([["4096", "4097", "4098"], ["4099", "4100", "4101"], ["4102"]]);
});
