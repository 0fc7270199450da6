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

  it("says of the tokens of whoever hands a workspace over how long they last and what they may do", () => {
    const tokens = (all: number, [admin, editor, viewer]: readonly [number, number, number]) =>
      translator("fr", "transfer")("hand.tokens", { all, admin, editor, viewer });
    const lasts = "Votre jeton d’API dure autant que votre accès\u00a0: il s’arrête après votre dernier jour, aussitôt";
    expect(tokens(1, [0, 0, 0])).toBe(`${lasts} si vous ne gardez rien.`);
    expect(tokens(1, [0, 1, 1])).toMatch(/rien\. Comme éditeur ou lecteur, il peut moins qu’aujourd’hui\.$/);
    expect(tokens(1, [1, 1, 1])).toMatch(/rien\. Quel que soit le rôle gardé, il peut moins qu’aujourd’hui\.$/);
    expect(tokens(3, [1, 1, 2])).toMatch(
      /^Vos 3 jetons d’API durent .* qu’aujourd’hui\u00a0: 1 comme administrateur, 1 comme éditeur, 2 comme lecteur\.$/,
    );
    expect(tokens(2, [0, 0, 0])).toMatch(/rien\.$/);
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
