/** Comparing and writing generated files. */

import { mkdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../lib/base/testing/temporary-folder.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import { checkGenerated, writeGenerated } from "./check.ts";
import { collectFiles } from "./file.ts";
import { generate } from "./generate.ts";
import { goldenFiles } from "./write-golden.ts";

let folder: string;

beforeEach(() => {
  folder = temporaryFolder("check");
});

describe("checking", () => {
  it("finds nothing after writing, then every file that is missing, changed or stale", async () => {
    const files = await goldenFiles();
    const written = await writeGenerated(files, join(folder, "src/tracker"));
    expect(written).toHaveLength(files.size);
    expect(written.every(({ state }) => state === "missing")).toBe(true);
    const out = join(folder, "src/tracker");
    expect(await checkGenerated(files, out)).toEqual([]);
    await rm(join(out, "plan.ts"));
    await writeFile(join(out, "index.ts"), `${files.get("index.ts")}// edited\n`);
    await writeFile(join(out, "events/gone.ts"), "export {};\n");
    await writeFile(join(out, "own-notes.md"), "mine");
    expect(await checkGenerated(files, out)).toEqual([
      { path: "events/gone.ts", state: "stale" },
      { path: "index.ts", state: "changed" },
      { path: "plan.ts", state: "missing" },
    ]);
    await writeGenerated(files, out);
    expect(await checkGenerated(files, out)).toEqual([]);
    expect(await readFile(join(out, "own-notes.md"), "utf8")).toBe("mine");
  });

  it("finds what is stale in a package of Java, and leaves folders that are somebody's own", async () => {
    const files = await generate(freezePlan(referencePlan), { target: "java" });
    await writeGenerated(files, folder);
    const events = "src/main/java/gabarit/reference/events";
    await mkdir(join(folder, "events"));
    for (const path of [`${events}/Gone.java`, `${events}/notes.md`, "events/Own.java"]) {
      await writeFile(join(folder, path), "");
    }
    expect(await checkGenerated(files, folder)).toEqual([{ path: `${events}/Gone.java`, state: "stale" }]);
  });

  it("finds every file missing where there is no folder", async () => {
    const files = await goldenFiles();
    expect(await checkGenerated(files, join(folder, "nowhere"))).toHaveLength(files.size);
  });

  it("leaves unchanged files untouched", async () => {
    const files = await goldenFiles();
    await writeGenerated(files, folder);
    const before = await stat(join(folder, "index.ts"));
    expect(await writeGenerated(files, folder)).toEqual([]);
    expect((await stat(join(folder, "index.ts"))).mtimeMs).toBe(before.mtimeMs);
  });
});

describe("writing", () => {
  it("never follows a symbolic link out of the folder", async () => {
    const files = await goldenFiles();
    const outside = join(folder, "outside");
    const out = join(folder, "out");
    await mkdir(outside);
    await mkdir(out);
    await symlink(outside, join(out, "events"));
    await expect(writeGenerated(files, out)).rejects.toMatchObject({ code: "invalid_input" });
    await rm(join(out, "events"));
    await writeFile(join(outside, "victim.ts"), "untouched");
    await symlink(join(outside, "victim.ts"), join(out, "index.ts"));
    await expect(writeGenerated(files, out)).rejects.toMatchObject({ code: "invalid_input" });
    expect(await readFile(join(outside, "victim.ts"), "utf8")).toBe("untouched");
  });

  it("goes through a link that is the folder itself", async () => {
    const files = await goldenFiles();
    await mkdir(join(folder, "real"));
    await symlink(join(folder, "real"), join(folder, "link"));
    await writeGenerated(files, join(folder, "link"));
    expect(await checkGenerated(files, join(folder, "real"))).toEqual([]);
  });
});

describe("paths", () => {
  it.each(["../escape.ts", "/absolute.ts", "a/../b.ts", "a\\b.ts", "C:x.ts", "", "a//b.ts", "."])(
    "refuse %j",
    (path) => {
      expect(() => collectFiles([[path, ""]])).toThrow("not safe");
    },
  );

  it("refuse two that differ by case only", () => {
    expect(() =>
      collectFiles([
        ["events/a.ts", ""],
        ["events/A.ts", ""],
      ]),
    ).toThrow("share the path");
  });
});
