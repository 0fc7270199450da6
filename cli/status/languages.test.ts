import { existsSync } from "node:fs";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { buildGo } from "../../codegen/go/build-go.ts";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { codeNames, withShapes } from "./code-names.ts";
import { PYTHON_READER } from "./python/reader-text.ts";
import { scanPython } from "./python/scan-python.ts";
import type { ScanResult, SourceText } from "./site.ts";
import { WASM } from "./syntax/grammars/parser.ts";
import { scanGo } from "./syntax/scan-go.ts";
import { scanJava } from "./syntax/scan-java.ts";
import { scanKotlin } from "./syntax/scan-kotlin.ts";
import { svelteCode, vueCode } from "./typescript/script-blocks.ts";
import { vendorCalls } from "./typescript/vendor-calls.ts";
import { parserWasm, pythonText } from "./write-embedded.ts";

/** Lines of a file; those that begin with `>` are uses of the event named behind it. */
function source(path: string, lines: readonly string[]): SourceText & { readonly truth: readonly string[] } {
  const marked = /^>(\w+) (.*)$/s;
  return {
    path,
    text: lines.map((line) => line.replace(marked, "$2")).join("\n"),
    truth: lines.flatMap((line, at) => {
      const event = marked.exec(line)?.[1];
      return event === undefined ? [] : [`${path}:${at + 1} ${event}`];
    }),
  };
}

function expectTruth({ sites }: ScanResult, sources: readonly ReturnType<typeof source>[]): void {
  expect(sites.map(({ path, line, event }) => `${path}:${line} ${event}`).sort()).toEqual(
    sources.flatMap(({ truth }) => truth).sort(),
  );
}

const published = freezePlan(referencePlan);

describe("Python", () => {
  const names = codeNames(referencePlan, "python", []).ids;
  const sdks = [{ folder: "app/tracker_reference", package: "tracker_reference", names }];

  it("follows imports, scopes and aliases", async () => {
    const sources = [
      source("app/calls.py", [
        "from tracker_reference import article_rated as rated, home_page",
        "import tracker_reference as t, functools",
        "import tracker_reference.events.signed_up",
        "# order_completed()",
        'said = "order_completed()"',
        '>evt_rated rated({}, user_id="u")',
        ">evt_draft t.basket_shared({})",
        ">evt_signed_up tracker_reference.events.signed_up.user_registered({})",
        "def act(send=t.payment_attempted):",
        ">evt_payment     send({})",
        ">evt_any_page def handed(callback=t.page): pass",
        ">evt_home partial = functools.partial(home_page, {})",
        "def product_searched(): pass",
        "product_searched()",
        "def shadow(rated): rated()",
        "alias = t.product_searched",
        ">evt_search alias({})",
        '>evt_basket_screen getattr(t, "basket_screen")({})',
        "if home_page: pass",
        "[rated({}) for rated in []]",
        "class Own:",
        "    def order_completed(self): self.order_completed()",
      ]),
      source("app/again.py", [
        "from .calls import rated",
        "from .star import *",
        "from . import calls",
        "from .tracker_reference import home_page",
        ">evt_rated rated({})",
        ">evt_order_completed order_completed({})",
        ">evt_home calls.home_page({})",
        ">evt_home home_page({})",
      ]),
      source("app/star.py", ["from tracker_reference import order_completed"]),
      source("app/broken.py", ["def ("]),
    ];
    const result = await scanPython({ sources, sdks });
    if (result === undefined) {
      console.warn("Skipped: there is no python3 to read Python code with.");
      return;
    }
    expectTruth(result, sources);
    expect(result.failed).toEqual([{ path: "app/broken.py", line: 1 }]);
  });

  it("12: a path is data, whatever a shell or Python would make of it", async () => {
    const canary = join(temporaryFolder("status"), "canary");
    const path = `app/$(touch ${canary})\`touch ${canary}\`';"""; open('${canary}', 'w') #.py`;
    const sources = [source(path, ["from tracker_reference import home_page", ">evt_home home_page({})"])];
    const result = await scanPython({ sources, sdks });
    if (result === undefined) return;
    expectTruth(result, sources);
    expect(existsSync(canary)).toBe(false);
  });

  it("tells places that may call anything, vendors, and what a test asks", async () => {
    const sources = [
      source("test_app.py", [
        "import tracker_reference as t, posthog",
        "from tracker_reference.testing import record",
        "getattr(t, name)({})",
        "run(t)",
        'posthog.capture("someone", "Thing Done")',
        "with record() as recording:",
        '    recording.sent("Home")',
      ]),
    ];
    const result = await scanPython({ sources, sdks });
    if (result === undefined) return;
    expect(result.open.map(({ line, reason }) => [line, reason])).toEqual([
      [3, "name"],
      [4, "sdk"],
    ]);
    expect(result.vendorCalls).toEqual([{ path: "test_app.py", line: 5, call: "posthog.capture", name: "Thing Done" }]);
    expect(result.sites).toMatchObject([{ line: 7, kind: "assertion", name: "Home" }]);
  });

  it("knows events by their name on the wire", async () => {
    const sources = [
      source("app/named.py", [
        "import tracker_reference as t",
        "from tracker_reference import track as sent_by_name, track",
        '>evt_rated sent_by_name("Article Rated", {})',
        '>evt_order_completed t.track(name="Order Completed", properties={})',
        'print("Order Completed")',
        "t.track(name, {})",
        "run(track)",
        "def own(track): track('Article Rated')",
      ]),
    ];
    const ids = new Map(referencePlan.events.map(({ id, name }) => [name, id]));
    const result = await scanPython({ sources, sdks, eventNamed: (name) => ids.get(name) });
    if (result === undefined) return;
    expectTruth(result, sources);
    expect(result.sites.map(({ kind }) => kind)).toEqual(["byName", "byName"]);
    expect(result.open.map(({ line, reason }) => [line, reason])).toEqual([
      [6, "name"],
      [7, "name"],
    ]);
  });

  it("is undefined where there is no such program", async () => {
    expect(await scanPython({ sources: [], sdks }, "no-such-python")).toBeUndefined();
  });
});

it("follows the names of Java: own types before imports, the package before whole packages", async () => {
  const sources = [
    source("A.java", [
      "package app; import gabarit.reference.*; import gabarit.reference.events.*;",
      "import gabarit.reference.events.PaymentAttempted.MethodCard;",
      "import static gabarit.reference.events.HomePage.builder;",
      "// SignedUp.builder()",
      "class A { void f(Tracker t, ArticleRated given) {",
      ">evt_rated t.send(ArticleRated.builder().stars(1).build());",
      ">evt_rated Supplier s = ArticleRated::builder;",
      ">evt_basket_screen gabarit.reference.events.BasketScreen.builder();",
      ">evt_payment MethodCard.builder();",
      ">evt_home builder();",
      "SignedUp.builder();",
      'analytics.track("x"); "SignedUp.builder()".length(); } class SignedUp {} }',
    ]),
    source("B.java", [
      "package b; import gabarit.reference.events.*; class B { void f() {",
      ">evt_signed_up SignedUp.builder();",
      "HomePage.builder(); } }",
    ]),
    source("C.java", ["package b; class HomePage { static void builder() {} }"]),
  ];
  const names = codeNames(referencePlan, "java", []).ids;
  const result = await scanJava({ sources, packages: ["gabarit.reference"], names });
  expectTruth(result, sources);
  expect(result.vendorCalls).toMatchObject([{ path: "A.java", line: 12, call: "analytics.track", name: "x" }]);
});

it("follows the names of Kotlin, also under another name and in back-ticks", async () => {
  const sources = [
    source("A.kt", [
      "package app",
      "import gabarit.reference.events.*",
      "import gabarit.reference.events.ArticleRated as Rated",
      "fun f(t: Tracker) {",
      ">evt_rated t.send(Rated(stars = 4))",
      ">evt_payment t.send(PaymentAttempted.MethodCard(a = 1))",
      ">evt_home val made = ::HomePage",
      "val type = HomePage::class",
      ">evt_home gabarit.reference.events.HomePage()",
      ">evt_basket_screen t.send(`BasketScreen`())",
      "SignedUp()",
      "OrderCompleted.LinesItem(1)",
      'if (given is HomePage) "HomePage()" // HomePage()',
      'analytics.track("x")',
      "}",
      "class SignedUp",
    ]),
  ];
  const names = codeNames(referencePlan, "kotlin", []).ids;
  const withCases = new Set(["PaymentAttempted"]);
  const result = await scanKotlin({ sources, packages: ["gabarit.reference"], names, withCases });
  expectTruth(result, sources);
  expect(result.vendorCalls).toMatchObject([{ line: 14, call: "analytics.track", name: "x" }]);
});

it("follows the packages of Go, and variables that hide them", async () => {
  const payment = buildGo(published).events.find(({ id }) => id === "evt_payment")?.shapes[0]?.name ?? "";
  const sources = [
    source("x/a.go", [
      "package main",
      'import ("gabarit.local/reference/events"; ev "gabarit.local/reference/events")',
      'import analytics "github.com/segmentio/analytics-go"',
      "// events.HomePage()",
      "func main() {",
      ">evt_rated t.Send(events.ArticleRated().Stars(4))",
      ">evt_home f := ev.HomePage",
      `>evt_payment ev.${payment}()`,
      'c.Enqueue(analytics.Track{UserId: "u", Event: "Some"})',
      "_ = events.OrderCompleted_Anything",
      "}",
      "func hidden(events Thing) { events.ArticleRated() }",
      "func local() { events := 1; events.ArticleRated() }",
      "func loop() { for _, events := range all { events.HomePage() }",
      ">evt_home events.HomePage() }",
    ]),
    source("y/b.go", [
      "package b",
      'import . "gabarit.local/reference/events"',
      "func a() {",
      ">evt_rated ArticleRated()",
      "HomePage() }",
      "func HomePage() {}",
    ]),
  ];
  const names = withShapes(published, codeNames(referencePlan, "go", []));
  const isEvents = (path: string) => path === "gabarit.local/reference/events";
  const result = await scanGo({ sources, isEvents, isRecorder: () => false, names });
  expectTruth(result, sources);
  expect(result.vendorCalls).toEqual([{ path: "x/a.go", line: 9, call: "analytics.track", name: "Some" }]);
});

describe("components", () => {
  const kept = (text: string) => text.replace(/\s+/g, " ").trim();

  it("keeps script blocks and what templates evaluate, each at its place", () => {
    const text = '<!-- <script>no</script> -->\n<template><p :a="b">{{ c }} d</p></template>\n<script setup>e</script>';
    const code = vueCode(text);
    expect(kept(code.text)).toMatch(/^;b; *; *c *; e;?$/);
    expect(code.text.indexOf("e", 60)).toBe(text.indexOf("e</script>"));
    expect(code.text).not.toMatch(/no|\bd\b/);
  });

  it("reads blocks of any language and quoting, several of them, and those that stand elsewhere", () => {
    const vue = vueCode(
      "<script lang='tsx' data-x='>'>a</script><script src=\"./other.ts\"></script><script setup lang=ts>b</script ><docs><script>c</script></docs>",
    );
    expect(vue.jsx).toBe(true);
    expect(vue.imports).toEqual(["./other.ts"]);
    expect(kept(vue.text)).toMatch(/^a; b;.* export \* from "\.\/other\.ts";$/);
    expect(vueCode('<template lang="pug">p <script></template><script>a</script>').text.trim()).toBe("a;");
    expect(vueCode("<template><p>{{ a }}</p></template><script>b</script>").text.trim()).toBe("b;");
  });

  it("reads braces of Svelte wherever they are", () => {
    const svelte = svelteCode(
      "{#if a < b}<p title=\"x {c}\" on:click={() => d('}')} {...e}>{@html f}</p>{:else if g}{/if}<style>{h}</style>",
    );
    expect(kept(svelte.text).match(/\b[a-h]\b/g)).toEqual(["a", "b", "c", "d", "e", "f", "g"]);
  });
});

it("finds the calls of vendors' SDKs by what they are called and imported from", () => {
  const text = [
    'import ph from "posthog-js"; import { track as send } from "@amplitude/analytics-browser"; import { Analytics } from "@segment/analytics-node";',
    'ph.capture("One");',
    'send("Two");',
    'const client = new Analytics({}); client.track({ userId: "u", event: "Three" });',
    'window.analytics?.track("Four");',
    'gtag("event", "five"); gtag("config", "x");',
    "mixpanel.track(name);",
    'stats.track("No"); posthog.identify("No"); "posthog.capture(1)"; // mixpanel.track("No")',
  ].join("\n");
  const found = vendorCalls({ path: "a.ts", name: "/a.ts", text }, undefined, () => false);
  expect(found.map(({ line, call, name }) => [line, call, name])).toEqual([
    [2, "posthog.capture", "One"],
    [3, "amplitude.track", "Two"],
    [4, "analytics.track", "Three"],
    [5, "analytics.track", "Four"],
    [6, "gtag", "five"],
    [7, "mixpanel.track", undefined],
  ]);
});

it("carries the parser that is installed and the reader of Python as it is written", () => {
  expect(brotliDecompressSync(Buffer.from(WASM, "base64")).equals(parserWasm())).toBe(true);
  expect(pythonText()).toContain(JSON.stringify(PYTHON_READER));
});
