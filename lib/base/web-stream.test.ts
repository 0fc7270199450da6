import { randomBytes } from "node:crypto";
import { pipeline, Readable } from "node:stream";
import { finished } from "node:stream/promises";
import { setImmediate } from "node:timers/promises";
import { createGunzip, createGzip } from "node:zlib";
import { expect, it } from "vitest";

import { webStream } from "./web-stream.ts";

function packed(chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>) {
  return pipeline(Readable.from(chunks, { objectMode: false }), createGzip(), () => undefined);
}

async function* slowly(count: number) {
  for (let index = 0; index < count; index++) {
    yield randomBytes(3_000);
    if (index % 3 === 0) await setImmediate();
  }
}

it("carries every byte", async () => {
  const chunks = Array.from({ length: 50 }, () => randomBytes(30_000));
  const body = await new Response(webStream(packed(chunks))).arrayBuffer();
  const unpacked = Readable.from([Buffer.from(body)]).pipe(createGunzip());
  expect(Buffer.concat(await unpacked.toArray()).equals(Buffer.concat(chunks))).toBe(true);
});

it("ends with the stream's error", async () => {
  async function* broken() {
    yield randomBytes(10);
    throw new Error("the store went away");
  }
  await expect(new Response(webStream(packed(broken()))).arrayBuffer()).rejects.toThrow("the store went away");
});

it("closes what nobody reads on, whenever they leave, and fails in no hidden place", async () => {
  const hidden: unknown[] = [];
  const onHidden = (error: unknown) => hidden.push(error);
  process.prependListener("uncaughtException", onHidden);
  const left: Readable[] = [];
  for (let turn = 0; turn < 240; turn++) {
    const bytes = packed(slowly([1, 5, 20, 200][turn % 4] ?? 1));
    left.push(bytes);
    for (let wait = turn % 7; wait > 0; wait--) await setImmediate();
    const reader = webStream(bytes).getReader();
    if (turn % 3 === 1) await reader.read();
    for (let wait = turn % 5; wait > 0; wait--) await Promise.resolve();
    await reader.cancel();
    await setImmediate();
  }
  await Promise.all(left.map((bytes) => finished(bytes).catch(() => undefined)));
  process.removeListener("uncaughtException", onHidden);
  expect(hidden).toEqual([]);
  expect(left.every(({ destroyed }) => destroyed)).toBe(true);
});
