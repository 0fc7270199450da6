import { statSync } from "node:fs";
import type { Server } from "node:http";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { StartRefusal } from "../base/start-refusal.ts";
import { temporaryFolder } from "../base/testing/temporary-folder.ts";
import { askRunning, listenForCommands } from "./control-socket.ts";

const dir = join(temporaryFolder("control"), "data");
let server: Server | undefined;

afterEach(() => {
  server?.close();
});

test("asks the process that has the folder, and passes its refusals on", async () => {
  expect(await askRunning(dir, "double", { n: 2 })).toBeUndefined();
  server = await listenForCommands(dir, {
    double: async (input) => (input as { n: number }).n * 2,
    refuse: async () => {
      throw new StartRefusal("Not now.");
    },
  });
  expect(await askRunning(dir, "double", { n: 21 })).toBe(42);
  await expect(askRunning(dir, "refuse", {})).rejects.toThrow("Not now.");
  await expect(askRunning(dir, "constructor", {})).rejects.toThrow(/does not know this command/);
  expect(statSync(join(dir, "socket")).mode & 0o777).toBe(0o700);
});
