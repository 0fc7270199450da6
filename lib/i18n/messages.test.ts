/** Texts in both languages: the same keys and arguments, messages that parse, French that is French and written as such. */

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { LANGUAGES } from "../plan/plan.ts";
import { MESSAGES, type MessageArea } from "./messages.ts";
import { foreignWords } from "./testing/glossary.ts";
import { translator } from "./translator.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
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

function namesOf(message: string): string[] {
  return args(message)
    .map((arg) => arg.split(":")[0] ?? "")
    .filter((name, at, all) => all.indexOf(name) === at);
}

function sampleOf(arg: string, count: number): [string, unknown] {
  const tag = /^<(\w+)>$/.exec(arg);
  if (tag) return [tag[1] ?? "", (chunks: string) => chunks];
  const [name = "", kind] = arg.split(":");
  const isNumber = kind === "plural" || kind === "number" || kind === "selectordinal";
  return [name, isNumber ? count : kind === "date" || kind === "time" ? new Date(0) : "x"];
}

/** The message with every argument filled, for each of several counts, so that every branch of a plural is seen. */
function filled(language: "en" | "fr", area: MessageArea, key: string, message: string): string[] {
  const text = translator(language, area) as unknown as (key: string, values: object) => string;
  return [0, 1, 2, 1_000].map((count) =>
    text(key, Object.fromEntries(args(message).map((arg) => sampleOf(arg, count)))),
  );
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

  it.each(AREAS)("%s: every message parses as ICU, and says something for every count", (area) => {
    const broken: string[] = [];
    for (const language of LANGUAGES)
      for (const [key, message] of leaves(MESSAGES[language][area])) {
        try {
          for (const text of filled(language, area, key, message))
            if (text.trim() === "") broken.push(`${language} ${area}.${key}: empty`);
        } catch (error) {
          broken.push(`${language} ${area}.${key}: ${String(error)}`);
        }
      }
    expect(broken).toEqual([]);
  });
});

function files(pattern: string): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", pattern], {
    cwd: root,
    encoding: "utf8",
  });
  return listed.split("\0").filter((file) => file !== "");
}

interface Pair {
  readonly place: string;
  readonly en: string;
  readonly fr: string;
  /** The French text as it is read, its arguments filled. */
  readonly shown: string;
}

function literal(quoted: string): string {
  const inner = quoted.slice(1, -1);
  return inner
    .replace(/\\u([0-9a-f]{4})/gi, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/\\(.)/g, "$1");
}

const STRING = '"(?:[^"\\\\\\n]|\\\\.)*"|`(?:[^`\\\\]|\\\\.)*`';
const PAIR = new RegExp(`\\ben: (${STRING}),\\s*fr: (${STRING})`, "g");

/** Texts that stand in two languages beside the code: findings, violations, errors, changes, losses, templates, rules. */
function pairsInCode(): Pair[] {
  const sources = ["app", "cli", "codegen", "lib", "server"].flatMap((folder) => files(`${folder}/**/*.ts*`));
  return sources
    .filter((file) => !/\.test\.tsx?$|\/(testing|golden|naive|prisma-client)\/|reference-plan|hostile-plan/.test(file))
    .flatMap((file) =>
      [...readFileSync(join(root, file), "utf8").matchAll(PAIR)].map(([, en = "", fr = ""]) => ({
        place: file,
        en: literal(en),
        fr: literal(fr),
        shown: literal(fr).replace(/\$\{[^}]*\}/g, "x"),
      })),
    );
}

function pairsInMessages(): Pair[] {
  return AREAS.flatMap((area) => {
    const french = new Map(leaves(MESSAGES.fr[area]));
    return leaves(MESSAGES.en[area]).map(([key, en]) => {
      const fr = french.get(key) ?? "";
      return { place: `${area}.${key}`, en, fr, shown: filled("fr", area, key, fr).join(" ") };
    });
  });
}

describe("French", () => {
  it("finds the tables beside the code", () => {
    const places = new Set(pairsInCode().map(({ place }) => place));
    for (const file of ["lib/base/error.ts", "lib/plan/diff-table.ts", "lib/violation/violation-table.ts"])
      expect(places).toContain(file);
    expect(pairsInCode().length).toBeGreaterThan(300);
  });

  it("is not English", () => {
    const same = [...pairsInMessages(), ...pairsInCode()]
      .filter(({ en, fr, shown }) => en === fr && foreignWords(shown).length > 0)
      .map(({ place, fr }) => `${place}: ${fr}`);
    expect(same).toEqual([]);
  });

  const NO_BREAK = "\u00a0\u202f";
  const FAULTS: readonly (readonly [string, RegExp])[] = [
    ["a typewriter's apostrophe", /\p{L}'\p{L}/u],
    ["a breaking space before a mark", / [:;!?»%](?!\S)/],
    ["no space before a mark", /[\p{L}\p{N})»}][;!?](?=\s|$)/u],
    ["no space before a colon", /[\p{L})»}]:(?=\s|$)/u],
    ["guillemets without a no-break space", new RegExp(`«[^${NO_BREAK}]|[^${NO_BREAK}]»`)],
    ["three points for an ellipsis", /\p{L} ?\.\.\./u],
  ];

  function faultsOf(text: string): string[] {
    return FAULTS.filter(([, pattern]) => pattern.test(text)).map(([name]) => name);
  }

  it("tells careless typography", () => {
    expect(faultsOf("Quand l'événement part")).toHaveLength(1);
    expect(faultsOf("Attendu : un nombre ; rien de plus")).toHaveLength(1);
    expect(faultsOf("Attendu: un nombre; rien")).toHaveLength(2);
    expect(faultsOf("« {name} »")).toHaveLength(2);
    expect(faultsOf("Attendu\u00a0: «\u00a0total\u00a0», à 10\u00a0% près\u202f; l’autre (http://x.fr:3000)")).toEqual(
      [],
    );
  });

  it("has its spaces and apostrophes in every message", () => {
    const careless = AREAS.flatMap((area) =>
      leaves(MESSAGES.fr[area]).flatMap(([key, message]) => {
        // Written out, so that the syntax of plurals is not taken for text.
        const texts = filled("fr", area, key, message);
        return [...new Set(texts.flatMap(faultsOf))].map((fault) => `${area}.${key}: ${fault}: ${message}`);
      }),
    );
    expect(careless).toEqual([]);
  });

  it("has them in the tables beside the code", () => {
    const careless = pairsInCode().flatMap(({ place, fr, shown }) =>
      faultsOf(shown.replace(/\bhttps?:\S+/g, "x")).map((fault) => `${place}: ${fault}: ${fr}`),
    );
    expect(careless).toEqual([]);
  });

  it("has them in the documentation", () => {
    const careless = files("docs/fr/*.md").flatMap((file) =>
      readFileSync(join(root, file), "utf8")
        .replace(/```[\s\S]*?```/g, "")
        .replace(/`[^`\n]*`/g, "x")
        .replace(/\]\([^)]*\)/g, "]")
        .replace(/\*\*/g, "")
        .split("\n")
        .flatMap((line, at) => faultsOf(line).map((fault) => `${file} (${at + 1}): ${fault}: ${line.slice(0, 80)}`)),
    );
    expect(careless).toEqual([]);
  });
});
