import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readZip } from "./testing/read-zip.ts";
import { zipFiles } from "./zip.ts";

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

describe("a zip archive", () => {
  test("holds every file as it was, in the order given, packed or not", () => {
    const path = fc.array(fc.stringMatching(/^[\p{L}\d_$-]{1,12}(\.[a-z]{1,3})?$/u), { minLength: 1, maxLength: 3 });
    const files = fc.uniqueArray(
      fc.tuple(
        path.map((parts) => parts.join("/")),
        fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.uint8Array({ maxLength: 200 })),
      ),
      { selector: ([name]) => name.toLowerCase(), maxLength: 6 },
    );
    fc.assert(
      fc.property(files, fc.boolean(), (given, stored) => {
        const read = [...readZip(zipFiles(given, { stored }))];
        expect(read).toEqual(given.map(([name, content]) => [name, Buffer.from(content as string)]));
      }),
      { numRuns: 60 },
    );
  });

  test("is smaller when packed, and its bytes are the same at any time", () => {
    const files = [["a/b.txt", "line\n".repeat(500)] as const, ["é.md", "# Ça"] as const];
    const packed = zipFiles(files);
    expect(packed.length).toBeLessThan(400);
    expect(zipFiles(files)).toEqual(packed);
    // The bytes of an archive that is not packed depend on nothing but its files.
    expect(sha256(zipFiles(files, { stored: true }))).toBe(
      "STORED",
    );
  });

  test("refuses paths that leave the folder it is unpacked in, and names no system takes", () => {
    const refused = ["", "/etc/passwd", "../up", "a/../../up", "a//b", "a/", "a\\b", "C:/b", "a/./b", "a/...", "a\0b", "a\nb"];
    for (const path of refused) expect(() => zipFiles([[path, ""]]), path).toThrow("not safe");
    expect(() => zipFiles([["A.txt", ""], ["a.txt", ""]])).toThrow("share the path");
  });
});
