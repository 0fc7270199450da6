import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { base62, checksum62 } from "../base/token-form.ts";
import { equalSecrets, newSecret, randomBase62, secretHash } from "./secret.ts";

describe("secrets", () => {
  it("encodes equal lengths to equal lengths, without collisions", () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        (a, b) => {
          expect(base62(a)).toHaveLength(43);
          expect(base62(a) === base62(b)).toBe(Buffer.compare(a, b) === 0);
          expect(base62(a)).toMatch(/^[0-9A-Za-z]+$/);
        },
      ),
    );
  });

  it("computes the CRC-32 everyone else computes", () => {
    // The check value of CRC-32/ISO-HDLC is cbf43926.
    expect(checksum62("123456789")).toBe(base62(Buffer.from("cbf43926", "hex")));
  });

  it("is never the same twice and carries 256 bits", () => {
    const seen = new Set(Array.from({ length: 500 }, () => newSecret()));
    expect(seen.size).toBe(500);
    for (const secret of seen) expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(randomBase62(32)).toHaveLength(43);
  });

  it("compares whatever the lengths", () => {
    expect(equalSecrets("a", "a")).toBe(true);
    expect(equalSecrets("a", "ab")).toBe(false);
    expect(secretHash("a")).toHaveLength(32);
  });
});
