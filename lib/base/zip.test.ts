import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readZip } from "./testing/read-zip.ts";
import { zip } from "./zip.ts";

describe("a zip archive", () => {
  test("holds every file as it was, in the order given", () => {
    const path = fc.array(fc.string({ unit: fc.constantFrom(..."abçé字_$-0"), minLength: 1, maxLength: 9 }), {
      minLength: 1,
      maxLength: 3,
    });
    const files = fc.uniqueArray(
      fc.tuple(
        path.map((parts) => parts.join("/")),
        fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.uint8Array({ maxLength: 200 })),
      ),
      { selector: ([name]) => name.toLowerCase(), maxLength: 6 },
    );
    fc.assert(
      fc.property(files, (given) => {
        const read = [...readZip(zip(given))];
        expect(read).toEqual(given.map(([name, content]) => [name, Buffer.from(content as string)]));
      }),
      { numRuns: 60 },
    );
  });

  test("is smaller when packed, and its bytes are the same at any time", () => {
    const files = [["a/b.txt", "line\n".repeat(500)] as const, ["é.md", "# Ça"] as const];
    const packed = zip(files);
    expect(packed.length).toBeLessThan(400);
    expect(zip(files)).toEqual(packed);
  });

  test("refuses paths that leave the folder it is unpacked in", () => {
    const refused = ["", "/etc/passwd", "../up", "a/../../up", "a//b", "a/", "a\\b", "a/./b", "a\0b"];
    for (const path of refused) expect(() => zip([[path, ""]]), path).toThrow("relative paths only");
  });
});
