import fc from "fast-check";
import { expect, test } from "vitest";
import { applyDdl, readDdl } from "./ddl.ts";
import { eventDb } from "./event-db.ts";
import { type SqlType, sql } from "./sql.ts";
import { useEventDb } from "./testing.ts";

useEventDb();

function duplicateRow(id: string, at = "2024-05-01 10:00:00.123"): string {
  return `${JSON.stringify({ project: 1, source: 1, received_at: at, message_id: id, call_type: "track", event_name: "A", ts: at, environment: "production" })}\n`;
}

async function countOf(prefix: string): Promise<number> {
  const rows = await eventDb().query<{ n: number }>(
    "test.count",
    sql`select toUInt32(count()) as n from duplicates where startsWith(message_id, ${prefix})`,
  );
  return rows[0]?.n ?? -1;
}

test("the same token inserts once, another token inserts again, rows of many months in one block", async () => {
  const months = Array.from({ length: 130 }, (_, index) => {
    const date = new Date(Date.UTC(2010, index, 3)).toISOString().replace("T", " ").replace("Z", "");
    return duplicateRow(`dup-${index}`, date);
  });
  const block = Buffer.from(months.join(""));
  await eventDb().insert("duplicates", block, { token: "journal:1-130" });
  await eventDb().insert("duplicates", block, { token: "journal:1-130" });
  expect(await countOf("dup-")).toBe(130);
  await eventDb().insert("duplicates", Buffer.from(duplicateRow("dup-x")), { token: "journal:131-131" });
  expect(await countOf("dup-")).toBe(131);
});

test("a token does not stay on the connection: an insert with its own token is never dropped", async () => {
  await eventDb().insert("duplicates", Buffer.from(duplicateRow("tok-1")), { token: "t1" });
  await eventDb().insert("duplicates", Buffer.from(duplicateRow("tok-2")), { token: "t2" });
  expect(await countOf("tok-")).toBe(2);
});

test("a poisoned row is told from an outage, and nothing of its block is kept", async () => {
  const block = Buffer.from(`${duplicateRow("poison-1")}{"project":"x","message_id":1e999}\n`);
  await expect(eventDb().insert("duplicates", block, { token: "p1" })).rejects.toMatchObject({
    name: "EventStoreError",
    retryable: false,
  });
  expect(await countOf("poison-")).toBe(0);
});

test("values of every type arrive as they are", async () => {
  const cases: [SqlType, unknown, unknown][] = [
    ["UInt8", 255, 255],
    ["UInt64", "18446744073709551615", "18446744073709551615"],
    ["Int64", -5, "-5"],
    ["Float64", 0.1, 0.1],
    ["Float64", -1e300, -1e300],
    ["Bool", true, true],
    ["DateTime64(3,'UTC')", "2024-01-02 03:04:05.678", "2024-01-02 03:04:05.678"],
    ["DateTime64(3,'UTC')", 1_700_000_000_123, "2023-11-14 22:13:20.123"],
    ["DateTime64(3,'UTC')", 852_076_800_000, "1997-01-01 00:00:00.000"],
    ["DateTime64(3,'UTC')", 1_234_567_890, "1970-01-15 06:56:07.890"],
    ["DateTime64(3,'UTC')", 0, "1970-01-01 00:00:00.000"],
    ["Array(String)", ["a'b", "\\", "[1,2]"], ["a'b", "\\", "[1,2]"]],
    ["Array(String)", [], []],
    ["Array(UInt32)", [1, 2], [1, 2]],
    ["Array(UInt64)", ["9007199254740993"], ["9007199254740993"]],
    ["Array(Float64)", [0.5, 3], [0.5, 3]],
    ["Map(String, String)", { "a'": "b\\" }, { "a'": "b\\" }],
    ["Map(String, String)", {}, {}],
  ];
  for (const [type, value, expected] of cases) {
    const [row] = await eventDb().query<{ v: unknown; t: string }>(
      "test.types",
      sql`select ${sql.as(type, value)} as v, toTypeName(v) as t`,
    );
    expect(row?.v, type).toEqual(expected);
    expect(row?.t.replaceAll(" ", "")).toBe(type.replaceAll(" ", ""));
  }
});

test("any text is a value and never a part of the statement", async () => {
  const hostile = [
    "'",
    "\\'",
    "\\",
    "'; drop table events; --",
    "*/ select 1",
    "{p0:String}",
    "\0",
    "${x}",
    "%s",
    "\u2028",
  ];
  const text = fc.oneof(fc.constantFrom(...hostile), fc.string({ unit: "binary", maxLength: 40 }), fc.string());
  await fc.assert(
    fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 20 }), async (texts) => {
      const fragments = texts.map((item) => sql`select ${item} as v, ${[item]} as w`);
      const rows = await eventDb().query<{ v: string; w: string[] }>(
        "test.fuzz",
        sql.join(fragments, sql` union all `),
      );
      expect(rows.map((row) => row.v).sort()).toEqual([...texts].sort());
      expect(rows.map((row) => row.w[0]).sort()).toEqual([...texts].sort());
    }),
    { numRuns: 60 },
  );
});

test("a query may not write, and may not read files or other machines", async () => {
  for (const statement of [
    sql`insert into people select 1, 1, 'user', 'x'`,
    sql`select * from file('/etc/passwd', 'LineAsString')`,
    sql`select * from url('http://127.0.0.1:1/', 'LineAsString')`,
    sql`drop table people`,
  ]) {
    await expect(eventDb().query("test.readonly", statement)).rejects.toThrow();
  }
  expect(await eventDb().query("test.readonly", sql`select count() as n from people`)).toEqual([{ n: "0" }]);
});

const endless = sql`select count() as n from numbers(1000000000000) where sipHash64(number) = 1`;

test("over its limits a query is too heavy", async () => {
  await expect(eventDb().query("test.limit", endless, { maxSeconds: 0.3 })).rejects.toMatchObject({
    code: "query_too_heavy",
  });
  const wide = sql`select groupArray(number) as g from numbers(50000000)`;
  await expect(eventDb().query("test.limit", wide, { maxMemoryBytes: 20_000_000 })).rejects.toMatchObject({
    code: "query_too_heavy",
  });
});

test("aborted queries answer at once, stop in the engine and give their connections back", async () => {
  const aborted = await Promise.all(
    [0, 0, 30, 60, 90, 120, 200].map(async (delay) => {
      const control = new AbortController();
      setTimeout(() => control.abort(), delay);
      const error = await eventDb()
        .query("test.abort", endless, { signal: control.signal })
        .catch((reason: unknown) => reason);
      return (error as { code?: string }).code;
    }),
  );
  expect(aborted).toEqual(Array(7).fill("cancelled"));
  // All readers are free again: the queries themselves would have gone on for days.
  await Promise.all([1, 2, 3].map((n) => eventDb().query("test.after", sql`select ${n} as n`)));
  const alive = async (): Promise<string | undefined> => {
    const rows = await eventDb().query<{ n: string }>(
      "test.processes",
      sql`select count() as n from system.processes where startsWith(query, '/* gabarit test.abort')`,
    );
    return rows[0]?.n;
  };
  await expect.poll(alive, { timeout: 5000 }).toBe("0");
});

test("an already aborted signal runs nothing", async () => {
  await expect(eventDb().query("test.abort", endless, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "cancelled",
  });
});

test("queries with values run side by side", async () => {
  const answers = await Promise.all(
    [1, 2, 3].map((n) =>
      eventDb().query<{ n: string; began: string }>(
        "test.parallel",
        sql`select ${n} as n, toUnixTimestamp64Milli(now64(3)) as began, sleep(1)`,
      ),
    ),
  );
  expect(answers.map((rows) => rows[0]?.n)).toEqual(["1", "2", "3"]);
  // One after the other, the last would begin two naps after the first.
  const began = answers.map((rows) => Number(rows[0]?.began));
  expect(Math.max(...began) - Math.min(...began)).toBeLessThan(2_000);
});

test("the layout is applied once; a newer or edited one is refused", async () => {
  expect(await applyDdl(eventDb())).toEqual([]);
  const statements = readDdl();
  expect(statements.length).toBeGreaterThanOrEqual(9);
  await expect(applyDdl(eventDb(), statements.slice(1))).rejects.toThrow(/newer than this version of Gabarit/);
  const edited = statements.map((statement, index) => (index === 0 ? { ...statement, checksum: "other" } : statement));
  await expect(applyDdl(eventDb(), edited)).rejects.toThrow(/was changed after/);
});
