import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { Journal, JournalUnavailableError, openJournal } from "./journal.ts";
import { PeopleFacts, PersonNumbers } from "./journal-people.ts";
import { decodeEntry, encodeRecord } from "./journal-record.ts";
import { JournalTail } from "./journal-tail.ts";
import { hashMessageId, MessageWindow } from "./journal-window.ts";

const open: { close(): Promise<void> }[] = [];

/** In a folder of its own: what is damaged is set aside beside it. */
const folder = () => join(temporaryFolder("journal"), "journal");

function opened<T extends { close(): Promise<void> }>(thing: T): T {
  open.push(thing);
  return thing;
}

async function reopen(journal: Journal, at: string, options = {}): Promise<Journal> {
  open.splice(open.indexOf(journal), 1);
  await journal.close();
  return opened(new Journal(at, options));
}

afterEach(async () => {
  for (const thing of open.splice(0)) await thing.close();
});

/** A body of one byte repeated, another for each of its neighbours. */
const bodyOf = (index: number) => Buffer.alloc(20_000, index % 251);

const EVERYTHING = { maxEntries: 1_000_000, maxBytes: 1_000_000_000 };
const note = Buffer.from("{}");

/** Appends one body with these message ids and tells which of them were new. */
async function send(journal: Journal, ids: readonly string[], options: { project?: number; at?: number } = {}) {
  const draft = journal.draft(options.project ?? 1, options.at ?? Date.now());
  const fresh = ids.map((id) => journal.admit(draft, id));
  const position = await journal.append(draft, 7, note, Buffer.from(ids.join(",")));
  return { fresh, position };
}

describe("journal", () => {
  it("has room made ahead while it is written to, over which nothing that was appended is lost", async () => {
    const at = folder();
    let journal = opened(new Journal(at));
    const file = join(at, "journal.lmdb");
    await send(journal, ["small"]);
    const small = statSync(file).size;
    expect(small).toBeLessThan(1024 ** 2);
    const bodies = Array.from({ length: 400 }, (_, index) => bodyOf(index));
    for (let from = 0; from < bodies.length; from += 8) {
      const group = bodies.slice(from, from + 8);
      await Promise.all(group.map((body) => journal.append(journal.draft(1, 1_000), 7, note, body)));
    }
    const written = 400 * 20_000;
    await expect.poll(() => statSync(file).size, { timeout: 20_000 }).toBeGreaterThan(written + 4 * 1024 ** 2);
    // Left as a process leaves it that is killed: nothing of the room is a page.
    const killed = `${at}-killed`;
    cpSync(at, killed, { recursive: true });
    journal = await reopen(journal, at);
    for (const one of [journal, opened(new Journal(killed))]) {
      const entries = one.read(2, EVERYTHING);
      expect(entries.map(({ body }, index) => bodyOf(index).equals(body))).toEqual(bodies.map(() => true));
    }
  });

  it("gives back what was appended, in order, after a restart", async () => {
    const at = folder();
    let journal = opened(new Journal(at));
    for (let index = 0; index < 5; index++) await send(journal, [`m${index}`], { project: 3, at: 1_000 + index });
    journal = await reopen(journal, at);
    const entries = journal.read(1, EVERYTHING);
    expect(entries.map(({ position, receivedAt }) => [position, receivedAt])).toEqual([
      [1, 1_000],
      [2, 1_001],
      [3, 1_002],
      [4, 1_003],
      [5, 1_004],
    ]);
    expect(entries[4]).toMatchObject({ project: 3, source: 7, note: Buffer.from("{}"), body: Buffer.from("m4") });
    expect([...journal.latestOf(3, 2)].map(({ position }) => position)).toEqual([5, 4]);
    await send(journal, ["other"], { project: 4 });
    expect([...journal.latestOf(3, 2)].map(({ position }) => position)).toEqual([5]);
    for (const { position } of journal.latestOf(4, 9)) expect(position).toBe(6);
  });

  it("knows a message id again: at once, after a restart, and after its entry was dropped", async () => {
    const at = folder();
    let journal = opened(new Journal(at));
    expect((await send(journal, ["a", "b", "a"])).fresh).toEqual([true, true, false]);
    journal = await reopen(journal, at);
    expect((await send(journal, ["a", "c"])).fresh).toEqual([false, true]);
    await journal.drop({ from: 1, to: 2 });
    journal = await reopen(journal, at);
    expect((await send(journal, ["a", "b", "c", "d"])).fresh).toEqual([false, false, false, true]);
    expect((await send(journal, ["a"], { project: 2 })).fresh).toEqual([true]);
  });

  it("forgets a message id after the window, and sweeps it from the disk", async () => {
    const at = folder();
    let journal = opened(new Journal(at, { windowDays: 7 }));
    const day = 86_400_000;
    const now = Date.now();
    await send(journal, ["old"], { at: now - 9 * day });
    await send(journal, ["recent"], { at: now - 6 * day });
    await journal.drop({ from: 1, to: 2 });
    await journal.sweep(now);
    journal = await reopen(journal, at);
    expect((await send(journal, ["old", "recent"], { at: now })).fresh).toEqual([true, false]);
    expect(journal.knownIds).toBe(2);
  });

  it("never uses a position twice, even when everything was dropped", async () => {
    const at = folder();
    let journal = opened(new Journal(at));
    await send(journal, ["a"]);
    await send(journal, ["b"]);
    await journal.drop({ from: 1, to: 2 });
    journal = await reopen(journal, at);
    expect((await send(journal, ["c"])).position).toBe(3);
    await journal.raiseFloor(50);
    expect((await send(journal, ["d"])).position).toBe(51);
    await journal.raiseFloor(10);
    expect((await send(journal, ["e"])).position).toBe(52);
  });

  it("counts what waits, and what a drop frees", async () => {
    const at = folder();
    let journal = opened(new Journal(at));
    for (let index = 0; index < 2_500; index++) void send(journal, [`m${index}`]);
    await send(journal, ["last"]);
    const waiting = journal.backlogBytes;
    expect(waiting).toBeGreaterThan(2_500 * 40);
    journal = await reopen(journal, at);
    expect(journal.backlogBytes).toBe(waiting);
    journal.freed(await journal.drop({ from: 1, to: 2_501 }));
    expect(journal.backlogBytes).toBe(0);
    expect(journal.read(1, EVERYTHING)).toEqual([]);
    expect(journal.floor).toBe(2_501);
  });

  it("keeps the batch being inserted until its entries are dropped", async () => {
    const at = folder();
    const journal = opened(new Journal(at));
    await send(journal, ["a"]);
    await journal.recordBatch({ from: 1, to: 1 });
    const tail = opened(new JournalTail(at));
    expect(tail.pendingBatch()).toEqual({ from: 1, to: 1 });
    await tail.drop({ from: 1, to: 1 });
    expect(journal.pendingBatch()).toBeUndefined();
    expect(tail.epoch).toBe(journal.epoch);
    expect(tail.epoch).toMatch(/^[0-9a-f]{16}$/);
  });

  it("claims the ids of a body together as one by one, and no id at all where there is none", async () => {
    const at = folder();
    let journal = opened(new Journal(at));
    await send(journal, ["known"]);
    const draft = journal.draft(1, Date.now());
    const ids = ["a", "", "known", "b", "a", "", "b", "c"];
    expect(journal.admitAll(draft, ids)).toEqual([true, true, false, true, false, true, false, true]);
    expect(draft.ids).toHaveLength(3);
    await journal.append(draft, 7, note, Buffer.from("body"));
    journal = await reopen(journal, at);
    expect(journal.admitAll(journal.draft(1, Date.now()), ids)).toEqual([
      false,
      true,
      false,
      false,
      false,
      true,
      false,
      false,
    ]);
    expect(journal.admitAll(journal.draft(2, Date.now()), ["a", "a"])).toEqual([true, false]);
    expect(journal.admitAll(journal.draft(1, Date.now()), [])).toEqual([]);
  });

  it("gives ids back when the body is not appended", () => {
    const journal = opened(new Journal(folder()));
    const draft = journal.draft(1, Date.now());
    expect(journal.admit(draft, "a")).toBe(true);
    journal.discard(draft);
    expect(journal.admit(journal.draft(1, Date.now()), "a")).toBe(true);
  });

  it("sets a damaged entry aside and reads the rest", async () => {
    const at = folder();
    let journal = opened(new Journal(at));
    await send(journal, ["first"]);
    await send(journal, ["second-with-a-recognisable-body"]);
    await send(journal, ["third"]);
    await journal.close();
    open.splice(0);
    const path = join(at, "journal.lmdb");
    const bytes = readFileSync(path);
    const place = bytes.indexOf("recognisable");
    expect(place).toBeGreaterThan(0);
    for (let from = place; from !== -1; from = bytes.indexOf("recognisable", from + 1)) bytes[from] = 88;
    writeFileSync(path, bytes);
    journal = opened(new Journal(at));
    expect(journal.read(1, EVERYTHING).map(({ position }) => position)).toEqual([1, 3]);
  });

  const DAMAGES: readonly [string, (file: string) => void][] = [
    ["overwritten", (file) => writeFileSync(file, Buffer.alloc(8_192, 0x5a))],
    ["cut short", (file) => truncateSync(file, 3 * 4_096)],
    [
      "scrambled",
      (file) => {
        const bytes = readFileSync(file);
        for (let at = 8_192; at < bytes.length; at += 37) bytes[at] = (bytes[at] ?? 0) ^ 0x41;
        writeFileSync(file, bytes);
      },
    ],
  ];
  it.each(DAMAGES)("sets a journal that was %s aside under another name and starts a new one", async (_, damage) => {
    const at = folder();
    const journal = opened(new Journal(at));
    for (let index = 0; index < 200; index++) await send(journal, [`m${index}`]);
    await journal.close();
    open.splice(0);
    const file = join(at, "journal.lmdb");
    damage(file);
    const again = openJournal(at);
    opened(again.journal);
    expect(again.setAside).toBeDefined();
    expect(readdirSync(again.setAside ?? "")).not.toEqual([]);
    expect((await send(again.journal, ["m0"])).fresh).toEqual([true]);
  });

  it("takes up a journal that was not closed in order", () => {
    const at = folder();
    const script = `
      const { Journal } = await import(${JSON.stringify(new URL("./journal.ts", import.meta.url).href)});
      const journal = new Journal(${JSON.stringify(at)});
      const draft = journal.draft(1, Date.now());
      journal.admit(draft, "a");
      await journal.append(draft, 1, Buffer.from("{}"), Buffer.from("body"));
      process.kill(process.pid, "SIGKILL");
    `;
    const child = spawnSync(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      cwd: fileURLToPath(new URL("../..", import.meta.url)),
      encoding: "utf8",
    });
    expect(child.signal, child.stderr).toBe("SIGKILL");
    const again = openJournal(at);
    opened(again.journal);
    expect(again.setAside).toBeUndefined();
    expect(again.journal.read(1, EVERYTHING)).toHaveLength(1);
    expect(again.journal.admit(again.journal.draft(1, Date.now()), "a")).toBe(false);
  });
});

/** A small file system of its own, where the machine lets us mount one. */
function tinyDisk(megabytes: number): string | undefined {
  const at = temporaryFolder("disk");
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", at], { stdio: "ignore" });
    return at;
  } catch {
    console.warn("SKIPPED journal on a full disk: this user cannot mount a tmpfs");
    return undefined;
  }
}

describe("journal on a full disk", () => {
  it("refuses, keeps what was acknowledged, and goes on when there is room", async ({ skip }) => {
    // Mounted here and nowhere earlier: a run that picks other tests would leave it behind.
    const at = tinyDisk(6);
    if (at === undefined) return skip("this user cannot mount a tmpfs");
    try {
      let journal = opened(new Journal(at));
      const acknowledged: string[] = [];
      let refused: string | undefined;
      for (let index = 0; index < 200 && refused === undefined; index++) {
        const draft = journal.draft(1, Date.now());
        journal.admit(draft, `m${index}`);
        try {
          await journal.append(draft, 1, note, Buffer.alloc(100_000, index));
          acknowledged.push(`m${index}`);
        } catch (error) {
          expect(error).toBeInstanceOf(JournalUnavailableError);
          refused = `m${index}`;
        }
      }
      expect(refused).toBeDefined();
      expect(acknowledged.length).toBeGreaterThan(10);
      expect(journal.read(1, EVERYTHING)).toHaveLength(acknowledged.length);
      execFileSync("mount", ["-o", "remount,size=40m", at]);
      const { fresh } = await send(journal, [refused ?? "", acknowledged[0] ?? ""]);
      expect(fresh).toEqual([true, false]);
      journal = await reopen(journal, at);
      expect(journal.read(1, EVERYTHING)).toHaveLength(acknowledged.length + 1);
    } finally {
      await Promise.allSettled(open.splice(0).map((thing) => thing.close()));
      execFileSync("umount", ["-l", at]);
    }
  });
});

describe("journal record", () => {
  it("survives encoding whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        fc.array(fc.record({ high: fc.nat(0xffff_ffff), low: fc.nat(0xffff_ffff) }), { maxLength: 9 }),
        fc.nat(0xffff_ffff),
        (body, noted, ids, project) => {
          const record = { project, source: 1, receivedAt: 1_700_000_000_000.5, ids, note: noted, body };
          const { position, ...read } = decodeEntry(9, encodeRecord(record));
          expect(position).toBe(9);
          expect({ ...read, note: new Uint8Array(read.note), body: new Uint8Array(read.body) }).toEqual(record);
        },
      ),
    );
  });
});

describe("message window", () => {
  it("agrees with a set, through growth, forgetting and ageing", () => {
    const command = fc.record({
      id: fc.nat(400),
      day: fc.nat(20),
      forget: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 600 }), (commands) => {
        const window = new MessageWindow(7);
        const seed = { high: 1, low: 2 };
        const known = new Map<number, number>();
        for (const { id, day, forget } of [...commands].sort((a, b) => a.day - b.day)) {
          const hash = hashMessageId(seed, 1, `id-${id}`);
          const first = known.get(id);
          const isNew = first === undefined || day - first > 7;
          expect(window.admit(hash, 20_000 + day)).toBe(isNew);
          if (isNew) known.set(id, day);
          if (isNew && forget) {
            window.forget(hash, 20_000 + day);
            known.delete(id);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it("holds a million ids of the usual shapes without confusing two", () => {
    const window = new MessageWindow(7);
    const seed = { high: 0x1234_5678, low: 0x9abc_def0 };
    let confused = 0;
    for (let index = 0; index < 1_000_000; index++) {
      const id = index % 2 === 0 ? `node-next-1795283402254-${index.toString(16).padStart(12, "0")}` : String(index);
      if (!window.admit(hashMessageId(seed, 1, id), 20_000)) confused += 1;
    }
    expect(confused).toBe(0);
    expect(window.size).toBe(1_000_000);
  });
});

describe("person numbers", () => {
  it("are dense per project, kept across restarts, and apart for users and anonymous people", async () => {
    const at = folder();
    let people = opened(new PersonNumbers(at));
    expect(people.isWhole).toBe(false);
    const user = { project: 1, kind: "user", id: "u\u0000é🎉" } as const;
    const anonymous = { project: 1, kind: "anonymous", id: "u\u0000é🎉" } as const;
    expect([people.number(user), people.number(anonymous), people.number(user)]).toEqual([1, 2, 1]);
    expect(people.number({ project: 2, kind: "user", id: "x" })).toBe(1);
    await people.saveNumbers();
    open.splice(0);
    await people.close();
    people = opened(new PersonNumbers(at));
    expect(people.isWhole).toBe(true);
    expect(people.number(anonymous)).toBe(2);
    expect(people.number({ project: 1, kind: "user", id: "new" })).toBe(3);
  });

  it("are told to the event store once, and again only when the telling was not noted", async () => {
    const at = folder();
    let people = opened(new PersonNumbers(at));
    const ref = { project: 1, kind: "user", id: "u1" } as const;
    const facts = new PeopleFacts();
    expect([people.tellPerson(ref, facts), people.tellPerson(ref, facts)]).toEqual([true, false]);
    expect(people.tellPerson(ref, new PeopleFacts())).toBe(true);
    await people.saveFacts(facts);
    open.splice(0);
    await people.close();
    people = opened(new PersonNumbers(at));
    expect(people.tellPerson(ref, new PeopleFacts())).toBe(false);
  });

  it("have their first link told, and an earlier one that arrives later", async () => {
    const people = opened(new PersonNumbers(folder()));
    const facts = new PeopleFacts();
    expect(people.tellLink(1, 9, 500, facts)).toBe(true);
    expect(people.tellLink(1, 9, 600, facts)).toBe(false);
    expect(people.tellLink(1, 9, 400, facts)).toBe(true);
    await people.saveFacts(facts);
    expect(people.tellLink(1, 9, 450, new PeopleFacts())).toBe(false);
    expect(people.tellLink(1, 9, 399, new PeopleFacts())).toBe(true);
    expect(people.tellLink(2, 9, 900, new PeopleFacts())).toBe(true);
  });

  it("that cannot be read are set aside, and a new dictionary starts", async () => {
    const at = folder();
    const people = opened(new PersonNumbers(at));
    for (let index = 0; index < 500; index++) people.number({ project: 1, kind: "user", id: `u${index}` });
    await people.saveNumbers();
    open.splice(0);
    await people.close();
    const file = join(at, "people.lmdb");
    truncateSync(file, 2 * 4_096);
    const again = opened(new PersonNumbers(at));
    expect(again.isWhole).toBe(false);
    const aside = readdirSync(join(at, "..")).filter((name) => name.startsWith(`${basename(at)}.damaged-`));
    expect(aside).toHaveLength(1);
  });

  it("are never given below what the event store already uses", async () => {
    const people = opened(new PersonNumbers(folder()));
    await people.restore(4, 90, [{ ref: { project: 4, kind: "user", id: "old" }, number: 17 }]);
    expect(people.number({ project: 4, kind: "user", id: "old" })).toBe(17);
    expect(people.number({ project: 4, kind: "user", id: "new" })).toBe(91);
  });

  it("taken back for some projects only are not whole, and taking them back again lowers no number", async () => {
    const at = folder();
    let people = opened(new PersonNumbers(at));
    await people.beginRestore();
    await people.restore(4, 90, [{ ref: { project: 4, kind: "user", id: "old" }, number: 17 }]);
    open.splice(0);
    await people.close();
    people = opened(new PersonNumbers(at));
    expect(people.isWhole).toBe(false);
    expect(people.number({ project: 4, kind: "user", id: "new" })).toBe(91);
    await people.saveNumbers();
    await people.beginRestore();
    await people.restore(4, 90, [{ ref: { project: 4, kind: "user", id: "old" }, number: 17 }]);
    await people.restore(5, 3, []);
    await people.endRestore();
    expect(people.isWhole).toBe(true);
    expect(people.number({ project: 4, kind: "user", id: "newer" })).toBe(92);
    expect(people.number({ project: 5, kind: "user", id: "x" })).toBe(4);
  });
});
