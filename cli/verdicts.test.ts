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
