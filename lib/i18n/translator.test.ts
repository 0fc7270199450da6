import { describe, expect, it } from "vitest";
import { MESSAGES, type MessageArea } from "./messages.ts";
import { formatterOf, isLanguage } from "./translate.ts";
import { localized, messagesOf, translator } from "./translator.ts";

describe("translator", () => {
  it("fills arguments", () => {
    expect(translator("en", "shell")("list.remove", { value: "beta" })).toBe("Remove beta");
    expect(translator("fr", "shell")("list.remove", { value: "beta" })).toBe("Retirer beta");
  });

  it("throws for a key that does not exist, instead of showing its name", () => {
    const text = translator("en", "shell") as unknown as (key: string) => string;
    expect(() => text("no.such.key")).toThrow();
  });

  it("hands out only the areas asked for", () => {
    expect(Object.keys(messagesOf("fr", ["shell", "plan"]))).toEqual(["shell", "plan"]);
  });

  it("hands out plain objects only: nothing else reaches the browser", () => {
    const plain = (value: unknown): boolean =>
      typeof value !== "object" ||
      value === null ||
      ((Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) &&
        Object.values(value).every(plain));
    expect(plain(messagesOf("fr", Object.keys(MESSAGES.fr) as MessageArea[]))).toBe(true);
  });

  it("writes numbers and days as the reader does", () => {
    expect(formatterOf("en").number(1284.5)).toBe("1,284.5");
    expect(formatterOf("fr").number(1284.5)).toBe("1\u202f284,5");
    const instant = new Date("2026-03-01T23:30:00Z");
    expect(formatterOf("fr", "Europe/Paris").dateTime(instant, { dateStyle: "long" })).toBe("2 mars 2026");
    expect(formatterOf("en", "UTC").dateTime(instant, { dateStyle: "long" })).toBe("March 1, 2026");
  });

  it("falls back to the other language, then to the given text", () => {
    expect(localized({ fr: "Panier" }, "en")).toBe("Panier");
    expect(localized({}, "en", "Cart Viewed")).toBe("Cart Viewed");
    expect(isLanguage("fr") && !isLanguage("de")).toBe(true);
  });
});
