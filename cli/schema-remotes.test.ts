import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { findCorpora } from "../lib/ingest/testing/corpora.ts";
import { runCli } from "./testing/run-cli.ts";

vi.setConfig({ testTimeout: 120_000 });

let cwd = "";

beforeEach(() => {
  cwd = temporaryFolder();
});

function write(path: string, content: unknown): void {
  mkdirSync(dirname(join(cwd, path)), { recursive: true });
  writeFileSync(join(cwd, path), typeof content === "string" ? content : JSON.stringify(content));
}

/** Which of the values conform, or what is said instead. */
async function verdicts(values: readonly unknown[], ...options: string[]): Promise<boolean[] | string> {
  write("values.ndjson", values.map((value) => JSON.stringify(value)).join("\n"));
  const { code, out, err } = await runCli(["validate", "--schema", "schema.json", "values.ndjson", ...options], {
    cwd,
  });
  if (code === 2) return err;
  return out
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as { valid: boolean }).valid);
}

describe("schemas that a reference names", () => {
  it("come from the folder that stands for what their address begins with, by any extension or none", async () => {
    write("shared/text/2.0.0.yaml", "type: string\n");
    write("shared/number/1-0-0", { type: "number" });
    write("shared/notes.txt", "none of this is a schema: {");
    write("schema.json", {
      properties: {
        a: { $ref: "https://example.com/schemas/text/2.0.0#" },
        b: { $ref: "https://example.com/schemas/number/1-0-0" },
        c: { $ref: "https://example.com/schemas/text/2.0.0.yaml" },
      },
    });
    const values = [{ a: "x", b: 1, c: "y" }, { a: 1 }, { b: "x" }, { c: 1 }];
    expect(await verdicts(values, "--remote", "https://example.com/schemas=shared")).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it("come from the file that is their address, each said in turn, also among copies of the schema itself", async () => {
    write("schema.json", { $id: "/event/1.0.0", properties: { a: { $ref: "/fragment/a/1.0.0" } } });
    write("all/event/1.0.0.json", { $id: "/event/1.0.0", type: "string" });
    write("a.json", { $id: "/fragment/a/1.0.0", items: { $ref: "../b#/definitions/b" } });
    write("all/fragment/b.json", { definitions: { b: { type: "integer" } } });
    const remotes = ["--remote", "/fragment/a/1.0.0=a.json", "/=all"];
    expect(await verdicts([{ a: [1] }, { a: ["1"] }], ...remotes)).toEqual([true, false]);
  });

  it("are missed by name when nothing stands for them", async () => {
    write("schema.json", { $ref: "https://example.com/other.json" });
    expect(await verdicts([1])).toContain("https://example.com/other.json");
    write("broken.json", "{");
    expect(await verdicts([1], "--remote", "https://example.com/other.json=broken.json")).toContain("other.json");
  });

  it("are asked for in one form, with a schema", async () => {
    write("schema.json", {});
    expect(await verdicts([1], "--remote", "shared")).toContain("shared is not of the form address=path.");
    expect(await verdicts([1], "--remote", "/=nowhere")).toContain("nowhere");
    const { code, err } = await runCli(["validate", "plan.yaml", "values.ndjson", "--remote", "/=."], { cwd });
    expect([code, err.split("\n")[0]]).toEqual([2, "gabarit: --remote goes with --schema."]);
  });
});

const corpora = findCorpora("references of the JSON Schema test suite");

interface Group {
  readonly description: string;
  readonly schema: object;
  readonly tests: readonly { readonly data: unknown; readonly valid: boolean }[];
}

describe.skipIf(corpora === undefined)("the references of the official JSON Schema test suite", () => {
  const suite = join(corpora ?? "", "json-schema-test-suite");

  it.each(["draft7", "draft2020-12"])("%s", async (draft) => {
    const groups = JSON.parse(readFileSync(join(suite, "tests", draft, "refRemote.json"), "utf8")) as Group[];
    for (const { description, schema, tests } of groups) {
      write("schema.json", schema);
      const found = await verdicts(
        tests.map(({ data }) => data),
        "--remote",
        `http://localhost:1234/=${join(suite, "remotes")}`,
      );
      expect(found, description).toEqual(tests.map(({ valid }) => valid));
    }
  });
});
