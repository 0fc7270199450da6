import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { isNationalId } from "./national-id.ts";
import { valueClassOf } from "./value-class.ts";

describe("isNationalId", () => {
  // Examples of the authorities' own descriptions, or made by their rule.
  it.each([
    ["a French one", "2 55 08 14 168 025 38"],
    ["a French one of Corsica", frenchOf("185012A004123")],
    ["a Spanish one", "12345678Z"],
    ["a Spanish one with a hyphen", "12345678-Z"],
    ["a Spanish one of a foreigner", "X1234567L"],
    ["an Italian one", "RSSMRA85T10A562S"],
    ["a German one", "86095742719"],
    ["an American one", "536-90-4399"],
    ["a British one", "QQ 12 34 56 C".replace("QQ", "AB")],
  ])("takes %s", (_, text) => {
    expect(isNationalId(text)).toBe(true);
    expect(valueClassOf(text)).toBe("national_id");
  });

  it.each([
    ["a wrong French key", "2 55 08 14 168 025 39"],
    ["a month there is not", frenchOf("2551314168025").replace(/..$/, "00")],
    ["a wrong Spanish letter", "12345678A"],
    ["a wrong Italian letter", "RSSMRA85T10A562T"],
    ["a wrong German digit", "86095742718"],
    ["ten different digits", "12345678900"],
    ["an American one given to nobody", "666-12-3456"],
    ["the one on the wallets' card", "078-05-1120"],
    ["nine digits", "536904399"],
    ["a British prefix given to nobody", "GB 12 34 56 A"],
    ["a code of the company", "AB123456C"],
    ["a day", "2026-05-21"],
    ["an order", "ORD-2026-0001"],
  ])("does not take %s", (_, text) => {
    expect(isNationalId(text)).toBe(false);
  });
});

function frenchOf(body: string): string {
  const digits = Number(body.replace("2A", "19").replace("2B", "18"));
  return `${body}${String(97 - (digits % 97)).padStart(2, "0")}`;
}

describe("what products send all day", () => {
  const hash = (seed: string, at: number) => createHash("sha256").update(`${seed} ${at}`).digest();
  const digits = (seed: string, at: number, length: number) =>
    (BigInt(`0x${hash(seed, at).toString("hex").slice(0, 30)}`) % 10n ** BigInt(length))
      .toString()
      .padStart(length, "0");
  const hex = (seed: string, at: number) => hash(seed, at).toString("hex");
  const CORPORA: Readonly<Record<string, (at: number) => string>> = {
    "a version 4 UUID": (at) => hex("u", at).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-a$4-$5"),
    "an object id": (at) => hex("o", at).slice(0, 24),
    "seconds since 1970": (at) => String(1_700_000_000 + at * 977),
    "thousandths of a second since 1970": (at) => String(1_700_000_000_000 + at * 977_131),
    "an order": (at) => `ORD-${digits("r", at, 8)}`,
    "a stock code": (at) => `SKU${digits("k", at, 6)}-${"ABCD"[at % 4]}`,
    "eleven digits": (at) => digits("e", at, 11),
    "twelve digits": (at) => digits("t", at, 12),
    "fifteen digits": (at) => digits("f", at, 15),
    "an amount": (at) => `${digits("a", at, 4)}.${digits("c", at, 2)}`,
    "an article number": (at) => digits("g", at, 13),
    "eight digits and a letter": (at) => `${digits("d", at, 8)}${String.fromCharCode(65 + (at % 26))}`,
  };

  it.each(Object.entries(CORPORA))("%s is next to never taken for a number of the state", (_, make) => {
    const all = 3_000;
    const taken = Array.from({ length: all }, (_item, at) => make(at)).filter(isNationalId).length;
    // A check letter of 23 lets one of 23 pass: far from the four fifths that make a finding.
    expect(taken / all).toBeLessThan(0.06);
  });
});
