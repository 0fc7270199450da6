import { describe, expect, it } from "vitest";
import { valueClassOf } from "./value-class.ts";

describe("valueClassOf", () => {
  it.each([
    ["jo@example.com", "email"],
    [" jo+news@mail.example.co.uk ", "email"],
    ["+33 6 12 34 56 78", "phone"],
    ["06 12 34 56 78", "phone"],
    ["06.12.34.56.78", "phone"],
    ["(555) 123-4567", "phone"],
    ["4111 1111 1111 1111", "card"],
    ["378282246310005", "card"],
    ["FR14 2004 1010 0505 0001 3M02 606", "iban"],
    ["DE89370400440532013000", "iban"],
    ["192.0.2.1", "ip"],
    ["2001:db8::8a2e:370:7334", "ip"],
  ])("takes %s for %s", (text, expected) => {
    expect(valueClassOf(text)).toBe(expected);
  });

  it.each([
    "A-123456",
    "FR-2041",
    "20260521",
    "4111 1111 1111 1112",
    "FR1520041010050500013M02606",
    "1.2.3",
    "999.0.0.1",
    "2026-05-21",
    "2026-05-21T10:00:00Z",
    "10:30:00",
    "1234567890",
    "@handle",
    "a@b",
    ":::",
    "",
  ])("takes %j for nothing personal", (text) => {
    expect(valueClassOf(text)).toBeUndefined();
  });
});
