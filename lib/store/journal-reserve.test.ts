/** Positions for events that come from elsewhere, and people whose project never came to be. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Journal } from "./journal.ts";
import { PeopleFacts, PersonNumbers } from "./journal-people.ts";
import { DAY_MS } from "./journal-tail.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gabarit-reserve-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const append = (journal: Journal) =>
  journal.append(journal.draft(1, 1_000), 1, Buffer.from("note"), Buffer.from("body"));

test("reserved positions are nobody's, also after a restart, and what waits before them is not passed over unread", async () => {
  const journal = new Journal(folder);
  expect(await append(journal)).toBe(1);
  expect(await journal.reserve(100, 100)).toBeUndefined();
  expect(journal.floor).toBe(0);
  expect(await journal.reserve(100, 101)).toBe(2);
  expect(await append(journal)).toBe(102);
  expect(journal.read(1, { maxEntries: 9, maxBytes: 1e6 }).map(({ position }) => position)).toEqual([1, 102]);
  await journal.drop({ from: 1, to: 1 });
  await journal.passOver(101);
  expect([journal.floor, journal.last]).toEqual([101, 102]);
  await journal.drop({ from: 102, to: 102 });
  await journal.passOver(101);
  expect(journal.floor).toBe(102);
  expect(await journal.reserve(10, 2 ** 38)).toBe(103);
  await journal.passOver(112);
  await journal.close();
  const again = new Journal(folder);
  expect(await append(again)).toBe(113);
  await again.close();
});

test("message ids that a project was sent elsewhere are known, by day, also after a restart; those of long ago are not", async () => {
  const now = Date.now();
  const messages = ["a", "b", "c", ""].map((id, index) => ({ id, receivedAt: now - index * 20 * DAY_MS }));
  const known = (journal: Journal) => journal.admitAll(journal.draft(4, now), ["a", "b", "d"]);
  const journal = new Journal(folder);
  const first = (await journal.reserve(10, 100)) ?? 0;
  await journal.adoptIds(4, first, messages);
  await journal.adoptIds(4, first, [{ id: "d", receivedAt: now }]);
  expect(journal.admit(journal.draft(5, now), "a")).toBe(true);
  await journal.close();
  const again = new Journal(folder);
  expect(known(again)).toEqual([false, true, false]);
  await again.close();
});

test("the people of one project are forgotten, and those of no other", async () => {
  const people = new PersonNumbers(folder);
  const ref = (project: number, id: string) => ({ project, kind: "user" as const, id });
  await people.restore(1, 5, [{ ref: ref(1, "ann"), number: 5 }]);
  await people.restore(12, 7, [{ ref: ref(12, "ann"), number: 7 }]);
  await people.forget(1);
  expect([people.number(ref(12, "ann")), people.number(ref(12, "bob"))]).toEqual([7, 8]);
  expect(people.number(ref(1, "ann"))).toBe(1);
  expect(people.tellPerson(ref(1, "ann"), new PeopleFacts())).toBe(true);
  expect(people.tellPerson(ref(12, "ann"), new PeopleFacts())).toBe(false);
  await people.close();
});
