import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readEnv } from "../base/env.ts";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { backUpInstallation, operate } from "./operate.ts";

it("makes no installation where there is none, and says where that of the demo is", async () => {
  const folder = temporaryFolder();
  const reset = (path: string) =>
    operate(readEnv({ GABARIT_DATA_DIR: path }), "reset-password", { email: "a@b.example" }, async () => undefined);
  await expect(reset(folder)).rejects.toThrow(`${folder} holds no installation of Gabarit.`);
  await expect(backUpInstallation(readEnv({ GABARIT_DATA_DIR: folder }), join(folder, "to"))).rejects.toThrow(
    "holds no",
  );
  expect(readdirSync(folder)).toEqual([]);
  const missing = join(folder, "missing");
  await expect(reset(missing)).rejects.toThrow("holds no installation");
  expect(existsSync(missing)).toBe(false);
  mkdirSync(join(folder, "demo", "postgres"), { recursive: true });
  await expect(reset(folder)).rejects.toThrow(`That of the demo is in ${join(folder, "demo")}`);
});
