import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { PublishedPlan } from "../plan/plan.ts";
import { referencePlan } from "../plan/reference-plan.ts";
import { sql } from "../store/sql.ts";
import type { Violation } from "../violation/violation.ts";
import { findCorpora } from "./testing/corpora.ts";
import { createTestProject, type TestProject } from "./testing/project.ts";
import { useTestServer } from "./testing/server.ts";
import { onlyVersion } from "./validate.ts";
import { verdictLine } from "./verdict-line.ts";

const server = useTestServer();

let project: TestProject;
let published: PublishedPlan;

beforeAll(async () => {
  project = await createTestProject();
  published = await project.publish({
    ...referencePlan,
    events: referencePlan.events.map((event) => ({ ...event, sources: [] })),
  });
});

/** What the server stored for these lines, beside what the command line says of them. */
async function bothVerdicts(lines: readonly string[]) {
  const source = await project.source();
  for (let at = 0; at < lines.length; at += 200) {
    const body = `{"batch":[${lines.slice(at, at + 200).join(",")}]}`;
    const { status } = await server.post("/v1/batch", body, { "x-write-key": source.writeKey });
    expect(status).toBe(200);
  }
  const stored = await server.rows<{ verdict: string; plan_version: number; violations: string }>(
    sql`select verdict, plan_version, violations from received where source = ${sql.as("UInt32", source.number)} order by uid`,
  );
  const versions = onlyVersion(published);
  return {
    server: stored.map(({ verdict, plan_version, violations }) => ({
      verdict,
      planVersion: plan_version,
      violations: JSON.parse(violations) as Violation[],
    })),
    line: lines.map((text, index) => {
      const { verdict, planVersion, violations } = verdictLine(index + 1, text, versions);
      return { verdict, planVersion, violations: violations.map(({ message: _, ...violation }) => violation) };
    }),
  };
}

const scalar = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1.5,
  19.99,
  9007199254740992,
  "",
  "a",
  "EUR",
  "free",
  "2026-01-01T00:00:00Z",
  "https://a.example/",
);
const value = fc.oneof(
  scalar,
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(fc.constantFrom("sku", "quantity", "min", "max", "x"), scalar, { maxKeys: 3 }),
);
const properties = fc.dictionary(
  fc.constantFrom(
    "order_id",
    "total",
    "currency",
    "sales_channel",
    "discount",
    "lines",
    "method",
    "query",
    "position",
    "range",
    "stars",
    "comment",
    "plan",
    "nps",
    "email",
    "$gabarit",
  ),
  value,
  { maxKeys: 6 },
);
const message = fc.record(
  {
    type: fc.constantFrom("track", "track", "track", "page", "screen", "identify", "group", "alias", "other"),
    event: fc.constantFrom(...referencePlan.events.map(({ name }) => name), "User Registered", "Nothing", 3),
    name: fc.constantFrom("Home", "Basket", "Elsewhere", ""),
    userId: fc.constantFrom("u1", 5, ""),
    anonymousId: fc.constantFrom("a1", null),
    timestamp: fc.constantFrom("2026-01-01T00:00:00Z", "never", 1_700_000_000_000),
    properties,
    traits: properties,
    groupId: fc.constantFrom("g1", ""),
    previousId: fc.constantFrom("p1", ""),
    context: fc.constantFrom({}, { gabarit: { version: 1 } }, { gabarit: { version: 7 } }, null, "x"),
  },
  { requiredKeys: ["type"] },
);

describe("the verdict of the command line", () => {
  it("equals the server's on every call", async () => {
    const lines = fc.sample(message, 1_500).map((item) => JSON.stringify(item));
    const verdicts = await bothVerdicts(lines);
    expect(verdicts.server).toEqual(verdicts.line);
    expect(new Set(verdicts.line.map(({ verdict }) => verdict)).size).toBe(4);
  });

  it("equals the server's on a vendor's own payloads", async () => {
    const corpora = findCorpora("RudderStack's example payloads");
    if (corpora === undefined) return;
    const text = readFileSync(join(corpora, "instances/rudderstack/default_events.json"), "utf8");
    const lines = Object.values(JSON.parse(text) as object).map((item) => JSON.stringify(item));
    const verdicts = await bothVerdicts(lines);
    expect(verdicts.server).toEqual(verdicts.line);
  });

  it("says what is wrong with a line, in the reader's language", () => {
    const versions = onlyVersion(published);
    expect(
      verdictLine(
        3,
        '{"type":"track","event":"Article Rated","userId":"u","messageId":"m","properties":{"stars":"5"}}',
        versions,
      ),
    ).toEqual({
      line: 3,
      messageId: "m",
      event: "Article Rated",
      verdict: "violating",
      planVersion: 1,
      violations: [
        {
          code: "type_mismatch",
          path: "/properties/stars",
          keyword: "type",
          expected: "integer",
          received: "string",
          message: "“stars” must be integer, not string.",
        },
      ],
    });
    expect(verdictLine(1, "{", versions, { language: "fr" })).toMatchObject({
      verdict: "malformed",
      event: "",
      violations: [{ code: "malformed", received: "column 2", message: expect.stringContaining("illisible") }],
    });

    const long =
      '{"type":"track","event":"Product Searched","userId":"u","properties":{"query":"a","debug":9007199254740993}}';
    expect(verdictLine(1, long, versions).violations.map(({ keyword }) => keyword)).toEqual(["precision"]);
    expect(verdictLine(1, `\ufeff{"type":"identify","userId":"u","traits":{"plan":"free"}}`, versions)).toMatchObject({
      event: "identify",
      verdict: "conformant",
    });
  });
});
