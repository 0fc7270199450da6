import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { takeDataDir } from "./data-dir.ts";

const newDir = () => join(temporaryFolder("lock"), "data");

test("one process at a time; the second is told which process has the folder", () => {
  const dir = newDir();
  const first = takeDataDir(dir);
  expect(() => takeDataDir(dir)).toThrow(new RegExp(`^The data folder .* is in use by process ${process.pid}\\.$`));
  first.release();
  const second = takeDataDir(dir);
  expect(statSync(second.path).mode & 0o777).toBe(0o700);
  second.release();
});

test("folders above it are made; where none can be made, one line says so", () => {
  const deep = join(newDir(), "a", "b");
  takeDataDir(deep).release();
  expect(statSync(join(deep, "..")).mode & 0o777).toBe(0o700);
  expect(() => takeDataDir("/proc/nothing/at/all")).toThrow("/proc/nothing/at/all cannot be used (ENOENT).");
});

test("a killed process leaves no lock behind, and its children do not hold it", async () => {
  const dir = newDir();
  const script = `
    import { spawn } from "node:child_process";
    import { takeDataDir } from ${JSON.stringify(new URL("./data-dir.ts", import.meta.url).pathname)};
    takeDataDir(${JSON.stringify(dir)});
    const child = spawn("sleep", ["30"], { detached: true, stdio: "ignore" });
    console.log(child.pid);
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(holder.stdout, "data")) as [Buffer];
  try {
    expect(() => takeDataDir(dir)).toThrow(`in use by process ${holder.pid}.`);
    holder.kill("SIGKILL");
    await once(holder, "exit");
    takeDataDir(dir).release();
  } finally {
    process.kill(Number(line.toString()));
  }
});

test("a folder that cannot be made is refused in one line", () => {
  expect(() => takeDataDir("/etc/hostname/data")).toThrow(
    /^The data folder \/etc\/hostname\/data cannot be used \(E[A-Z]+\)\.$/,
  );
});
