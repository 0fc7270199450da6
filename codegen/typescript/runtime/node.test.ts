/** In a Node process and against a real server: imports are inert, retries are real, nothing is left behind at the end. */

import { beforeAll, describe, expect, it } from "vitest";
import { freezePlan } from "../../../lib/plan/publish.ts";
import { referencePlan } from "../../../lib/plan/reference-plan.ts";
import type { GeneratedFiles } from "../../file.ts";
import { generate } from "../../generate.ts";
import { bundleSdk, runModule } from "../../testing/run-sdk.ts";
import { messageTexts, type Received, startSink } from "../../testing/sink.ts";
import { RUNTIME_FILES } from "../runtime-text.ts";
import { runtimeText } from "../write-runtime-text.ts";

// Compiling and running real programs takes its time on a busy machine.

let files: GeneratedFiles;

beforeAll(async () => {
  files = await generate(freezePlan(referencePlan), { target: "typescript" });
});

function messagesOf(received: readonly Received[]): { readonly messageId: string; readonly [key: string]: unknown }[] {
  return received.flatMap(({ body }) => messageTexts(body)).map((message) => JSON.parse(message));
}

const NAMES =
  "window document navigator localStorage location fetch setTimeout clearTimeout crypto process TextEncoder Blob AbortSignal addEventListener URL URLSearchParams console";

describe("importing", () => {
  it("touches no global, so that it is safe to render on a server", async () => {
    const everything = await bundleSdk(files, `import * as sdk from "./index"; globalThis.sdk = sdk;`);
    const guarded = `const touched = [];
const kept = {};
for (const name of ${JSON.stringify(NAMES.split(" "))}) {
  kept[name] = Object.getOwnPropertyDescriptor(globalThis, name) ?? { value: undefined, configurable: true };
  Object.defineProperty(globalThis, name, { configurable: true, get() { touched.push(name); return undefined; } });
}
await (async () => {
${everything.replace(/^import .*$/gm, "")}
})();
for (const [name, descriptor] of Object.entries(kept)) Object.defineProperty(globalThis, name, descriptor);
if (touched.length > 0) throw new Error("touched " + touched.join());
if (typeof sdk.orderCompleted !== "function") throw new Error("nothing was imported");
sdk.signedUp();
sdk.track("Signed Up", { method: "email" });
`;
    expect(await runModule(guarded)).toMatchObject({ code: 0, output: "" });
  });
});

describe("a process", () => {
  it("tries again after 500 and 429 with Retry-After, drops after 400, and flushes when it ends by itself", async () => {
    const sink = await startSink((_received, count) =>
      count === 1
        ? { status: 500 }
        : count === 2
          ? { status: 429, headers: { "retry-after": "1" } }
          : count === 4
            ? { status: 400 }
            : { status: 200 },
    );
    const entry = `import { flush, init, signedUp } from "./index";
const dropped = [];
init({ writeKey: "wk", host: ${JSON.stringify(sink.url)}, consent: "granted", onDrop: (messages, reason) => dropped.push([messages, reason]) });
signedUp({}, { messageId: "a", userId: "u" });
await flush();
signedUp({}, { messageId: "b", userId: "u" });
await flush();
if (JSON.stringify(dropped) !== '[[1,"status 400"]]') throw new Error(JSON.stringify(dropped));
signedUp({}, { messageId: "c", userId: "u" });
// No flush, no close: the process ends by itself, well before the five seconds of a batch.
`;
    const run = await runModule(await bundleSdk(files, entry));
    await sink.close();
    expect(run).toMatchObject({ code: 0, output: "" });
    expect(messagesOf(sink.received).map(({ messageId }) => messageId)).toEqual(["a", "a", "a", "b", "c"]);
    const [, second, third] = sink.received;
    expect((third?.at ?? 0) - (second?.at ?? 0)).toBeGreaterThanOrEqual(1_000);
    expect(sink.received[0]).toMatchObject({ path: "/v1/batch", contentType: "text/plain;charset=UTF-8" });
  });

  it("ends although nobody answers, and close says what is left", async () => {
    const sink = await startSink();
    await sink.close();
    const entry = `import { close, init, signedUp } from "./index";
init({ writeKey: "wk", host: ${JSON.stringify(sink.url)}, consent: "granted" });
signedUp({}, { userId: "u" });
const left = await close({ timeout: 300 });
if (left !== 1) throw new Error("left " + left);
`;
    const run = await runModule(await bundleSdk(files, entry));
    expect(run).toMatchObject({ code: 0, output: "" });
  });

  it("is told in each call whom it is about, and never mixes two people", async () => {
    const sink = await startSink();
    const entry = `import { close, group, identify, init, signedUp } from "./index";
init({ writeKey: "wk", host: ${JSON.stringify(sink.url)}, consent: "granted", appVersion: "9" });
identify("ada", { plan: "pro" }, { messageId: "1" });
signedUp({}, { messageId: "2", userId: "bob" });
signedUp({}, { messageId: "3", anonymousId: "anon" });
group("acme", { seats: 2 }, { messageId: "4", userId: "bob" });
signedUp({}, { messageId: "5" });
await close();
`;
    const run = await runModule(await bundleSdk(files, entry));
    await sink.close();
    expect(run).toMatchObject({ code: 0, output: "" });
    const people = messagesOf(sink.received).map(({ userId, anonymousId }) => [
      userId,
      typeof anonymousId,
      anonymousId === "anon",
    ]);
    expect(people).toEqual([
      ["ada", "undefined", false],
      ["bob", "undefined", false],
      [undefined, "string", true],
      ["bob", "undefined", false],
      [undefined, "string", false],
    ]);
    // The machine that sends is not the person's: of the planned automatic properties only the version is known.
    const contexts = messagesOf(sink.received).map(({ context }) => Object.keys(context as object).sort());
    const [, , , ofGroup, ...ofOthers] = contexts;
    expect(ofGroup).toEqual(["app", "gabarit", "groupType"]);
    for (const keys of ofOthers) expect(keys).toEqual(["app", "gabarit"]);
  });
});

describe("the shipped runtime", () => {
  it("is the source in this folder", async () => {
    const { RUNTIME_FILES: written } = (await import("../runtime-text.ts")) as { RUNTIME_FILES: typeof RUNTIME_FILES };
    const fresh = Object.fromEntries(
      [...runtimeText().matchAll(/^ {2}"(.+)":\n.*\n {4}(".*"),$/gm)].map((match) => [
        match[1],
        JSON.parse(match[2] ?? '""'),
      ]),
    );
    expect(written).toEqual(fresh);
  });

  it("is the same for every plan", async () => {
    const other = await generate(freezePlan({ ...referencePlan, slug: "other", events: [] }), { target: "typescript" });
    for (const name of Object.keys(RUNTIME_FILES)) expect(other.get(name), name).toBe(files.get(name));
  });
});
