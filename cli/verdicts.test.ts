/** The same lines through `gabarit validate` and through `gabarit send`: the command line and the server say the same of each. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { eventDb } from "../lib/store/event-db.ts";
import { sql } from "../lib/store/sql.ts";
import { useEventDb, usePlanDb } from "../lib/store/testing.ts";
import type { Violation } from "../lib/violation/violation.ts";
import { type Installation, openInstallation } from "./testing/installation.ts";

usePlanDb();
useEventDb();

let place: Installation;

beforeAll(async () => {
  place = await openInstallation();
  writeFileSync(join(place.folder, "plan.yaml"), writePlanFile({ ...referencePlan, slug: place.slug }));
  expect(await place.run("import", "plan.yaml", "--plan", place.slug)).toMatchObject({ code: 0 });
  expect(await place.run("publish", place.slug, "-m", "First")).toMatchObject({ code: 0 });
});
afterAll(() => place.stop());

function nested(levels: number): string {
  return `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
}

const rated = (properties: string, more = "") =>
  `{"type":"track","event":"Article Rated","userId":"u1"${more},"properties":${properties}}`;

/** One line of each kind; all of them JSON objects, so that all of them are sent. */
const LINES: readonly (readonly [verdict: string, text: string])[] = [
  ["conformant", `\uFEFF${rated('{"stars":4}')}`],
  ["violating", rated('{"stars":"5"}')],
  ["violating", rated('{"stars":9007199254740993}')],
  ["violating", rated(`{"stars":4,"comment":${nested(40)}}`)],
  ["violating", rated("{}")],
  ["violating", rated('{"stars":4,"colour":"red"}')],
  ["conformant", `  ${rated('{"stars":4}', ',"messageId":7')}  `],
  ["conformant", `\uFEFF${rated('{"stars":5}', ',"messageId":"mine"')}`],
  ["unplanned", '{"type":"track","event":"Never Planned","userId":"u1"}'],
  ["malformed", '{"type":"track","event":7,"userId":"u1"}'],
  ["malformed", '{"type":"track","event":"Article Rated","properties":{"stars":4}}'],
  ["malformed", "{}"],
  ["conformant", '{"type":"identify","userId":"u1","traits":{"plan":"free"}}'],
  ["violating", '{"type":"identify","userId":"u1","traits":{"plan":42}}'],
];

interface Told {
  readonly verdict: string;
  readonly violations: readonly Violation[];
}

it("judges every line as the server does", async () => {
  writeFileSync(join(place.folder, "events.ndjson"), LINES.map(([, text]) => text).join("\n"));
  const validated = await place.run("validate", place.slug, "events.ndjson");
  expect(validated.code).toBe(1);
  const lines = validated.out.trim().split("\n");
  const said = lines.map((line): Told => {
    const { verdict, violations } = JSON.parse(line) as Told;
    return {
      verdict,
      violations: violations.map(({ message: _, ...violation }: Violation & { message?: string }) => violation),
    };
  });
  expect(said.map(({ verdict }) => verdict)).toEqual(LINES.map(([verdict]) => verdict));
  expect(await place.run("send", "events.ndjson", "--write-key", place.writeKey)).toMatchObject({ code: 0 });
  await place.settled();
  const rows = await eventDb().query<{ verdict: string; violations: string }>(
    "test",
    sql`select verdict, violations from received order by uid`,
  );
  const judged = rows.map((row): Told => ({ verdict: row.verdict, violations: JSON.parse(row.violations) }));
  expect(judged).toEqual(said);
});

it("says of a line that is not JSON where it breaks", async () => {
  writeFileSync(join(place.folder, "broken.ndjson"), '{"type":"track",\n');
  const { code, out } = await place.run("validate", place.slug, "broken.ndjson", "--lang", "fr");
  expect(code).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    line: 1,
    verdict: "malformed",
    violations: [{ code: "malformed", received: "column 17" }],
  });
});

it("loads the rows of a file at their own times, each with its verdict; loaded again, they change nothing", async () => {
  const rating = referencePlan.events.find(({ name }) => name === "Article Rated");
  const stars = rating?.properties.find(({ name }) => name === "stars");
  const mapping = {
    name: "ratings",
    target: { kind: "event", eventId: rating?.id },
    only: [],
    key: ["Rating"],
    time: { from: "On", format: "day_first", zone: "Europe/Paris" },
    userId: "Reader",
    values: [{ propertyId: stars?.id, value: { from: "Stars", cast: "integer" } }],
  };
  writeFileSync(join(place.folder, "ratings.json"), JSON.stringify(mapping));
  const rows = ["Rating;On;Reader;Stars", "r1;01/11/2025 10:00;u1;4", "r2;02/11/2025;u2;five", "r3;;u3;4"];
  writeFileSync(join(place.folder, "ratings.csv"), rows.join("\n"));
  const load = (...more: string[]) =>
    place.run("load", place.slug, "ratings.csv", "--mapping", "ratings.json", "--source", "log", "--json", ...more);
  const stored = async () => {
    await place.settled();
    return eventDb().query<{ verdict: string; at: string }>(
      "test",
      sql`select verdict, toString(ts) as at from received where message_id like 'row-ratings-%' order by ts`,
    );
  };

  const looked = await load();
  const lines = looked.out.trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { line: 2, verdict: "conformant" },
    { line: 3, verdict: "violating", violations: [{ code: "type_mismatch", path: "/properties/stars" }] },
    { line: 4, verdict: "refused", reason: "On is blank: it is not known when this happened." },
  ]);
  expect(JSON.parse(looked.err)).toMatchObject({ rows: 3, conformant: 1, violating: 1, refused: 1, sent: 0 });
  expect(await stored()).toEqual([]);

  const [first, again] = [await load("--write-key", place.writeKey), await load("--write-key", place.writeKey)];
  expect([first, again].map(({ code, err }) => [code, (JSON.parse(err) as { sent: number }).sent])).toEqual([
    [1, 2],
    [1, 2],
  ]);
  expect(await stored()).toEqual([
    { verdict: "conformant", at: "2025-11-01 09:00:00.000" },
    { verdict: "violating", at: "2025-11-01 23:00:00.000" },
  ]);
});

it.each([
  ["not JSON", "[", "rating.json is not a mapping for this plan."],
  ["an event that is not planned", '{ "kind": "event", "eventId": "evt_gone" }', "no event with the id evt_gone"],
  ["nobody", '{ "kind": "user" }', "No column says whom a row is about."],
])("a mapping of %s ends with status 2", async (_what, target, sentence) => {
  const rest = '"only":[],"key":["a"],"time":{"from":"a","format":"iso","zone":"UTC"},"values":[]';
  writeFileSync(join(place.folder, "rating.json"), `{"name":"rating","target":${target},${rest}}`);
  writeFileSync(join(place.folder, "rating.csv"), "a\n1\n");
  const { code, out, err } = await place.run(
    "load",
    place.slug,
    "rating.csv",
    "--mapping",
    "rating.json",
    "--source",
    "s",
  );
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(sentence);
});
