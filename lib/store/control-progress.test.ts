import { mkdtempSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { askRunning, listenForCommands } from "./control-socket.ts";

test("whoever asks hears how far it is; whoever leaves before the end stops the work", async () => {
  const dir = mkdtempSync(join(tmpdir(), "gabarit-control-"));
  let begun: () => void = () => undefined;
  let stopped: () => void = () => undefined;
  const hasBegun = new Promise<void>((done) => {
    begun = done;
  });
  const hasStopped = new Promise<void>((done) => {
    stopped = done;
  });
  const server = await listenForCommands(dir, {
    count: async (_, { onProgress }) => {
      onProgress(1, 4);
      return "counted";
    },
    endless: (_, { signal }) => {
      signal.addEventListener("abort", stopped);
      begun();
      return new Promise(() => undefined);
    },
  });
  try {
    const heard: number[] = [];
    expect(await askRunning(dir, "count", {}, (done, total) => heard.push(done / total))).toBe("counted");
    expect(heard).toEqual([0.25]);
    const address = server.address();
    const asked = request({ socketPath: String(address), path: "/endless", method: "POST" });
    asked.on("error", () => undefined);
    asked.end("{}");
    await hasBegun;
    asked.destroy();
    await hasStopped;
  } finally {
    server.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
