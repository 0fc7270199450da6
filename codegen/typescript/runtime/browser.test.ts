// @vitest-environment happy-dom
/** In a page: who the person is, what the page says by itself, and what happens when it goes away. */

import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

type Runtime = typeof import("./runtime.ts") & typeof import("./transport.ts");
type Message = Record<string, unknown> & { readonly context: Record<string, unknown> };

const sent: Message[] = [];
const beacons: { readonly url: string; readonly body: string }[] = [];
let beaconRoom = Number.POSITIVE_INFINITY;

async function load(plan: object = {}): Promise<Runtime> {
  vi.resetModules();
  vi.doMock("./plan.ts", async (original) => ({ ...(await original<object>()), ...plan }));
  return { ...(await import("./runtime.ts")), ...(await import("./transport.ts")) };
}

const options = { writeKey: "wk", host: "https://in.example.com" };

function visit(url: string, referrer = ""): void {
  (window as unknown as { readonly happyDOM: { setURL(url: string): void } }).happyDOM.setURL(url);
  Object.defineProperty(document, "referrer", { value: referrer, configurable: true });
}

function browse(userAgent: string, given: object = {}): void {
  vi.stubGlobal("navigator", { userAgent, language: "fr-FR", maxTouchPoints: 0, sendBeacon: beacon, ...given });
}

/** A body of text goes as plain text, which needs no preflight. */
function beacon(url: string, body: string): boolean {
  const size = Buffer.byteLength(body);
  if (size > beaconRoom) return false;
  beaconRoom -= size;
  beacons.push({ url, body });
  return true;
}

const CHROME =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

beforeEach(() => {
  vi.stubGlobal("fetch", async (_url: string, { body }: { readonly body: string }) => {
    sent.push(...JSON.parse(body).batch);
    return new Response("{}", { status: 200 });
  });
  browse(CHROME);
  visit("https://shop.example.com/home");
  localStorage.clear();
  sent.length = 0;
  beacons.length = 0;
  beaconRoom = Number.POSITIVE_INFINITY;
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  vi.doUnmock("./plan.ts");
});

function track(runtime: Runtime, given: object = {}): void {
  runtime.send("track", "Event", "evt_1", 1, {}, given);
}

describe("the person", () => {
  it("keeps an anonymous id between pages, gains a user id by identify, and is forgotten by reset", async () => {
    const first = await load();
    first.init(options);
    track(first);
    first.sendIdentify("ada", { plan: "pro" });
    track(first);
    await first.flush();
    const second = await load();
    second.init(options);
    track(second);
    second.reset();
    track(second);
    await second.flush();
    const [before, identify, after, nextPage, afterReset] = sent;
    expect(before?.anonymousId).toMatch(/^[0-9a-f-]{36}$/);
    expect(before?.userId).toBeUndefined();
    expect(identify).toMatchObject({ type: "identify", userId: "ada", traits: { plan: "pro" } });
    for (const message of [identify, after, nextPage]) {
      expect(message).toMatchObject({ userId: "ada", anonymousId: before?.anonymousId });
    }
    expect(afterReset?.userId).toBeUndefined();
    expect(afterReset?.anonymousId).not.toBe(before?.anonymousId);
  });

  it("is linked by alias to whoever was known", async () => {
    const runtime = await load();
    runtime.init(options);
    track(runtime);
    runtime.sendAlias("ada", undefined);
    track(runtime);
    await runtime.flush();
    const [before, alias, after] = sent;
    expect(alias).toMatchObject({ type: "alias", userId: "ada", previousId: before?.anonymousId });
    expect(after?.userId).toBe("ada");
  });

  it("belongs to groups of a named type, and its later events say which", async () => {
    const runtime = await load();
    runtime.init(options);
    track(runtime);
    runtime.sendGroup("g1", { seats: 3 }, { context: { ip: "0" } }, "account");
    track(runtime);
    runtime.reset();
    track(runtime);
    await runtime.flush();
    const [before, group, after, afterReset] = sent;
    expect(group).toMatchObject({ type: "group", groupId: "g1", traits: { seats: 3 } });
    expect(group?.context).toMatchObject({ groupType: "account", ip: "0" });
    expect([before, after, afterReset].map((message) => message?.context.groupId)).toEqual([
      undefined,
      "g1",
      undefined,
    ]);
  });

  it("leaves nothing behind with persistence `memory`, also for calls before init", async () => {
    const { firstTouchChannel } = await import("./automatic.ts");
    const runtime = await load({ collectors: [firstTouchChannel] });
    track(runtime);
    runtime.init({ ...options, persistence: "memory" });
    runtime.sendIdentify("ada", {});
    track(runtime);
    await runtime.flush();
    expect(sent.map(({ userId }) => userId)).toEqual([undefined, "ada", "ada"]);
    expect(localStorage.length).toBe(0);
  });

  it("is known for as long as the page where storage is forbidden or holds nonsense", async () => {
    localStorage.setItem("gabarit", "{nonsense");
    const odd = await load();
    odd.init(options);
    track(odd);
    await odd.flush();
    vi.stubGlobal("localStorage", undefined);
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      get: () => {
        throw new DOMException("denied", "SecurityError");
      },
    });
    const denied = await load();
    denied.init(options);
    track(denied);
    track(denied);
    await denied.flush();
    expect(sent).toHaveLength(3);
    expect(sent[2]?.anonymousId).toBe(sent[1]?.anonymousId);
  });

  it("has an id also where the page is not secure and `randomUUID` is missing", async () => {
    vi.stubGlobal("crypto", {});
    const runtime = await load();
    runtime.init(options);
    track(runtime);
    track(runtime);
    await runtime.flush();
    const ids = sent.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(2);
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});

describe("a page that goes away", () => {
  it("hands what is queued to beacons of at most 60 KB, as plain text with the write key inside", async () => {
    const runtime = await load();
    runtime.init(options);
    for (let at = 0; at < 9; at++) {
      runtime.send("track", "Event", "evt_1", 1, { text: "é".repeat(7_000) }, { messageId: `m${at}` });
    }
    window.dispatchEvent(new Event("pagehide"));
    expect(beacons.length).toBeGreaterThan(1);
    for (const { url, body } of beacons) {
      expect(url).toBe("https://in.example.com/v1/batch");
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(60_000);
      expect(JSON.parse(body).writeKey).toBe("wk");
    }
    const ids = beacons.flatMap(({ body }) => JSON.parse(body).batch.map((message: Message) => message.messageId));
    expect(ids).toEqual(Array.from({ length: 9 }, (_, at) => `m${at}`));
    await runtime.flush();
    expect(sent).toHaveLength(0);
  });

  it("keeps what the browser refuses and sends it if the page comes back", async () => {
    const runtime = await load();
    runtime.init(options);
    for (const text of ["x".repeat(50_000), "y".repeat(50_000), "z"]) {
      runtime.send("track", "Event", "evt_1", 1, { text }, { messageId: text.slice(0, 1) });
    }
    beaconRoom = 64_000;
    window.dispatchEvent(new Event("pagehide"));
    await runtime.flush();
    const byBeacon = beacons.flatMap(({ body }) => JSON.parse(body).batch.map((message: Message) => message.messageId));
    expect([...byBeacon, ...sent.map(({ messageId }) => messageId)].sort()).toEqual(["x", "y", "z"]);
  });

  it("does so when it is hidden, since phones may end it without another word", async () => {
    const runtime = await load();
    runtime.init(options);
    track(runtime);
    window.dispatchEvent(new Event("visibilitychange"));
    expect(beacons).toHaveLength(0);
    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    window.dispatchEvent(new Event("visibilitychange"));
    expect(beacons).toHaveLength(1);
  });
});

describe("automatic properties", () => {
  async function contextAt(names: readonly string[]): Promise<Record<string, unknown>> {
    const automatic = (await import("./automatic.ts")) as unknown as Record<string, unknown>;
    const runtime = await load({ collectors: names.map((name) => automatic[name]) });
    runtime.init({ ...options, appVersion: "3.1" });
    track(runtime);
    await runtime.flush();
    const { gabarit: _plan, ...context } = sent.at(-1)?.context ?? {};
    return context;
  }

  it("say nothing the plan did not switch on", async () => {
    expect(await contextAt([])).toEqual({ app: { version: "3.1" } });
  });

  it("describe the page and the campaign", async () => {
    visit(
      "https://shop.example.com/a?utm_source=news&utm_medium=email&utm_campaign=spring&utm_term=t&utm_content=c",
      "https://www.example.org/x",
    );
    document.title = "Title";
    const names = [
      "pageUrl",
      "pagePath",
      "pageTitle",
      "referrer",
      "referrerDomain",
      "utmSource",
      "utmMedium",
      "utmCampaign",
      "utmTerm",
      "utmContent",
      "language",
      "timeZone",
    ];
    expect(await contextAt(names)).toEqual({
      app: { version: "3.1" },
      page: {
        url: "https://shop.example.com/a?utm_source=news&utm_medium=email&utm_campaign=spring&utm_term=t&utm_content=c",
        path: "/a",
        title: "Title",
        referrer: "https://www.example.org/x",
        referring_domain: "www.example.org",
      },
      campaign: { source: "news", medium: "email", name: "spring", term: "t", content: "c" },
      locale: "fr-FR",
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
  });

  it("send the referring domain without the address when only that is planned", async () => {
    visit("https://shop.example.com/", "https://www.example.org/private?token=1");
    expect(await contextAt(["referrerDomain"])).toMatchObject({ page: { referring_domain: "www.example.org" } });
    expect(JSON.stringify(sent)).not.toContain("token");
  });

  const IPHONE =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";
  const MAC =
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15";
  it.each([
    [CHROME, {}, "desktop", "Windows", "10.0", "Chrome", "142.0.0.0"],
    [`${CHROME} Edg/142.0.1.0`, {}, "desktop", "Windows", "10.0", "Edge", "142.0.1.0"],
    [IPHONE, { maxTouchPoints: 5 }, "mobile", "iOS", "18.5", "Safari", "18.5"],
    [MAC, {}, "desktop", "macOS", "10.15.7", "Safari", "18.5"],
    [MAC, { maxTouchPoints: 5 }, "tablet", "iOS", "10.15.7", "Safari", "18.5"],
    [
      "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
      {},
      "mobile",
      "Android",
      "16",
      "Chrome",
      "142.0.0.0",
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36",
      {},
      "tablet",
      "Android",
      "15",
      "Samsung Internet",
      "28.0",
    ],
    [
      "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
      {},
      "desktop",
      "Linux",
      undefined,
      "Firefox",
      "145.0",
    ],
  ])("tell device, system and browser of %s", async (agent, given, device, os, osVersion, browser, version) => {
    browse(agent, given);
    expect(await contextAt(["deviceType", "osName", "osVersion", "browserName", "browserVersion"])).toMatchObject({
      device: { type: device },
      os: { name: os, ...(osVersion === undefined ? {} : { version: osVersion }) },
      browser: { name: browser, version },
    });
  });

  it.each([
    ["", "", "direct"],
    ["", "https://shop.example.com/other", "direct"],
    ["", "https://www.google.fr/", "organic_search"],
    ["", "https://l.facebook.com/", "organic_social"],
    ["", "https://blog.example.org/", "referral"],
    ["?utm_medium=cpc&utm_source=google", "https://www.google.fr/", "paid_search"],
    ["?gclid=1", "", "paid_search"],
    ["?utm_medium=paid&utm_source=facebook", "", "paid_social"],
    ["?utm_medium=email", "", "email"],
    ["?utm_source=newsletter", "", "email"],
    ["?utm_medium=affiliate", "", "affiliate"],
    ["?utm_medium=display", "", "display"],
    ["?utm_source=partner", "", "campaign"],
  ])("tell the channel of a visit to %s from %s", async (search, referrer, channel) => {
    visit(`https://shop.example.com/${search}`, referrer);
    expect(await contextAt(["firstTouchChannel"])).toMatchObject({ first_touch: { channel } });
  });

  it("keep the channel of the first visit", async () => {
    visit("https://shop.example.com/?utm_medium=email");
    await contextAt(["firstTouchChannel"]);
    visit("https://shop.example.com/");
    expect(await contextAt(["firstTouchChannel"])).toMatchObject({ first_touch: { channel: "email" } });
  });

  it("are taken at the call, not at init", async () => {
    const automatic = await import("./automatic.ts");
    const runtime = await load({ collectors: [automatic.pagePath] });
    visit("https://shop.example.com/landing");
    track(runtime);
    visit("https://shop.example.com/next");
    runtime.init(options);
    await runtime.flush();
    expect(sent[0]?.context).toMatchObject({ page: { path: "/landing" } });
  });
});
