/** How messages leave: batches, retries, drops and limits, on a clock and a network that the test holds. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Runtime = typeof import("./runtime.ts") & typeof import("./transport.ts");

interface Request {
  readonly url: string;
  readonly body: string;
  readonly ids: readonly string[];
  readonly at: number;
}

const requests: Request[] = [];
const dropped: [number, string][] = [];
let answers: (Response | "down")[] = [];

function respond(status: number, headers: Record<string, string> = {}): Response {
  return new Response("{}", { status, headers });
}

async function network(url: string, init: { readonly body: string }): Promise<Response> {
  const ids = JSON.parse(init.body).batch.map((message: { messageId: string }) => message.messageId);
  requests.push({ url, body: init.body, ids, at: Date.now() });
  const answer = answers.shift() ?? respond(200);
  if (answer === "down") throw new TypeError("fetch failed");
  return answer;
}

/** A fresh copy of the runtime, as a page or process that has just started. */
async function start(initialise = true): Promise<Runtime> {
  vi.resetModules();
  const runtime = { ...(await import("./runtime.ts")), ...(await import("./transport.ts")) };
  if (initialise) begin(runtime);
  return runtime;
}

function begin(runtime: Runtime): void {
  const onDrop = (messages: number, reason: string) => void dropped.push([messages, reason]);
  runtime.init({ writeKey: 'w"k', host: "https://in.example.com/", onDrop });
}

function track(runtime: Runtime, id: string, properties: object = {}): void {
  runtime.send("track", "Event", "evt_1", 1, properties, { messageId: id, userId: "u" });
}

function trackMany(runtime: Runtime, count: number, properties: object = {}): void {
  for (let at = 0; at < count; at++) track(runtime, `m${at}`, properties);
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
  vi.stubGlobal("fetch", vi.fn(network));
  vi.spyOn(process, "on").mockReturnValue(process);
  vi.spyOn(Math, "random").mockReturnValue(0);
  requests.length = 0;
  dropped.length = 0;
  answers = [];
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
});

describe("batches", () => {
  it("leave at twenty messages, or five seconds after the first", async () => {
    const runtime = await start();
    trackMany(runtime, 19);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(requests).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(requests.map(({ ids }) => ids.length)).toEqual([19]);
    trackMany(runtime, 45);
    await vi.advanceTimersByTimeAsync(0);
    expect(requests.slice(1).map(({ ids }) => ids.length)).toEqual([20, 20]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(requests.map(({ ids }) => ids.length)).toEqual([19, 20, 20, 5]);
  });

  it("have Segment's shape, the write key in the body, and no header that needs a preflight", async () => {
    const runtime = await start();
    track(runtime, "m1", { a: 1 });
    await runtime.flush();
    expect(requests[0]?.url).toBe("https://in.example.com/v1/batch");
    const sentAt = "2026-01-01T00:00:00.000Z";
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
      batch: [
        {
          type: "track",
          event: "Event",
          properties: { a: 1 },
          userId: "u",
          timestamp: sentAt,
          messageId: "m1",
          context: {
            gabarit: {
              plan: "stand-in",
              version: 0,
              hash: "",
              event: "evt_1",
              eventVersion: 1,
              sdk: "gabarit-typescript/1",
            },
          },
        },
      ],
      writeKey: 'w"k',
      sentAt,
    });
    const request = vi.mocked(fetch).mock.calls[0]?.[1] as unknown as Record<string, unknown>;
    expect(request).not.toHaveProperty("headers");
    expect(typeof request.body).toBe("string");
  });

  it("stay below what a beacon takes, counted in bytes", async () => {
    const runtime = await start();
    trackMany(runtime, 12, { text: "é".repeat(9_000) });
    await runtime.flush();
    expect(requests.flatMap(({ ids }) => ids)).toHaveLength(12);
    for (const { body } of requests) expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
  });

  it("stop at a thousand waiting messages and say what was given up", async () => {
    const runtime = await start();
    answers = Array.from({ length: 400 }, () => "down");
    trackMany(runtime, 1_003);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(dropped).toEqual([
      [1, "queue full"],
      [1, "queue full"],
      [1, "queue full"],
    ]);
    answers = [];
    await vi.advanceTimersByTimeAsync(120_000);
    const delivered = new Set(requests.flatMap(({ ids }) => ids));
    expect(delivered.size).toBe(1_000);
    expect(delivered.has("m999")).toBe(true);
  });
});

describe("what fails", () => {
  it("never reaches the code that calls, whatever is thrown", async () => {
    const runtime = await start();
    const unwritable = Object.create(null);
    for (const thrown of [undefined, null, unwritable, "text", 1n, Symbol("s"), new Error("e")]) {
      const hostile = {
        get value(): never {
          throw thrown;
        },
        get context(): never {
          throw thrown;
        },
      };
      track(runtime, "m", hostile);
      runtime.sendIdentify("ada", hostile);
      runtime.sendIdentify("ada", {}, hostile as never);
      runtime.sendGroup("acme", {}, hostile as never, "account");
    }
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    for (const value of [cyclic, { big: 1n }]) track(runtime, "m", value);
    track(runtime, "good");
    await runtime.flush();
    expect(requests.flatMap(({ ids }) => ids)).toEqual(["good"]);
  });
});

describe("another try", () => {
  it("comes after network failures, 500, 408 and 429, ever later, with the same messages in the same order", async () => {
    const runtime = await start();
    answers = ["down", respond(500), respond(408), respond(429), respond(200)];
    trackMany(runtime, 3);
    void runtime.flush();
    await vi.advanceTimersByTimeAsync(30_000);
    // Half of 1, 2, 4 and 8 seconds: the jitter is held at its least.
    expect(requests.map(({ at }) => at - Date.UTC(2026, 0, 1))).toEqual([0, 500, 1_500, 3_500, 7_500]);
    for (const { ids } of requests) expect(ids).toEqual(["m0", "m1", "m2"]);
    expect(dropped).toEqual([]);
  });

  it("is spread over half of the wait, and never later than a minute", async () => {
    const runtime = await start();
    vi.mocked(Math.random).mockReturnValue(0.999);
    answers = Array.from({ length: 12 }, () => "down");
    track(runtime, "m");
    void runtime.flush();
    await vi.advanceTimersByTimeAsync(600_000);
    const waits = requests.slice(1).map(({ at }, before) => at - (requests[before]?.at ?? 0));
    expect(waits[0]).toBeGreaterThan(990);
    expect(Math.max(...waits)).toBeLessThanOrEqual(60_000);
    expect(waits.length).toBeGreaterThan(10);
  });

  it("waits as long as Retry-After asks, in seconds or until a date", async () => {
    const runtime = await start();
    const date = new Date(Date.UTC(2026, 0, 1, 0, 0, 47)).toUTCString();
    answers = [respond(429, { "retry-after": "7" }), respond(503, { "retry-after": date }), respond(200)];
    track(runtime, "m");
    void runtime.flush();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests.map(({ at }) => at - Date.UTC(2026, 0, 1))).toEqual([0, 7_000, 47_000]);
  });

  it("comes after a day where Retry-After asks for more than a timer can wait", async () => {
    const runtime = await start();
    answers = [
      respond(429, { "retry-after": "2592000" }),
      respond(503, { "retry-after": "9".repeat(400) }),
      respond(200),
    ];
    track(runtime, "m");
    void runtime.flush();
    await vi.advanceTimersByTimeAsync(3 * 86_400_000);
    expect(requests.map(({ at }) => at - Date.UTC(2026, 0, 1))).toEqual([0, 86_400_000, 2 * 86_400_000]);
  });

  it("does not come for other refusals: those messages are given up, and the next ones sent", async () => {
    const runtime = await start();
    answers = [respond(400), respond(401), respond(413), respond(200)];
    for (const id of ["a", "b", "c", "d"]) {
      track(runtime, id);
      await runtime.flush();
    }
    await vi.advanceTimersByTimeAsync(120_000);
    expect(requests.map(({ ids }) => ids)).toEqual([["a"], ["b"], ["c"], ["d"]]);
    expect(dropped).toEqual([
      [1, "status 400"],
      [1, "status 401"],
      [1, "status 413"],
    ]);
  });

  it("keeps what is called meanwhile, behind what waits", async () => {
    const runtime = await start();
    answers = ["down", respond(200)];
    track(runtime, "first");
    void runtime.flush();
    await vi.advanceTimersByTimeAsync(100);
    track(runtime, "second");
    await vi.advanceTimersByTimeAsync(10_000);
    expect(requests.map(({ ids }) => ids)).toEqual([["first"], ["first", "second"]]);
  });
});

describe("before init", () => {
  it("keeps a thousand calls and tells how many were too many", async () => {
    const runtime = await start(false);
    trackMany(runtime, 1_005);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(0);
    begin(runtime);
    await runtime.flush();
    expect(requests.flatMap(({ ids }) => ids)).toHaveLength(1_000);
    expect(dropped).toEqual([[5, "too many calls before init"]]);
  });

  it("takes the time of the call and a copy of its properties", async () => {
    const runtime = await start(false);
    const properties = { step: 1 };
    track(runtime, "m", properties);
    properties.step = 2;
    await vi.advanceTimersByTimeAsync(3_000);
    begin(runtime);
    await runtime.flush();
    const [message] = JSON.parse(requests[0]?.body ?? "").batch;
    expect(message).toMatchObject({ timestamp: "2026-01-01T00:00:00.000Z", properties: { step: 1 } });
  });
});

describe("flush and close", () => {
  it("resolve when everything was delivered, also what was added while sending", async () => {
    const runtime = await start();
    track(runtime, "a");
    const first = runtime.flush();
    track(runtime, "b");
    await Promise.all([first, runtime.flush()]);
    expect(requests.flatMap(({ ids }) => ids)).toEqual(["a", "b"]);
    expect(await runtime.close()).toBe(0);
  });

  it("close at once tries again what waits, and answers what it had to leave behind", async () => {
    const runtime = await start();
    answers = [respond(429, { "retry-after": "600" })];
    track(runtime, "m");
    void runtime.flush();
    await vi.advanceTimersByTimeAsync(10);
    expect(await runtime.close()).toBe(0);
    expect(requests).toHaveLength(2);
    answers = Array.from({ length: 20 }, () => "down");
    track(runtime, "n");
    const left = runtime.close({ timeout: 3_000 });
    await vi.advanceTimersByTimeAsync(3_000);
    expect(await left).toBe(1);
  });

  it("close counts what was called before init and never sent", async () => {
    const runtime = await start(false);
    trackMany(runtime, 2);
    expect(await runtime.close()).toBe(2);
  });
});

describe("tracking never throws into the caller", () => {
  it("whatever is passed, and whatever the application's listener does", async () => {
    const runtime = await start(false);
    const circular: Record<string, unknown> = {};
    circular.self = circular;
    const fail = (): never => {
      throw new Error("mine");
    };
    for (let round = 0; round < 2; round++) {
      track(runtime, "circular", circular);
      track(runtime, "big", { value: 1n });
      runtime.send("track", "Event", "evt_1", 1, {}, { timestamp: "no date", messageId: "date" });
      runtime.init({ writeKey: "w", host: "https://in.example.com", superProps: { a: fail }, onDrop: fail });
      runtime.send("track", "Event", "evt_1", 1, {}, { messageId: "super" }, undefined, ["a"]);
    }
    track(runtime, "good");
    await runtime.flush();
    expect(requests.flatMap(({ ids }) => ids)).toEqual(["good"]);
  });
});

describe("a host that is no address", () => {
  it.each([
    "",
    "in.example.com",
    "localhost:3000",
    "/proxy",
    "ftp://in.example.com",
    "https://",
    "https:///v1",
    "http://a b",
    undefined,
  ])("is refused by init: %s", async (host) => {
    const runtime = await start(false);
    track(runtime, "early");
    const text = `Gabarit: the host is not an address such as https://events.example.com: ${host}`;
    expect(() => runtime.init({ writeKey: "w", host: host as string })).toThrow(text);
    begin(runtime);
    await runtime.flush();
    expect(requests.map(({ url, ids }) => [url, ids])).toEqual([["https://in.example.com/v1/batch", ["early"]]]);
  });

  it.each(["http://localhost:3000", "HTTPS://in.example.com/gabarit/", "http://[::1]:3000"])(
    "is not one that a browser or Node.js can send to: %s",
    async (host) => {
      const runtime = await start(false);
      runtime.init({ writeKey: "w", host });
      track(runtime, "m");
      await runtime.flush();
      expect(requests.map(({ url }) => url)).toEqual([`${host.replace(/\/$/, "")}/v1/batch`]);
    },
  );
});

describe("recording in an application's tests", () => {
  it("takes every call, before or after init, and sends nothing until it stops", async () => {
    const runtime = await start(false);
    const { record } = await import("./testing.ts");
    const recording = record();
    track(runtime, "a", { step: 1 });
    begin(runtime);
    runtime.sendIdentify("ada", { plan: "pro" });
    await runtime.flush();
    expect(requests).toHaveLength(0);
    expect(recording.messages).toMatchObject([
      { type: "track", event: "Event", properties: { step: 1 }, messageId: "a" },
      { type: "identify", userId: "ada", traits: { plan: "pro" } },
    ]);
    recording.stop();
    track(runtime, "b");
    await runtime.flush();
    expect(requests.map(({ ids }) => ids)).toEqual([["b"]]);
    expect(recording.messages).toHaveLength(2);
  });
});
