import { expect, it } from "vitest";
import { runCli } from "./testing/run-cli.ts";

const NAMES = [
  "import",
  "export",
  "lint",
  "diff",
  "schema",
  "generate",
  "validate",
  "audit",
  "status",
  "send",
  "load",
  "query",
  "backtest",
  "replay",
  "acceptance",
  "erase",
  "pull",
  "push",
  "publish",
];

it("lists what is built, and nothing else", async () => {
  const { code, out } = await runCli(["--help"]);
  expect(code).toBe(0);
  const listed = [...out.matchAll(/^ {2}([a-z-]+) {2,}[A-Z]/gm)].map(([, name]) => name);
  expect(listed).toEqual(NAMES);
});

it.each(NAMES)("%s explains itself in both languages", async (name) => {
  const [english, french] = [await runCli([name, "--help"]), await runCli([name, "--help", "--lang", "fr"])];
  expect([english.code, french.code]).toEqual([0, 0]);
  for (const option of ["--json", "--lang", "--help"]) {
    expect(english.out).toContain(option);
    expect(french.out).toContain(option);
  }
  // Names of options and formats apart, no line of the French help is English.
  const words = (text: string) => text.split("\n").map((line) => line.replace(/^ {2}\S+( <\S+>)? {2,}/, "").trim());
  const shared = words(french.out).filter((line) => words(english.out).includes(line));
  expect(
    shared.filter((line) => /[a-z]{4}/.test(line) && !/^(rudderstack|segment|json-schema|csv, xlsx)/.test(line)),
  ).toEqual([]);
});

it.each([
  [["nonsense"], "Unknown command nonsense."],
  [["lint"], "The argument <plan> is missing."],
  [["lint", "a.yaml", "b.yaml"], "Too many arguments for lint."],
  [["lint", "a.yaml", "--colour"], "Unknown option --colour."],
  [["export", "a.yaml"], "The option --to is missing."],
  [["export", "a.yaml", "--to"], "The option --to needs a value."],
  [["export", "a.yaml", "--to", "pdf"], "The value of --to is not allowed. Expected: plan-file, segment"],
  [["lint", "absent.yaml"], "There is no file absent.yaml."],
  [["lint", "docs"], "docs holds no plan."],
  [["validate", "docs", "docs"], "docs holds no plan."],
  [["send", "docs", "--write-key", "k", "--url", "http://localhost:9"], "docs is a folder, not a file."],
  [["import", "package.json", "--mapping", "README.md"], "README.md is not a column mapping."],
  [["replay", "shop", "--from", "2026-11-01T10:00"], "Neither a day nor an instant with its offset: 2026-11-01T10:00"],
  [["replay", "package.json"], "A replay needs a project on the server, such as shop or shop@3"],
  [["lint", "shop"], "No server: set GABARIT_URL to its address."],
])("gabarit %j ends with status 2 and one sentence", async (args, sentence) => {
  const { code, out, err } = await runCli(args);
  expect(code).toBe(2);
  expect(out).toBe("");
  expect(err).toContain(sentence);
  expect(err).not.toMatch(/^\s+at /m);
});

it("tells failures as JSON when asked, in the language asked for", async () => {
  const { code, out } = await runCli(["lint", "absent.yaml", "--json", "--lang", "fr"]);
  expect(code).toBe(2);
  expect(JSON.parse(out)).toEqual({ error: { message: "Le fichier absent.yaml n’existe pas.", details: [] } });
});
