import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { readPlanFile } from "../lib/format/plan-file/read.ts";
import { writePlanFile } from "../lib/format/plan-file/write.ts";
import { contentHash } from "../lib/plan/canonical-json.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import type { CliContext } from "./context.ts";
import { writeFolder } from "./plan-folder.ts";
import { runCli } from "./testing/run-cli.ts";

let cwd: string;

beforeEach(async () => {
  cwd = temporaryFolder();
  writeFileSync(join(cwd, "plan.yaml"), writePlanFile(referencePlan));
  expect((await run("export", "plan.yaml", "--to", "folder", "--out", "plan")).code).toBe(0);
});

const run = (...args: readonly string[]) => runCli(args, { cwd });
const path = (inner: string) => join(cwd, "plan", inner);
const read = (inner: string) => readFileSync(path(inner), "utf8");

function hashOf(file: string): string {
  const result = readPlanFile(readFileSync(join(cwd, file), "utf8"));
  if (!result.ok) throw new Error(file);
  return contentHash(result.plan);
}

describe("a folder of plan files", () => {
  it("is the same plan for every command that takes one", async () => {
    expect((await run("diff", "plan.yaml", "plan")).err).toContain("The plans are equal.");
    for (const args of [["lint"], ["schema"], ["export", "--to", "plan-file"], ["import"]] as const) {
      const [command, ...more] = args;
      const [file, folder] = [await run(command, "plan.yaml", ...more), await run(command, "plan", ...more)];
      expect(folder.code, command).toBe(file.code);
      if (command !== "lint") expect(folder.out, command).toBe(file.out);
    }
    const generated = await run("generate", "plan/gabarit.yaml", "--target", "typescript", "--out", "sdk");
    expect(generated.code, generated.err).toBe(0);
    expect((await run("generate", "plan.yaml", "--target", "typescript", "--out", "sdk", "--check")).code).toBe(0);
    writeFileSync(join(cwd, "events.ndjson"), '{"type":"track","event":"Nope","userId":"u","messageId":"m"}\n');
    const [file, folder] = [
      await run("validate", "plan.yaml", "events.ndjson"),
      await run("validate", "plan", "events.ndjson"),
    ];
    expect(folder).toEqual(file);
  });

  it("becomes one plan file with the same content hash", async () => {
    expect((await run("import", "plan", "--out", "again.yaml")).code).toBe(0);
    expect(hashOf("again.yaml")).toBe(contentHash(referencePlan));
  });

  it("places findings and changes at the line of their file", async () => {
    for (const folder of ["events", "journeys"])
      for (const file of readdirSync(path(folder)))
        writeFileSync(path(`${folder}/${file}`), read(`${folder}/${file}`).replaceAll("Order Completed", "order done"));
    const { out } = await run("lint", "plan", "--format", "github");
    expect(out).toMatch(/file=plan\/events\/order-completed\.yaml,line=1,title=/);
    const changes = await run("diff", "plan.yaml", "plan/", "--format", "github");
    expect(changes.out).toMatch(/file=plan\/events\/order-completed\.yaml,line=1,title=/);
    const sarif = JSON.parse((await run("lint", "plan", "--format", "sarif")).out);
    const uris = sarif.runs[0].results.map(
      (result: { locations: { physicalLocation: { artifactLocation: { uri: string } } }[] }) =>
        result.locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(uris).toContain("plan/events/order-completed.yaml");
  });

  it("says which file is broken, where, and changes nothing", async () => {
    writeFileSync(
      path("events/order-completed.yaml"),
      "id: evt_order_completed\nname: Order Completed\nidentifier: orderCompleted\nowner: 3\n",
    );
    const before = read("events/order-completed.yaml");
    const lint = await run("lint", "plan");
    expect([lint.code, lint.err]).toEqual([2, expect.stringContaining("plan/events/order-completed.yaml:4:8 /owner")]);
    expect((await run("lint", "plan", "--lang", "fr")).err).toContain("n’est pas admis ici");
    const imported = await run("import", "plan.yaml", "--out", "plan/");
    expect([imported.code, imported.err]).toEqual([2, expect.stringContaining("left alone")]);
    expect(read("events/order-completed.yaml")).toBe(before);
    rmSync(path("gabarit.yaml"));
    expect((await run("lint", "plan")).err).toContain("plan/gabarit.yaml: The folder has no main file.");
    mkdirSync(join(cwd, "none"));
    expect((await run("lint", "none")).err).toContain("none holds no plan");
  });

  it("tells what looks like a part of the plan and is not read", async () => {
    mkdirSync(path("event"));
    for (const file of ["event/lost.yaml", "events/notes.txt", "extra.yaml", "README.md"])
      writeFileSync(path(file), "name: X\n");
    const { err } = await run("lint", "plan");
    for (const file of ["plan/event/", "plan/events/notes.txt", "plan/extra.yaml"])
      expect(err).toContain(`${file} is no part of the plan`);
    expect(err).not.toContain("README");
  });

  it("is refused with a link or a folder in another case, where objects would seem to be gone", async () => {
    symlinkSync(path("gabarit.yaml"), path("events/linked.yaml"));
    const linked = await run("lint", "plan");
    expect([linked.code, linked.err]).toEqual([2, expect.stringContaining("plan/events/linked.yaml is a symbolic")]);
    rmSync(path("events/linked.yaml"));
    renameSync(path("journeys"), path("Journeys"));
    const cased = await run("lint", "plan");
    expect([cased.code, cased.err]).toEqual([2, expect.stringContaining("plan/Journeys must be called journeys")]);
  });

  it("keeps an object whose file is called as one that goes but for the case, and every file where one is refused", async () => {
    const context = { io: { cwd }, t: (key: string) => key } as unknown as CliContext;
    const files = (...paths: readonly string[]) => new Map(paths.map((one) => [one, `name: ${one}\n`]));
    await writeFolder(context, "case", { files: files("events/Paid.yaml"), previous: undefined });
    const before = files("events/Paid.yaml");
    const { ino } = statSync(join(cwd, "case/events/Paid.yaml"));
    const folder = join(cwd, "case/events");
    linkSync(join(folder, "Paid.yaml"), join(folder, "paid.txt"));
    await writeFolder(context, "case", { files: files("events/paid.yaml"), previous: before });
    expect(readdirSync(folder)).toEqual(["paid.txt", "paid.yaml"]);
    expect(readFileSync(join(folder, "paid.yaml"), "utf8")).toContain("events/paid.yaml");
    // Written aside first: what was there is whole until the new text is.
    expect(readFileSync(join(folder, "paid.txt"), "utf8")).toContain("events/Paid.yaml");
    expect(statSync(join(folder, "paid.txt")).ino).toBe(ino);
    symlinkSync(temporaryFolder(), join(cwd, "case/journeys"));
    const next = new Map([["events/paid.yaml", "name: Next\n"], ...files("journeys/x.yaml")]);
    await expect(writeFolder(context, "case", { files: next, previous: undefined })).rejects.toThrow("error.link");
    expect(readFileSync(join(folder, "paid.yaml"), "utf8")).toContain("events/paid.yaml");
  });

  it("is written over with its comments; what is not of the plan stays, what is gone goes", async () => {
    const own = `# Ours alone\n${read("events/order-completed.yaml")}`;
    writeFileSync(path("events/order-completed.yaml"), own);
    writeFileSync(path("README.md"), "How we name things\n");
    const [event] = referencePlan.events;
    if (event === undefined) throw new Error("an event");
    const next = { ...referencePlan, events: [event], journeys: [] };
    writeFileSync(join(cwd, "next.yaml"), writePlanFile(next));
    const removed = await run("import", "next.yaml", "--out", "plan", "--remove");
    expect(removed.code, removed.err).toBe(0);
    expect(read("events/order-completed.yaml")).toBe(own);
    expect(readdirSync(path("events"))).toEqual(["order-completed.yaml"]);
    expect(existsSync(path("README.md"))).toBe(true);
  });

  it("never reaches out through a link", async () => {
    const outside = temporaryFolder();
    mkdirSync(join(cwd, "other"));
    symlinkSync(outside, join(cwd, "other/events"));
    const { code, err } = await run("export", "plan.yaml", "--to", "folder", "--out", "other");
    expect([code, err]).toEqual([2, expect.stringContaining("symbolic link")]);
    expect(readdirSync(outside)).toEqual([]);
  });

  it("cannot be where a file is, nor on standard output", async () => {
    expect((await run("export", "plan.yaml", "--to", "folder", "--out", "plan.yaml")).err).toContain(
      "is a file, not a folder",
    );
    expect((await run("export", "plan.yaml", "--to", "folder")).err).toContain("give --out");
  });
});
