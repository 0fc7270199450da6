import { describe, expect, it } from "vitest";
import { shareText } from "./share-text.ts";
import { formatterOf } from "./translate.ts";

describe("a share", () => {
  it.each([
    [0, "0%", "0 %"],
    [1e-9, "< 0.1%", "< 0,1 %"],
    [0.0004, "< 0.1%", "< 0,1 %"],
    [0.0005, "0.1%", "0,1 %"],
    [0.123, "12.3%", "12,3 %"],
    [0.9994, "99.9%", "99,9 %"],
    [0.9996, "> 99.9%", "> 99,9 %"],
    [1 - 1e-9, "> 99.9%", "> 99,9 %"],
    [1, "100%", "100 %"],
  ])("%s is all or nothing only where it is", (share, english, french) => {
    const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");
    expect(plain(shareText(formatterOf("en"), share))).toBe(english);
    expect(plain(shareText(formatterOf("fr"), share))).toBe(french);
  });
});
