// @vitest-environment happy-dom
/** Before people agree nothing leaves and nothing is stored; what they refuse later does not leave either. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Runtime = typeof import("./runtime.ts") &
  typeof import("./transport.ts") &
  typeof import("./consent.ts") &
  typeof import("./offline.ts") &
  typeof import("./sharing.ts");
type Message = Record<string, unknown> & { readonly context: Record<string, unknown> };

const sent: Message[] = [];
const dropped: [number, string][] = [];
let isDown = false;

/** A fresh page whose plan asks for two purposes. The stand-in of the plan knows none, hence `unknown`. */
async function load(): Promise<Runtime> {
  vi.resetModules();
  vi.doMock("./purposes.ts", () => ({ purposes: ["analytics", "ads"], objectable: ["fraud"] }));
  vi.doMock("./plan.ts", async (original) => ({
    ...(await original<object>()),
    mayStore: (await import("./consent.ts")).mayStore,
  }));
  return {
    ...(await import("./runtime.ts")),
    ...(await import("./transport.ts")),
    ...(await import("./consent.ts")),
    ...(await import("./offline.ts")),
    ...(await import("./sharing.ts")),
  };
}

function begin(runtime: Runtime, given: object = {}): void {
  const onDrop = (messages: number, reason: string) => void dropped.push([messages, reason]);
  runtime.init({ writeKey: "wk", host: "https://in.example.com", onDrop, ...given });
}

function track(runtime: Runtime, id: string, purpose?: string, options: object = {}): void {
  const gate = purpose === undefined ? undefined : runtime.asking(purpose);
  runtime.send("track", "Event", "evt_1", 1, {}, { messageId: id, ...options }, undefined, [], gate);
}

function decide(runtime: Runtime, choices: unknown): void {
  runtime.setConsent(choices as "granted");
}

const ids = (): unknown[] => sent.map(({ messageId }) => messageId);

beforeEach(() => {
  // Pages of earlier tests are still there: neither their clocks nor their beacons reach anything.
  vi.useFakeTimers();
  vi.spyOn(navigator, "sendBeacon").mockReturnValue(true);
  vi.stubGlobal("fetch", async (_url: string, { body }: { readonly body: string }) => {
    if (isDown) throw new TypeError("fetch failed");
    sent.push(...JSON.parse(body).batch);
    return new Response("{}", { status: 200 });
  });
  localStorage.clear();
  sent.length = 0;
  dropped.length = 0;
  isDown = false;
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.useRealTimers();
  vi.doUnmock("./plan.ts");
  vi.doUnmock("./purposes.ts");
});

describe("before people decided", () => {
  it("only what has no purpose leaves, and nothing is stored", async () => {
    const runtime = await load();
    begin(runtime, { consent: {} });
    track(runtime, "free");
    track(runtime, "asked", "analytics");
    await runtime.flush();
    expect(ids()).toEqual(["free"]);
    expect(dropped).toEqual([[1, "no consent: analytics"]]);
    expect(localStorage.length).toBe(0);
  });

  it("a plan with purposes holds even where untyped code forgets to say", async () => {
    const runtime = await load();
    begin(runtime);
    track(runtime, "asked", "analytics");
    await runtime.flush();
    expect(ids()).toEqual([]);
    expect(localStorage.length).toBe(0);
  });

  it("calls wait where the application says `send`, with the time at which they were made", async () => {
    const runtime = await load();
    begin(runtime, { consent: {}, beforeConsent: "send" });
    const before = Date.now();
    track(runtime, "a", "analytics");
    track(runtime, "b", "ads");
    const after = Date.now();
    decide(runtime, { analytics: true });
    await runtime.flush();
    expect(ids()).toEqual(["a"]);
    const at = Date.parse(String(sent[0]?.timestamp));
    expect(at >= before && at <= after).toBe(true);
    decide(runtime, { ads: false });
    await runtime.flush();
    expect(ids()).toEqual(["a"]);
    expect(dropped).toEqual([[1, "no consent: ads"]]);
  });

  it("at most a thousand calls wait", async () => {
    const runtime = await load();
    begin(runtime, { consent: {}, beforeConsent: "send" });
    for (let at = 0; at < 1_003; at++) track(runtime, `m${at}`, "ads");
    expect(dropped).toHaveLength(3);
  });
});

describe("what nobody is asked for", () => {
  it("leaves without an answer, and stores nothing by itself", async () => {
    const runtime = await load();
    begin(runtime, { consent: {} });
    track(runtime, "a", "fraud");
    const gate = runtime.asking("fraud", { campaign: ["ads"], signal: ["fraud"] });
    runtime.send("track", "Event", "evt_1", 1, { campaign: "spring", signal: 1 }, {}, undefined, [], gate);
    await runtime.flush();
    expect(sent.map(({ properties }) => properties)).toEqual([{}, { signal: 1 }]);
    expect(dropped).toEqual([]);
    expect(localStorage.length).toBe(0);
  });

  it("stops once people object, what waits too, until they take that back", async () => {
    const runtime = await load();
    begin(runtime, { consent: "granted" });
    track(runtime, "waits", "fraud");
    decide(runtime, { fraud: false });
    track(runtime, "after", "fraud");
    const gate = runtime.asking(undefined, { signal: ["fraud"] });
    runtime.send("track", "Event", "evt_1", 1, { signal: 1 }, { messageId: "free" }, undefined, [], gate);
    await runtime.flush();
    expect(sent.map(({ messageId, properties }) => [messageId, properties])).toEqual([["free", {}]]);
    expect(dropped).toEqual([
      [1, "no consent"],
      [1, "no consent: fraud"],
    ]);
    decide(runtime, "granted");
    track(runtime, "again", "fraud");
    await runtime.flush();
    expect(ids()).toEqual(["free", "again"]);
  });

  it("stops for one person among many, and from the first page on", async () => {
    const runtime = await load();
    begin(runtime, { consent: { fraud: false } });
    track(runtime, "a", "fraud");
    track(runtime, "b", "fraud", { consent: { fraud: true } });
    await runtime.flush();
    expect(ids()).toEqual(["b"]);
  });
});

describe("once people agreed", () => {
  it("by init, by setConsent before init, or to everything", async () => {
    const runtime = await load();
    decide(runtime, { ads: true });
    begin(runtime, { consent: { analytics: true, ads: false } });
    track(runtime, "a", "analytics");
    track(runtime, "b", "ads");
    await runtime.flush();
    expect(ids()).toEqual(["a", "b"]);
    const other = await load();
    begin(other, { consent: "granted" });
    track(other, "c", "ads");
    await other.flush();
    expect(ids()).toEqual(["a", "b", "c"]);
  });

  it("who was known on this device before is the same person", async () => {
    localStorage.setItem("gabarit", JSON.stringify({ anonymousId: "old", userId: "ada" }));
    const runtime = await load();
    begin(runtime, { consent: {} });
    track(runtime, "free");
    decide(runtime, "granted");
    track(runtime, "after", "ads");
    await runtime.flush();
    expect(sent[0]?.anonymousId).not.toBe("old");
    expect(sent[1]).toMatchObject({ messageId: "after", anonymousId: "old", userId: "ada" });
    expect(JSON.parse(localStorage.getItem("gabarit") ?? "{}")).toMatchObject({ anonymousId: "old" });
  });

  it("a key of its own purpose is left out until that is agreed to, and constants with it", async () => {
    const runtime = await load();
    begin(runtime, { consent: { analytics: true } });
    const gate = runtime.asking("analytics", { campaign: ["ads"], both: ["ads", "analytics"], __proto__: ["ads"] });
    const given = { total: 1, campaign: "x", both: [1] };
    runtime.send("track", "Event", "evt_1", 1, given, {}, { origin: "shop" }, [], gate);
    runtime.sendIdentify(
      "ada",
      { email: "a@example.com", plan: "pro" },
      {},
      runtime.asking(undefined, { email: ["ads"] }),
    );
    decide(runtime, { ads: true });
    runtime.send("track", "Event", "evt_1", 1, given, {}, undefined, [], gate);
    await runtime.flush();
    expect(sent.map(({ properties, traits }) => properties ?? traits)).toEqual([
      { total: 1, origin: "shop" },
      { plan: "pro" },
      given,
    ]);
  });

  it("of one person among many, as the call says", async () => {
    const runtime = await load();
    begin(runtime, { consent: {} });
    track(runtime, "yes", "analytics", { consent: { analytics: true }, userId: "a" });
    track(runtime, "no", "analytics", { consent: { analytics: false }, userId: "b" });
    decide(runtime, { analytics: false });
    await runtime.flush();
    expect(ids()).toEqual(["yes"]);
  });
});

describe("once people refused", () => {
  it("what waits to be sent does not leave, and nothing stays stored", async () => {
    const runtime = await load();
    begin(runtime, { consent: "granted" });
    track(runtime, "free");
    track(runtime, "asked", "ads");
    expect(localStorage.getItem("gabarit")).not.toBeNull();
    decide(runtime, { ads: false, analytics: false });
    await runtime.flush();
    expect(ids()).toEqual(["free"]);
    expect(dropped).toEqual([[1, "no consent"]]);
    expect(localStorage.length).toBe(0);
  });
});

describe("what waits", () => {
  const email = (runtime: Runtime) => runtime.asking("analytics", { email: ["ads"] });
  const values = (): unknown[] => sent.map(({ properties }) => properties);

  function trackEmail(
    runtime: Runtime,
    given: object = { email: "a@example.com", total: 1 },
    options: object = {},
  ): void {
    runtime.send("track", "Event", "evt_1", 1, given, { messageId: "e", ...options }, undefined, [], email(runtime));
  }

  it("loses the keys that people refuse, in the queue and in storage", async () => {
    const runtime = await load();
    begin(runtime, { consent: "granted", offline: runtime.offlineStorage() });
    trackEmail(runtime);
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    window.dispatchEvent(new Event("pagehide"));
    expect(localStorage.getItem("gabarit_offline_wk")).toContain("a@example.com");
    decide(runtime, { ads: false });
    await runtime.flush();
    expect(values()).toEqual([{ total: 1 }]);
    expect(JSON.stringify({ ...localStorage })).not.toContain("a@example.com");
    decide(runtime, { ads: true });
    trackEmail(runtime);
    decide(runtime, { ads: false });
    await runtime.flush();
    expect(values()).toEqual([{ total: 1 }, { total: 1 }]);
  });

  it("stays in storage while a purpose of a key is open on the next page", async () => {
    const first = await load();
    begin(first, { consent: "granted", offline: first.offlineStorage() });
    trackEmail(first);
    vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
    window.dispatchEvent(new Event("pagehide"));
    const second = await load();
    begin(second, { consent: { analytics: true }, offline: second.offlineStorage() });
    await second.flush();
    expect(values()).toEqual([]);
    decide(second, { ads: true });
    await second.flush();
    expect(values()).toEqual([{ email: "a@example.com", total: 1 }]);
  });

  it("is not released from what people refuse by a call that says nothing of it", async () => {
    const runtime = await load();
    begin(runtime, { consent: "granted" });
    track(runtime, "a", "ads", { consent: { analytics: true } });
    track(runtime, "b", "ads", { consent: { ads: true } });
    decide(runtime, { ads: false });
    await runtime.flush();
    expect(ids()).toEqual(["b"]);
  });

  it("for agreement is as it was called, and given up alone when it fails", async () => {
    const runtime = await load();
    begin(runtime, { consent: {}, beforeConsent: "send" });
    const given = { total: 1 };
    trackEmail(runtime, given);
    trackEmail(runtime, {}, { context: { size: 1n } });
    trackEmail(runtime, { total: 3 });
    given.total = 2;
    decide(runtime, "granted");
    await runtime.flush();
    expect(values()).toEqual([{ total: 1 }, { total: 3 }]);
    expect(dropped).toHaveLength(1);
  });

  it("for agreement is given up with the person it was about", async () => {
    const runtime = await load();
    begin(runtime, { consent: {}, beforeConsent: "send" });
    track(runtime, "before", "ads");
    runtime.reset();
    decide(runtime, "granted");
    track(runtime, "after", "ads");
    await runtime.flush();
    expect(ids()).toEqual(["after"]);
    expect(dropped).toEqual([[1, "reset"]]);
  });
});

describe("somebody who refused everything before this page", () => {
  const leftBehind = (): void => {
    const messages = ["analytics", "ads", undefined].map((purpose, at) => [
      JSON.stringify({ messageId: `${at}` }),
      20,
      purpose,
    ]);
    localStorage.setItem("gabarit", JSON.stringify({ anonymousId: "old" }));
    localStorage.setItem("gabarit_first_touch", "ads");
    localStorage.setItem("gabarit_offline_wk", JSON.stringify(messages));
  };

  it("leaves nothing stored by an earlier visit, whether it is sent or not", async () => {
    leftBehind();
    const runtime = await load();
    begin(runtime, { consent: { analytics: false, ads: false }, offline: runtime.offlineStorage() });
    expect(localStorage.length).toBe(0);
    await runtime.flush();
    expect(ids()).toEqual(["2"]);
    leftBehind();
    const without = await load();
    decide(without, { analytics: false, ads: false });
    begin(without, { consent: {} });
    expect(localStorage.length).toBe(0);
  });

  it("is not who left one purpose open", async () => {
    leftBehind();
    begin(await load(), { consent: { analytics: false } });
    expect(localStorage.length).toBe(3);
  });
});

describe("two pages", () => {
  interface Change {
    readonly key: string;
    readonly newValue: string | null;
  }

  /** Storage as browsers have it, but that the page that writes hears it as well. */
  function sharedStorage() {
    const kept = new Map<string, string>();
    const listeners = new Set<(change: Change) => void>();
    const told: string[] = [];
    const change = (key: string, newValue: string | null): void => {
      if (newValue === null) kept.delete(key);
      else kept.set(key, newValue);
      if (key === "gabarit_consent" && newValue !== null) told.push(newValue);
      for (const listener of listeners) listener({ key, newValue });
    };
    vi.stubGlobal("addEventListener", (type: string, listener: (change: Change) => void) => {
      if (type === "storage") listeners.add(listener);
    });
    vi.stubGlobal("localStorage", {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: change,
      removeItem: (key: string) => change(key, null),
    });
    return { kept, told, listeners, change };
  }

  it("hear of each other's decisions, each told once, and none stays stored", async () => {
    const { kept, told, listeners } = sharedStorage();
    const [first, second] = [await load(), await load()];
    for (const page of [first, second, second]) begin(page, { consent: {}, beforeConsent: "send" });
    expect(listeners.size).toBe(2);
    track(second, "waits", "ads");
    decide(first, { ads: true });
    await second.flush();
    expect(ids()).toEqual(["waits"]);
    track(second, "queued", "ads");
    decide(first, { ads: false });
    await second.flush();
    expect(ids()).toEqual(["waits"]);
    expect(told).toEqual(['{"ads":true}', '{"ads":false}']);
    expect([...kept]).toEqual([]);
  });

  it("have one person after one of them was told", async () => {
    sharedStorage();
    const [first, second] = [await load(), await load()];
    for (const page of [first, second]) begin(page, { consent: {} });
    track(first, "a");
    track(second, "b");
    decide(first, "granted");
    track(second, "c");
    await first.flush();
    await second.flush();
    const known = new Map(sent.map(({ messageId, anonymousId }) => [messageId, anonymousId]));
    expect(known.get("b")).not.toBe(known.get("a"));
    expect(known.get("c")).toBe(known.get("a"));
  });

  it("hear nothing of what is no decision, and a page that stores nothing tells nothing", async () => {
    const { told, change } = sharedStorage();
    const runtime = await load();
    begin(runtime, { consent: {}, persistence: "memory" });
    decide(runtime, { ads: true });
    expect(told).toEqual([]);
    for (const foreign of ["null", "{", '{"ads":"no"}', '"refused"']) change("gabarit_consent", foreign);
    change("other", '{"ads":false}');
    track(runtime, "a", "ads");
    await runtime.flush();
    expect(ids()).toEqual(["a"]);
  });
});

describe("what people said", () => {
  it("is not taken back by leaving a purpose open", async () => {
    const runtime = await load();
    begin(runtime, { consent: "granted" });
    decide(runtime, { ads: false });
    decide(runtime, { ads: undefined });
    track(runtime, "a", "ads");
    await runtime.flush();
    expect(ids()).toEqual([]);
  });

  it("mixes nobody with the person another page knows by now", async () => {
    const runtime = await load();
    begin(runtime, { consent: { analytics: true } });
    runtime.sendIdentify("ada", {});
    const bob = JSON.stringify({ anonymousId: "of-bob", userId: "bob" });
    localStorage.setItem("gabarit", bob);
    decide(runtime, { ads: true });
    expect(localStorage.getItem("gabarit")).toBe(bob);
    const other = await load();
    begin(other, { consent: {} });
    other.sendIdentify("eve", {});
    decide(other, "granted");
    const kept = JSON.parse(localStorage.getItem("gabarit") ?? "{}");
    expect(kept.userId).toBe("eve");
    expect(kept.anonymousId).not.toBe("of-bob");
  });
});

describe("messages that cannot be sent", () => {
  const isOffline = (): void => void vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  const leave = (): void => void window.dispatchEvent(new Event("pagehide"));

  it("are in storage while the page waits for another try, and leave once from whichever page comes next", async () => {
    const first = await load();
    begin(first, { consent: "granted", offline: first.offlineStorage() });
    isDown = true;
    track(first, "a", "ads");
    void first.flush();
    await vi.advanceTimersByTimeAsync(10);
    expect(localStorage.getItem("gabarit_offline_wk")).toContain('\\"messageId\\":\\"a\\"');
    isDown = false;
    const second = await load();
    begin(second, { consent: "granted", offline: second.offlineStorage() });
    await second.flush();
    await vi.advanceTimersByTimeAsync(120_000);
    expect(ids()).toEqual(["a"]);
    expect(localStorage.getItem("gabarit_offline_wk")).toBeNull();
  });

  it("survive a reload without network, in their order, with those of a refused purpose forgotten", async () => {
    const first = await load();
    begin(first, { consent: "granted", offline: first.offlineStorage() });
    for (const [id, purpose] of [["a"], ["b", "ads"], ["c", "analytics"]]) track(first, id ?? "", purpose);
    isOffline();
    leave();
    const second = await load();
    begin(second, { consent: { analytics: true, ads: false }, offline: second.offlineStorage() });
    await second.flush();
    expect(ids()).toEqual(["a", "c"]);
    expect(localStorage.getItem("gabarit_offline_wk")).toBeNull();
  });

  it("leave with the first flush or close, and are stored again when that fails", async () => {
    const runtime = await load();
    begin(runtime, { consent: "granted", offline: runtime.offlineStorage() });
    isDown = true;
    track(runtime, "a");
    void runtime.flush();
    await vi.advanceTimersByTimeAsync(10);
    const closed = runtime.close({ timeout: 50 });
    await vi.advanceTimersByTimeAsync(60);
    expect(await closed).toBe(0);
    expect(localStorage.getItem("gabarit_offline_wk")).not.toBeNull();
    isDown = false;
    void runtime.close();
    await vi.advanceTimersByTimeAsync(10);
    expect(ids()).toEqual(["a"]);
    const [entry] = [JSON.stringify([[JSON.stringify({ messageId: "b" }), 20]])];
    localStorage.setItem("gabarit_offline_wk", entry ?? "");
    const next = await load();
    begin(next, { consent: "granted", offline: next.offlineStorage() });
    await vi.advanceTimersByTimeAsync(10);
    expect(ids()).toEqual(["a", "b"]);
  });

  it("are kept by a page that leaves before another SDK is there, which gets them on the next", async () => {
    const taken: string[] = [];
    const first = await load();
    begin(first, { consent: "granted", offline: first.offlineStorage(), adapter: { take: () => undefined } });
    track(first, "a");
    leave();
    const second = await load();
    const take = (waiting: { readonly text: string }[]): void => {
      taken.push(...waiting.splice(0).map(({ text }) => JSON.parse(text).messageId));
    };
    begin(second, { consent: "granted", offline: second.offlineStorage(), adapter: { take } });
    await second.flush();
    expect(taken).toEqual(["a"]);
  });

  it("of a purpose not yet decided on the next page stay until it is", async () => {
    const first = await load();
    begin(first, { consent: "granted", offline: first.offlineStorage() });
    track(first, "b", "ads");
    isOffline();
    leave();
    const second = await load();
    begin(second, { consent: {}, offline: second.offlineStorage() });
    await second.flush();
    expect(ids()).toEqual([]);
    decide(second, { ads: true });
    await second.flush();
    expect(ids()).toEqual(["b"]);
  });

  it("are not stored before anybody agreed to anything, nor without being asked to", async () => {
    const runtime = await load();
    begin(runtime, { consent: {}, offline: runtime.offlineStorage() });
    track(runtime, "free");
    isOffline();
    leave();
    expect(localStorage.length).toBe(0);
    await runtime.flush();
    expect(ids()).toEqual(["free"]);
  });

  it("are kept up to a bound; the others stay in the page, where storage is full, foreign or forbidden too", async () => {
    const runtime = await load();
    const waiting = ["aaaa", "bbbb", "cccc"].map((text) => ({ text, bytes: 4 }));
    const texts = (rest: readonly { readonly text: string }[]): string[] => rest.map(({ text }) => text);
    const { offlineStorage, init } = runtime;
    init({ writeKey: "wk", host: "https://in.example.com", consent: "granted" } as Parameters<typeof init>[0]);
    const few = offlineStorage({ maxMessages: 2 });
    expect(texts(few.put(waiting))).toEqual(["cccc"]);
    expect(texts(few.put(waiting))).toEqual(["aaaa", "bbbb", "cccc"]);
    expect(texts(few.take())).toEqual(["aaaa", "bbbb"]);
    expect(texts(offlineStorage({ maxCharacters: 9 }).put(waiting))).toEqual(["cccc"]);
    for (const foreign of ['{"foreign":1}', '[["{}",2,null,{"key":1}]]', "[[1,2],null]"]) {
      localStorage.setItem("gabarit_offline_wk", foreign);
      expect(texts(few.take())).toEqual([]);
    }
    const setItem = (): never => {
      throw new DOMException("full", "QuotaExceededError");
    };
    const full = { getItem: () => null, removeItem: () => undefined, setItem };
    expect(texts(offlineStorage({ storage: full }).put(waiting))).toEqual(["aaaa", "bbbb", "cccc"]);
  });
});
