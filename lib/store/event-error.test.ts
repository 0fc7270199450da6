import { expect, test } from "vitest";
import { eventDb } from "./event-db.ts";
import { queryError, writeError } from "./event-error.ts";
import { sql } from "./sql.ts";
import { useEventDb } from "./testing.ts";

useEventDb();

const coded = (code: number | string, message = "") => Object.assign(new Error(message), { code });

test("a fault of the disk, of files, of memory, of the engine or one that nobody knows is never the rows'", () => {
  for (const code of [75, 76, 77, 74, 24, 243, 241, 252, 425, 49, 60, 999, 1000, 1001, 1002, 4_711]) {
    expect([code, writeError(coded(code)).retryable]).toEqual([code, true]);
  }
  for (const code of ["ENOSPC", "EMFILE", "ECONNREFUSED"]) expect(writeError(coded(code)).retryable).toBe(true);
  const noted = new Error("Code: 76. DB::ErrnoException: Cannot open file: errno: 24, strerror: Too many open files.");
  expect(writeError(noted)).toMatchObject({ code: 76, retryable: true });
  expect(writeError("gone")).toMatchObject({ code: 0, retryable: true });
});

test("a limit of a query is told as such", () => {
  expect(queryError(coded(241))).toMatchObject({ code: "query_too_heavy" });
  expect(queryError(coded(394))).toMatchObject({ code: "cancelled" });
});

test("what cannot be parsed or is of another type is the row's, by the names the engine itself gives the codes", async () => {
  const names = await eventDb().query<{ name: string; code: number }>(
    "test",
    sql`select arrayJoin(range(1100)) as code, errorCodeToName(code) as name`,
  );
  const rowFaults = names
    .filter(({ code }) => !writeError(coded(code)).retryable && code !== 0)
    .map(({ name }) => name);
  expect(rowFaults).toHaveLength(27);
  expect(
    rowFaults.filter((name) => !/PARSE|READ|TYPE|DATA|SIZE|CONVERT|OUT_OF|OVERFLOW|NULL|CONSTRAINT|ENUM/.test(name)),
  ).toEqual([]);
  const insert = (line: string) => eventDb().insert("people", Buffer.from(`${line}\n`), { token: `t:${line.length}` });
  for (const line of [
    '{"project":"many"}',
    '{"project":1,"person":{"a":1}}',
    '{"project":',
    '{"project":1} {"project":x}',
    "not json at all",
  ]) {
    await expect(insert(line), line).rejects.toMatchObject({ name: "EventStoreError", retryable: false });
  }
});
