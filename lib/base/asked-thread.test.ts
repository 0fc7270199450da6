/** What becomes of those who ask a thread that cannot be asked so, or that ends. */

import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { AskedThread, threadedPlace } from "./asked-thread.ts";

/** Answers with what it is given; ends when it is told to. */
const ECHO = `
  const { parentPort } = require("node:worker_threads");
  parentPort.on("message", ({ id, name, args }) => {
    if (name === "end") process.exit(3);
    parentPort.postMessage({ id, made: args[0] });
  });`;
const start = () => new Worker(ECHO, { eval: true });

it("tells who asks with what cannot cross, and waits for no answer to it", async () => {
  const thread = new AskedThread(start());
  await expect(thread.ask("echo", [() => 1])).rejects.toThrow("could not be cloned");
  expect(thread.isIdle).toBe(true);
  expect(await thread.ask("echo", [1])).toBe(1);
  await thread.stop();
});

it("tells everybody who waits that the thread ended, and starts another for who asks next", async () => {
  const { place, stop } = threadedPlace<{ echo(value: number): Promise<number>; end(): Promise<void> }>(
    ["echo", "end"],
    start,
  );
  expect(await place.echo(1)).toBe(1);
  const asked = [place.end(), place.echo(2)];
  for (const { status } of await Promise.allSettled(asked)) expect(status).toBe("rejected");
  expect(await place.echo(3)).toBe(3);
  await stop();
});
