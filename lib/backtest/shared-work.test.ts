import { describe, expect, it } from "vitest";
import { SharedWork } from "./shared-work.ts";

interface Task {
  readonly run: (signal: AbortSignal) => Promise<number>;
  readonly finish: (value: number) => void;
  readonly signals: AbortSignal[];
}

/** Work that ends when the test says so. */
function task(): Task {
  const signals: AbortSignal[] = [];
  let finish: Task["finish"] = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<number>((resolve, reject) => {
    [finish, fail] = [resolve, reject];
  });
  const run = (signal: AbortSignal) => {
    signals.push(signal);
    signal.addEventListener("abort", () => fail(new Error("stopped")));
    return promise;
  };
  return { run, finish, signals };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("shared work", () => {
  it("is done once for all who ask, and its answer serves again", async () => {
    const shared = new SharedWork<number>({ keptMs: 60_000, keptMost: 10, goingMost: 10 });
    const one = task();
    const asked = [shared.get("k", one.run), shared.get("k", one.run)];
    await turn();
    one.finish(7);
    expect(await Promise.all(asked)).toEqual([7, 7]);
    expect(await shared.get("k", one.run)).toBe(7);
    expect(one.signals).toHaveLength(1);
  });

  it("waits for the piece before it", async () => {
    const shared = new SharedWork<number>({ keptMs: 60_000, keptMost: 10, goingMost: 10 });
    const [one, two] = [task(), task()];
    const answers = [shared.get("a", one.run), shared.get("b", two.run)];
    await turn();
    expect([one.signals.length, two.signals.length]).toEqual([1, 0]);
    one.finish(1);
    two.finish(2);
    expect(await Promise.all(answers)).toEqual([1, 2]);
  });

  it("goes on while anybody waits, and stops with the last one", async () => {
    const shared = new SharedWork<number>({ keptMs: 60_000, keptMost: 10, goingMost: 10 });
    const one = task();
    const [first, second] = [new AbortController(), new AbortController()];
    const asked = [shared.get("k", one.run, first.signal), shared.get("k", one.run, second.signal)];
    const settled = Promise.allSettled(asked);
    await turn();
    first.abort();
    await turn();
    expect(one.signals[0]?.aborted).toBe(false);
    second.abort();
    expect((await settled).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    expect(one.signals[0]?.aborted).toBe(true);
    const again = task();
    again.finish(3);
    expect(await shared.get("k", again.run)).toBe(3);
  });

  it("keeps no failure, nothing beyond its time and no more than it may", async () => {
    const failing = new SharedWork<number>({ keptMs: 60_000, keptMost: 10, goingMost: 10 });
    await expect(failing.get("k", () => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await failing.get("k", () => Promise.resolve(1))).toBe(1);
    const brief = new SharedWork<number>({ keptMs: 0, keptMost: 10, goingMost: 10 });
    expect(await brief.get("k", () => Promise.resolve(1))).toBe(1);
    expect(await brief.get("k", () => Promise.resolve(2))).toBe(2);
    const small = new SharedWork<number>({ keptMs: 60_000, keptMost: 1, goingMost: 10 });
    for (const key of ["a", "b"]) await small.get(key, () => Promise.resolve(1));
    expect(await small.get("b", () => Promise.resolve(2))).toBe(1);
    expect(await small.get("a", () => Promise.resolve(2))).toBe(2);
  });

  it("refuses one more piece than may wait, and joins those that go on", async () => {
    const shared = new SharedWork<number>({ keptMs: 60_000, keptMost: 10, goingMost: 2 });
    const [one, two, three] = [task(), task(), task()];
    const asked = [shared.get("a", one.run), shared.get("b", two.run), shared.get("b", two.run)];
    await expect(shared.get("c", three.run)).rejects.toMatchObject({ code: "unavailable" });
    one.finish(1);
    two.finish(2);
    expect(await Promise.all(asked)).toEqual([1, 2, 2]);
    three.finish(3);
    expect(await shared.get("c", three.run)).toBe(3);
  });
});
