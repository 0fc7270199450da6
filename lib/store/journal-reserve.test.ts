/** Positions for events that come from elsewhere, and people whose project never came to be. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Journal } from "./journal.ts";
import { PeopleFacts, PersonNumbers } from "./journal-people.ts";

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
  expect(await journal.reserve(100)).toBe(2);
  expect(await append(journal)).toBe(102);
  expect(journal.read(1, { maxEntries: 9, maxBytes: 1e6 }).map(({ position }) => position)).toEqual([1, 102]);
  await journal.drop({ from: 1, to: 1 });
  await journal.passOver(101);
  expect([journal.floor, journal.last]).toEqual([101, 102]);
  await journal.drop({ from: 102, to: 102 });
  await journal.passOver(101);
  expect(journal.floor).toBe(102);
  expect(await journal.reserve(10)).toBe(103);
  await journal.passOver(112);
  await journal.close();
  const again = new Journal(folder);
  expect(await append(again)).toBe(113);
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
