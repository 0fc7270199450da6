/** What earlier releases wrote must be read alike: ids that were hashed before an update are retries after it. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeRecord, idBytesOf, idsIn } from "./journal-record.ts";
import { hashMessageId, type IdHash, MessageWindow } from "./journal-window.ts";

const SEED: IdHash = { high: 0xdead_beef, low: 0x8000_0001 };
const DAY = 20_000;

function unsigned({ high, low }: IdHash): IdHash {
  return { high: high >>> 0, low: low >>> 0 };
}

describe("message ids on disk", () => {
  it.each([
    [1, "a", 2_646_135_697, 1_861_850_713],
    [1, "node-next-1795283402254-000000000001", 3_976_241_296, 3_013_460_265],
    [4_294_967_295, "é😀", 4_075_046_612, 1_377_120_707],
    [7, "\ud83d", 3_145_174_822, 1_250_941_366],
  ])("of project %d, %j has the hash it always had", (project, id, high, low) => {
    expect(unsigned(hashMessageId(SEED, project, id))).toEqual({ high, low });
  });

  it("lie in an entry's bytes as they always did", () => {
    const ids = [hashMessageId(SEED, 1, "a"), hashMessageId(SEED, 1, "node-next-1795283402254-000000000001")];
    const record = { project: 3, source: 7, receivedAt: 1_700_000_000_000, ids };
    const bytes = encodeRecord({ ...record, note: Buffer.from("{}"), body: Buffer.from("body") });
    expect(bytes.toString("hex")).toBe(
      "01000000fdcf7830030000000700000000008056febc784202000000020000000400000091d3b89d5996f96e90a000ed29c19db37b7d626f6479",
    );
    expect([...idsIn(idBytesOf(1, bytes))]).toEqual(ids.map(unsigned));
  });

  it("are known again when they come back from there, whatever their signs", () => {
    const window = new MessageWindow(7);
    const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    fc.assert(
      fc.property(word, word, (high, low) => {
        const before = window.admit({ high, low }, DAY);
        const size = window.size;
        expect(window.admit(unsigned({ high, low }), DAY)).toBe(false);
        window.forget(unsigned({ high, low }), DAY);
        expect([window.admit({ high, low }, DAY), window.admit({ high, low }, DAY)]).toEqual([true, false]);
        expect([before, window.size]).toEqual([before, size]);
      }),
    );
  });
});

describe("message window", () => {
  it("tells ids apart that begin their search at the same place, also across the end of a shard and after growth", () => {
    const window = new MessageWindow(7);
    // One shard (the upper bits of `low`), the last place of every capacity (all lower bits of `high` set).
    const ids = Array.from({ length: 500 }, (_, index) => ({ high: -1, low: index }));
    for (const [index, id] of ids.entries()) {
      expect(window.admit(id, DAY)).toBe(true);
      if (index % 50 === 0) for (const known of ids.slice(0, index)) expect(window.admit(known, DAY)).toBe(false);
    }
    for (const { high, low } of ids) {
      expect(window.admit({ high, low }, DAY)).toBe(false);
      expect(window.admit({ high: high ^ 0x4000_0000, low }, DAY)).toBe(true);
    }
    expect(window.size).toBe(1_000);
  });

  it("forgetting one of several at a place leaves the others known", () => {
    const window = new MessageWindow(7);
    const ids = Array.from({ length: 8 }, (_, low) => ({ high: 5, low }));
    for (const id of ids) window.admit(id, DAY);
    window.forget({ high: 5, low: 2 }, DAY);
    window.forget({ high: 5, low: 99 }, DAY);
    expect(ids.map((id) => window.admit(id, DAY))).toEqual(ids.map(({ low }) => low === 2));
  });

  it("makes room for new ids out of those past the window before it takes more memory", () => {
    const window = new MessageWindow(7);
    for (let day = 0; day < 40; day++) {
      for (let index = 0; index < 2_000; index++) window.admit(hashMessageId(SEED, 1, `${day}-${index}`), DAY + day);
    }
    // Eight days count; what is older waits to be swept when its shard is full.
    expect(window.size).toBeGreaterThanOrEqual(8 * 2_000);
    expect(window.size).toBeLessThan(40 * 2_000);
    for (let day = 32; day < 40; day++) expect(window.admit(hashMessageId(SEED, 1, `${day}-7`), DAY + 39)).toBe(false);
    for (let day = 0; day < 32; day++) expect(window.admit(hashMessageId(SEED, 1, `${day}-7`), DAY + 39)).toBe(true);
  });

  it.each([0, 500, 1_015, 1_020, 1_022, 1_023, 1_024])(
    "counts days rightly where their marks begin again (%d)",
    (start) => {
      const first = 19 * 1_023 + start;
      for (const age of [0, 1, 7]) {
        const window = new MessageWindow(7);
        window.admit({ high: 1, low: 1 }, first);
        expect(window.admit({ high: 1, low: 1 }, first + age)).toBe(false);
        // A clock that was set back.
        expect(window.admit({ high: 1, low: 1 }, first - age)).toBe(false);
      }
      for (const age of [8, 9, 100, 500]) {
        const window = new MessageWindow(7);
        window.admit({ high: 1, low: 1 }, first);
        expect(window.admit({ high: 1, low: 1 }, first + age)).toBe(true);
        expect(window.admit({ high: 1, low: 1 }, first + age)).toBe(false);
      }
    },
  );

  it("is not changed by looking ahead", () => {
    const window = new MessageWindow(7);
    const ids = Array.from({ length: 300 }, (_, index) => hashMessageId(SEED, 1, `id-${index}`));
    window.approach([undefined, ...ids]);
    expect(window.size).toBe(0);
    for (const id of ids) expect(window.admit(id, DAY)).toBe(true);
    window.approach(ids);
    for (const id of ids) expect(window.admit(id, DAY)).toBe(false);
  });
});
