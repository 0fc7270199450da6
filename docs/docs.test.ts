/** The documentation against the product: both languages alike, every link found, every name and table as in the code. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Command } from "commander";
import type { Token, Tokens } from "marked";
import { describe, expect, it } from "vitest";
import { DOC_PAGES, DOC_SECTIONS, docHref, docOfScreen } from "../app/_docs/doc-pages.ts";
import { anchorOfRow, blockPlaces, docLink, plainText, readDocText } from "../app/_docs/doc-text.ts";
import { COMMANDS } from "../cli/commands.ts";
import { contextFor } from "../cli/context.ts";
import { OPERATOR_COMMANDS } from "../cli/operator-commands.ts";
import { CommandFrame } from "../cli/program.ts";
import { isProjectSlug } from "../lib/access/slug.ts";
import { COHORT_TEMPLATES } from "../lib/analysis/cohort/templates.ts";
import { questionSchema } from "../lib/analysis/question-schema.ts";
import { envExample } from "../lib/base/env.ts";
import { ERROR_TABLE } from "../lib/base/error.ts";
import { readPlanFile } from "../lib/format/plan-file/read.ts";
import { MESSAGES } from "../lib/i18n/messages.ts";
import { ENVIRONMENTS, type Outcome, outcomeOf, type Received } from "../lib/ingest/disposition.ts";
import { MODES } from "../lib/plan/enforcement.ts";
import { AUTOMATIC_PROPERTIES, EVENT_ROLES, LANGUAGES, type Language, PROPERTY_ROLES } from "../lib/plan/plan.ts";
import { RULES } from "../lib/plan/rules/table.ts";
import { VERDICTS } from "../lib/violation/violation.ts";
import { VIOLATION_TABLE } from "../lib/violation/violation-table.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

function sourceOf(language: Language, page: string): string {
  return readFileSync(join(root, "docs", language, `${page}.md`), "utf8");
}

function textOf(language: Language, page: string) {
  return readDocText(sourceOf(language, page));
}

function* everyToken(tokens: readonly Token[]): Generator<Token> {
  for (const token of tokens) {
    yield token;
    if (token.type === "list") for (const item of (token as Tokens.List).items) yield* everyToken(item.tokens);
    else if (token.type === "table") {
      const { header, rows } = token as Tokens.Table;
      for (const cell of [header, ...rows].flat()) yield* everyToken(cell.tokens);
    } else if ("tokens" in token && token.tokens) yield* everyToken(token.tokens);
  }
}

/** Cells of every table as plain text, first the one whose header begins with `first`. */
function tableOf(language: Language, page: string, first: string): string[][] {
  const table = textOf(language, page).tokens.find(
    (token): token is Tokens.Table => token.type === "table" && (token as Tokens.Table).header[0]?.text === first,
  );
  return (table?.rows ?? []).map((row) => row.map((cell) => plainText(cell.tokens)));
}

describe("both languages", () => {
  it.each(LANGUAGES)("%s has exactly the pages of the contents", (language) => {
    const files = readdirSync(join(root, "docs", language)).map((name) => name.replace(/\.md$/, ""));
    expect(files.sort()).toEqual([...DOC_PAGES].sort());
    expect(Object.keys(MESSAGES[language].docs.section).sort()).toEqual(DOC_SECTIONS.map(({ key }) => key).sort());
  });

  it.each(DOC_PAGES)("%s: the same headings, tables and code in both", (page) => {
    const shape = (language: Language) =>
      textOf(language, page)
        .tokens.filter(({ type }) => type !== "space" && type !== "paragraph")
        .map((token) =>
          token.type === "heading"
            ? `h${token.depth}`
            : token.type === "table"
              ? `table ${(token as Tokens.Table).rows.length}`
              : token.type === "list"
                ? `list ${(token as Tokens.List).items.length}`
                : `${token.type} ${(token as Tokens.Code).lang ?? ""}`,
        );
    expect(shape("fr")).toEqual(shape("en"));
    expect(textOf("fr", page).headings.filter(({ depth }) => depth === 1)).toHaveLength(1);
  });

  it.each(DOC_PAGES)("%s: names in code are the same in both", (page) => {
    const names = (language: Language) =>
      [...new Set([...everyToken(textOf(language, page).tokens)].flatMap((t) => (t.type === "codespan" ? t.text : [])))]
        .filter((name) => !/[à-ÿ]|<|@n/.test(name))
        .sort();
    expect(names("fr")).toEqual(names("en"));
  });

  it("code and tables stand between paragraphs, where each has a name of its own", () => {
    for (const language of LANGUAGES)
      for (const page of DOC_PAGES) {
        const { tokens } = textOf(language, page);
        const inner = [...everyToken(tokens)].filter(({ type }) => type === "code" || type === "table");
        const names = [...blockPlaces(tokens)].map(([{ type }, { heading, number }]) => `${type} ${number} ${heading}`);
        expect(names).toHaveLength(inner.length);
        expect(names).toEqual([...new Set(names)]);
      }
  });

  it("shows no raw HTML", () => {
    const found = LANGUAGES.flatMap((language) =>
      DOC_PAGES.flatMap((page) =>
        [...everyToken(textOf(language, page).tokens)]
          .filter(({ type }) => type === "html" || type === "image")
          .map(({ raw }) => `${language}/${page}: ${raw}`),
      ),
    );
    expect(found).toEqual([]);
  });
});

it.each(["README.md", "README.fr.md"])("%s: the map has every folder, and no other", (file) => {
  const text = readFileSync(join(root, file), "utf8");
  const mapped = [...text.matchAll(/^\| (`[a-z0-9/]+\/`(?: · `[a-z0-9/]+\/`)*) \|/gm)].flatMap(([, cell = ""]) =>
    [...cell.matchAll(/`([^`]+)\/`/g)].map(([, folder = ""]) => folder),
  );
  const foldersIn = (path: string) =>
    readdirSync(join(root, path), { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? entry.name : []));
  expect(mapped.filter((folder) => folder.startsWith("lib/")).sort()).toEqual(
    foldersIn("lib")
      .map((folder) => `lib/${folder}`)
      .sort(),
  );
  expect(mapped.filter((folder) => !existsSync(join(root, folder)))).toEqual([]);
});

describe("links", () => {
  function anchorsOf(language: Language, page: string): Set<string> {
    const { headings, tokens } = textOf(language, page);
    const rows = tokens.flatMap((token) =>
      token.type === "table" ? (token as Tokens.Table).rows.flatMap((row) => anchorOfRow(row) ?? []) : [],
    );
    return new Set([...headings.map(({ anchor }) => anchor), ...rows]);
  }

  it.each(LANGUAGES)("%s: every link of a page leads somewhere", (language) => {
    const broken: string[] = [];
    for (const page of DOC_PAGES)
      for (const token of everyToken(textOf(language, page).tokens)) {
        if (token.type !== "link") continue;
        const [target = "", anchor] = decodeURI(docLink(language, token.href)).split("#");
        const name = target === docHref(language, "index") ? "index" : target.replace(`/${language}/docs/`, "");
        const isOurs = (DOC_PAGES as readonly string[]).includes(name);
        const isApi = target === "/api/v1/openapi.json" || /^https:\/\//.test(target);
        if (!isOurs && !isApi) broken.push(`${page}: ${token.href}`);
        if (isOurs && anchor !== undefined && !anchorsOf(language, name).has(anchor))
          broken.push(`${page}: ${token.href} (no such anchor)`);
      }
    expect(broken).toEqual([]);
  });

  it.each(LANGUAGES)("%s: a page has no anchor twice, and every error has one", (language) => {
    for (const page of DOC_PAGES) {
      const anchors = textOf(language, page).headings.map(({ anchor }) => anchor);
      expect(anchors, page).toEqual([...new Set(anchors)]);
    }
    // Problem documents point to `/docs/api#<code>`.
    for (const code of Object.keys(ERROR_TABLE)) expect(anchorsOf(language, "api")).toContain(code);
  });

  it("takes the word docs from projects", () => {
    expect(isProjectSlug("docs")).toBe(false);
  });

  it("knows a page for every screen, and a page of its own for each of the plan and the settings", () => {
    const folder = join(root, "app/[locale]/(workspace)/[project]");
    const screens = readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith("/page.tsx"))
      .map((path) => path.replace(/\/page\.tsx$/, ""))
      .filter((path) => !path.startsWith("["));
    expect(screens).toContain("plan/decisions");
    expect(screens.filter((path) => docOfScreen(`/en/shop/${path}`) === "overview")).toEqual([]);
    const own = screens.filter((path) => /^(plan|settings)(\/[a-z-]+)?$/.test(path) && path !== "settings/workspace");
    const pages = own.map((path) => docOfScreen(`/en/shop/${path}`));
    expect(pages).toEqual([...new Set(pages)]);
    expect(docOfScreen("/en/shop")).toBe("overview");
    expect(docOfScreen("/fr/shop/plan/findings")).toBe("findings");
  });
});

describe("the command line's pages", () => {
  const silent = {
    stdout: async () => {},
    stderr: () => {},
    stdin: process.stdin,
    stdoutIsTerminal: false,
    stderrIsTerminal: false,
    cwd: root,
    server: {},
  };
  async function commandsIn(language: Language): Promise<readonly Command[]> {
    const frame = new CommandFrame(contextFor(silent, language), new Command("gabarit"));
    const loaded = await Promise.all([...COMMANDS, ...OPERATOR_COMMANDS].map(({ load }) => load()));
    for (const add of new Set(loaded)) add(frame);
    return frame.root.commands;
  }
  const COMMON = new Set(["--help", "--json", "--lang"]);
  const pageOf = (command: Command) => `cli-${command.name()}`;

  it.each(LANGUAGES)("%s: a page for each command, in order, and no other; the first lists them", async (language) => {
    const commands = await commandsIn(language);
    expect(DOC_PAGES.filter((page) => page.startsWith("cli-"))).toEqual(commands.map(pageOf));
    expect(tableOf(language, "cli", language === "fr" ? "commande" : "command")).toEqual(
      commands.map((command) => [command.name(), command.description()]),
    );
  });

  it.each(LANGUAGES)(
    "%s: every option is listed as --help says it, and no option is named that does not exist",
    async (language) => {
      for (const command of await commandsIn(language)) {
        const options = command.options.filter((option) => !COMMON.has(option.long ?? ""));
        const help = command.createHelp();
        expect(tableOf(language, pageOf(command), "option"), command.name()).toEqual(
          options.map((option) => [option.flags, help.optionDescription(option)]),
        );
        const named = new Set(sourceOf(language, pageOf(command)).match(/(?<![\w-])--[a-z][a-z-]*/g) ?? []);
        expect([...named].sort(), command.name()).toEqual(options.map((option) => option.long ?? "").sort());
      }
    },
  );
});

describe("tables as in the code", () => {
  const SEVERITIES = {
    en: { error: "error", warning: "warning", info: "note" },
    fr: { error: "erreur", warning: "avertissement", info: "remarque" },
  } as const;

  it.each(LANGUAGES)("%s: every rule of the plan", (language) => {
    const rows = tableOf(language, "findings", "code");
    expect(rows).toEqual(
      RULES.map(({ code, severity, hint }) => [code, SEVERITIES[language][severity], hint[language]]),
    );
  });

  it.each(LANGUAGES)("%s: every violation", (language) => {
    const rows = tableOf(language, "violations-and-release", "code");
    expect(rows).toEqual(
      Object.entries(VIOLATION_TABLE).map(([code, { title, hint }]) => [code, title[language], hint[language]]),
    );
  });

  it.each(LANGUAGES)("%s: every error of the API", (language) => {
    const rows = tableOf(language, "api", "code");
    expect(rows).toEqual(Object.entries(ERROR_TABLE).map(([code, row]) => [code, String(row.status), row[language]]));
  });

  it.each(LANGUAGES)("%s: every template of a cohort", (language) => {
    const first = language === "fr" ? "modèle" : "template";
    expect(tableOf(language, "cohorts", first)).toEqual(
      COHORT_TEMPLATES.map(({ id, name, description }) => [id, name[language], description[language]]),
    );
  });

  it.each(LANGUAGES)("%s: every variable", (language) => {
    const rows = tableOf(language, "operations", "variable").map(([name]) => name ?? "");
    const known = [...envExample().matchAll(/^# ([A-Z_]+)=/gm)].map((match) => match[1] ?? "");
    expect([...rows].sort()).toEqual([...known].sort());
    expect(known).toContain("GABARIT_DATA_DIR");
  });

  it.each(LANGUAGES)("%s: every role and automatic property", (language) => {
    const both = `${sourceOf(language, "plan")}${sourceOf(language, "properties-and-types")}`;
    for (const name of [...EVENT_ROLES, ...PROPERTY_ROLES, ...AUTOMATIC_PROPERTIES])
      expect(both).toContain(`\`${name}\``);
  });
});

describe("mode, verdict and environment", () => {
  type Words = { readonly [K in "answered" | "inAnalysis" | "releasable"]: Record<Outcome[K], string> } & {
    readonly yes: string;
    readonly no: string;
  };
  const WORDS: Record<Language, Words> = {
    en: {
      yes: "yes",
      no: "no",
      answered: { acknowledged: "acknowledged", error: "error" },
      inAnalysis: { yes: "yes", on_request: "on request", no: "no" },
      releasable: {
        not_needed: "not needed",
        any_release: "by any release",
        by_a_person: "by a person",
        never: "never",
      },
    },
    fr: {
      yes: "oui",
      no: "non",
      answered: { acknowledged: "accepté", error: "erreur" },
      inAnalysis: { yes: "oui", on_request: "sur demande", no: "non" },
      releasable: {
        not_needed: "sans objet",
        any_release: "par toute libération",
        by_a_person: "par une personne",
        never: "jamais",
      },
    },
  };
  const RECEIVED: readonly Received[] = [...VERDICTS, "repaired", "unreadable_body"];

  it.each(LANGUAGES)("%s: each of the cells stands in exactly one row, and says what ingest does", (language) => {
    const words = WORDS[language];
    const rows = tableOf(language, "sources", "mode");
    const list = (text = "") => text.split(",").map((part) => part.trim());
    for (const mode of MODES)
      for (const received of RECEIVED)
        for (const environment of ENVIRONMENTS) {
          const told = rows.filter(
            ([modes, verdicts, environments]) =>
              list(modes).includes(mode) &&
              list(verdicts).includes(received) &&
              list(environments).includes(environment),
          );
          const outcome = outcomeOf(mode, received, environment);
          expect(
            told.map((row) => row.slice(3)),
            `${mode} ${received} ${environment}`,
          ).toEqual([
            [
              outcome.stored ? words.yes : words.no,
              words.answered[outcome.answered],
              words.inAnalysis[outcome.inAnalysis],
              words.inAnalysis[outcome.passedOn],
              words.releasable[outcome.releasable],
            ],
          ]);
        }
  });
});

describe("examples", () => {
  function codeOf(language: Language, page: string, lang: string): string[] {
    return textOf(language, page).tokens.flatMap((token) =>
      token.type === "code" && token.lang === lang ? (token as Tokens.Code).text : [],
    );
  }

  it.each(LANGUAGES)("%s: every question parses as one", (language) => {
    for (const page of ["cohorts", "metrics", "funnels", "retention", "active-users"]) {
      const questions = codeOf(language, page, "json").map((text) => questionSchema.safeParse(JSON.parse(text)));
      expect(
        questions.map(({ error }) => error?.message),
        page,
      ).toEqual([undefined]);
    }
  });

  it.each(LANGUAGES)("%s: windows of time parse", (language) => {
    const windows = tableOf(language, "cohorts", language === "fr" ? "fenêtre" : "window");
    expect(windows.length).toBe(6);
    for (const [, text = ""] of windows) {
      const event = { any: true };
      const criterion = { kind: "count", event, count: { op: ">=", value: 1 }, window: JSON.parse(text) };
      expect(questionSchema.safeParse({ kind: "cohort", criterion }).success, text).toBe(true);
    }
  });

  it.each(LANGUAGES)("%s: the plan file is one", (language) => {
    const [whole = ""] = codeOf(language, "plan-file", "yaml");
    const read = readPlanFile(whole, "plan.yaml");
    expect(read.ok ? [] : read.errors).toEqual([]);
  });
});

describe("reading", () => {
  it("keeps raw HTML as the text it is and leaves foreign links alone", () => {
    const { tokens } = readDocText("# A\n\n<script>alert(1)</script>\n\n[x](javascript:alert(1))\n");
    expect(tokens.find(({ type }) => type === "html")?.raw).toContain("<script>");
    expect(docLink("fr", "plan.md#types")).toBe("/fr/docs/plan#types");
    expect(docLink("en", "../secret.md")).toBe("../secret.md");
    expect(docLink("en", "index.md")).toBe("/en/docs");
  });
});
