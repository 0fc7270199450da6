import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../plan/plan.ts";
import { MESSAGES, type MessageArea } from "./messages.ts";
import { formatterOf, isLanguage, translate } from "./translate.ts";
import { localized, messagesOf, translator } from "./translator.ts";

const AREAS = Object.keys(MESSAGES.en) as MessageArea[];

function leaves(value: unknown, path = ""): [string, string][] {
  if (typeof value === "string") return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => leaves(inner, path ? `${path}.${key}` : key));
}

/** Names and kinds of a message's arguments, e.g. `count:plural`; the branches of plurals are looked into. */
function args(message: string): string[] {
  const found = new Set<string>();
  for (const [, tag] of message.matchAll(/<(\w+)>/g)) found.add(`<${tag}>`);
  collect(message, found);
  return [...found].sort();
}

function collect(text: string, found: Set<string>): void {
  for (let at = text.indexOf("{"); at !== -1; at = text.indexOf("{", at)) {
    const end = closing(text, at);
    const [name = "", kind = "", ...rest] = text.slice(at + 1, end).split(",");
    found.add(`${name.trim()}:${kind.trim()}`);
    const branches = rest.join(",");
    for (let open = branches.indexOf("{"); open !== -1; open = branches.indexOf("{", closing(branches, open)))
      collect(branches.slice(open + 1, closing(branches, open)), found);
    at = end;
  }
}

function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === "{") depth++;
    if (text[at] === "}" && --depth === 0) return at;
  }
  return text.length;
}

describe("messages", () => {
  it.each(AREAS)("%s: the same keys with the same arguments in every language", (area) => {
    const english = new Map(leaves(MESSAGES.en[area]));
    const french = new Map(leaves(MESSAGES.fr[area]));
    expect([...french.keys()].sort()).toEqual([...english.keys()].sort());
    const odd = [...english]
      .filter(([key]) => /\{|</.test(`${english.get(key)}${french.get(key)}`))
      .map(([key, message]) => ({ key, en: namesOf(message), fr: namesOf(french.get(key) ?? "") }))
      .filter(({ en, fr }) => en.join() !== fr.join());
    expect(odd).toEqual([]);
  });

  it.each(AREAS)("%s: every message parses as ICU", (area) => {
    for (const language of LANGUAGES) {
      const broken: string[] = [];
      const text = translate(language, MESSAGES[language], area) as unknown as {
        markup: (key: string, values: object) => string;
      };
      for (const [key, message] of leaves(MESSAGES[language][area])) {
        const values = Object.fromEntries(args(message).map((arg) => sampleOf(arg)));
        try {
          text.markup(key, values);
        } catch (error) {
          broken.push(`${language} ${area}.${key}: ${String(error)}`);
        }
      }
      expect(broken).toEqual([]);
    }
  });

  it("writes French with its spaces and apostrophes", () => {
    const careless = AREAS.flatMap((area) =>
      leaves(MESSAGES.fr[area])
        .filter(([, message]) => / [:;!?»]|« |[A-Za-zÀ-ÿ]'[A-Za-zÀ-ÿ]/.test(message))
        .map(([key, message]) => `${area}.${key}: ${message}`),
    );
    expect(careless).toEqual([]);
  });
});

function namesOf(message: string): string[] {
  return args(message)
    .map((arg) => arg.split(":")[0] ?? "")
    .filter((name, at, all) => all.indexOf(name) === at);
}

function sampleOf(arg: string): [string, unknown] {
  const tag = /^<(\w+)>$/.exec(arg);
  if (tag) return [tag[1] ?? "", (chunks: string) => chunks];
  const [name = "", kind] = arg.split(":");
  return [name, kind === "plural" || kind === "number" ? 2 : kind === "date" || kind === "time" ? new Date(0) : "x"];
}

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
