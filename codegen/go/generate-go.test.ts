/** Names and bytes of the Go SDK, without a compiler. */

import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { expectShipped } from "../testing/prove-compiled.ts";
import { planOf, property, required } from "../testing/small-plan.ts";
import { expectSteadyEvents } from "../testing/steady-events.ts";
import { generateGo } from "./generate-go.ts";
import { constantName, eventName, methodName, modulePath, nestedName, packageName } from "./go-names.ts";
import { goDoc, goJson, goLines, goString } from "./go-text.ts";
import { readModulePath } from "./module-version.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";
import { runtimeText } from "./write-runtime-text.ts";

describe("names", () => {
  it("are exported, in ASCII, and never those of another kind of thing", () => {
    expect(
      ["orderCompleted", "order_Completed", "évènementCréé", "œuvre", "заказ", "_private", "$", "type"].map(eventName),
    ).toEqual([
      "OrderCompleted",
      "Order_completed",
      "EvenementCree",
      "Oeuvre",
      expect.stringMatching(/^Event_[0-9a-f]{6}$/),
      expect.stringMatching(/^Event_[0-9a-f]{6}$/),
      expect.stringMatching(/^Event_[0-9a-f]{6}$/),
      "Type",
    ]);
    expect(
      ["order_id", "landing-url", "42", "🎉", "string", "format", "is_null", "without_x", "ids"].map(methodName),
    ).toEqual([
      "OrderID",
      "LandingURL",
      "P42",
      expect.stringMatching(/^P_[0-9a-f]{6}$/),
      "String_",
      "Format_",
      "IsNull_",
      "WithoutX_",
      "IDs",
    ]);
    expect([nestedName(["event"]), nestedName(["needs", "x"]), nestedName(["lines", "item"])]).toEqual([
      "Event_",
      "NeedsX_",
      "LinesItem",
    ]);
    expect([1.5, -2, 1e-7, "EUR", "new", "", true].map(constantName)).toEqual([
      "V1_5",
      "Minus2",
      "V1eMinus7",
      "EUR",
      "New",
      expect.stringMatching(/^V_[0-9a-f]{6}$/),
      "True",
    ]);
    expect(["shop", "my-shop", "2-new", "type", "main", "events", "internal", "tracker"].map(packageName)).toEqual([
      "shop",
      "myshop",
      "plan2new",
      "plantype",
      "planmain",
      "planevents",
      "planinternal",
      "plantracker",
    ]);
    expect(["shop", "internal", "v2", "con", "plan-con", "plan-shop"].map(modulePath)).toEqual([
      "gabarit.local/shop",
      "gabarit.local/plan-internal",
      "gabarit.local/plan-v2",
      "gabarit.local/plan-con",
      "gabarit.local/plan-plan-con",
      "gabarit.local/plan-shop",
    ]);
    for (const slug of ["shop", "internal", "v2", "con", "plan-con", "plan-plan-con", "plan-shop"])
      expect(readModulePath(modulePath(slug))).toBe(slug);
  });

  it("keep apart what begins alike for sixty characters", () => {
    const long = "a".repeat(90);
    expect(methodName(`${long}1`)).not.toBe(methodName(`${long}2`));
    expect(eventName(`${long}1`)).not.toBe(eventName(`${long}2`));
    expect(methodName(`${long}1`).length).toBeLessThanOrEqual(60);
  });

  it("never pass from one property to another: two that would be alike each get a name of their own", async () => {
    const of = async (...names: string[]) => {
      const plan = planOf({ Paid: { properties: names.map((name) => property(name, { kind: "string" })) } });
      const text = (await generateGo(freezePlan(plan))).get("events/paid_event.go") ?? "";
      return [...text.matchAll(/ (\w+)\(value string\)/g)].map((match) => match[1]).sort();
    };
    const both = await of("order_id", "orderId");
    expect(both).toEqual([
      expect.stringMatching(/^OrderID_[0-9a-f]{6}$/),
      expect.stringMatching(/^OrderID_[0-9a-f]{6}$/),
    ]);
    expect(await of("orderId", "order_id")).toEqual(both);
    expect(await of("orderId")).toEqual(["OrderID"]);
  });

  it("of files never end in what Go takes for a system or a test", async () => {
    const plan = planOf({
      a: { identifier: "order_windows" },
      b: { identifier: "run_test" },
      c: { identifier: "linux" },
    });
    const files = [...(await generateGo(freezePlan(plan))).keys()].filter((path) => path.startsWith("events/"));
    expect(files).toEqual([
      "events/doc.go",
      "events/linux_event.go",
      "events/order_windows_event.go",
      "events/run_test_event.go",
    ]);
  });
});

describe("text", () => {
  it("is exactly itself in a literal, halves of surrogate pairs included", () => {
    expect(goString('a"\\\n\u0001é🎉\u200d\ud800')).toBe('"a\\"\\\\\\n\\x01é🎉\\u200d\\xed\\xa0\\x80"');
    expect(goJson({ "`": "é\u2028" })).toBe('`{"\\u0060":"\\u00e9\\u2028"}`');
  });

  it("leaves no line, list, heading, link or directive in a comment", () => {
    expect(goLines("  - a\n\n# b\r\n\t[c]: http://d\n1. e\u202e ``f''\u2028//go:generate rm")).toEqual([
      "| - a",
      "| # b",
      "| [c]: http://d",
      '| 1. eU+202E "f"',
      "//go:generate rm",
    ]);
    expect(goDoc(["a"], "")).toBe("// a\n//\n// Deprecated: see the plan.\n");
  });
});

describe("a former name", () => {
  it("is a deprecated function that begins the event of today", async () => {
    const files = await generateGo(freezePlan(referencePlan));
    expect(files.get("events/signedup_event.go")).toMatch(
      /\/\/ Deprecated: use SignedUp\w*\.\nfunc UserRegistered\w*\(\) SignedUp\w* \{\n\treturn SignedUp\w*\(\)\n\}/,
    );
  });

  it("that differs in case only, from today's or from another, is not there twice", async () => {
    const renamed = { identifier: "orderDone", formerIdentifiers: ["OrderDone", "orderdone", "done", "Done", "DONE"] };
    const files = await generateGo(freezePlan(planOf({ Paid: renamed })));
    expect(
      [...(files.get("events/orderdone_event.go") ?? "").matchAll(/^func (\w+)/gm)].map(([, name]) => name),
    ).toEqual(["OrderDone", "Done"]);
  });
});

describe("what is required", () => {
  it("is asked for step by step, in the order of names, whatever the order of the plan", async () => {
    const properties = [required("total", { kind: "number" }), required("currency", { kind: "string" })];
    for (const order of [properties, properties.toReversed()]) {
      const text =
        (await generateGo(freezePlan(planOf({ Paid: { properties: order } })))).get("events/paid_event.go") ?? "";
      expect(text).toContain("func Paid() Paid_NeedsCurrency {");
      expect(text).toContain(") Currency(value string) Paid_NeedsTotal {");
      expect(text).toContain(") Total(value float64) Paid_Event {");
    }
  });
});

describe("the shipped runtime", () => {
  it("is the source in this folder (else: npx tsx codegen/go/write-runtime-text.ts)", () => {
    expectShipped(RUNTIME_FILES, runtimeText());
  });

  it("exports no name that a generated one could be", () => {
    const folder = new URL("runtime/", import.meta.url);
    const texts = readdirSync(folder)
      .filter((name) => name.endsWith(".go"))
      .map((name) => readFileSync(new URL(name, folder), "utf8"));
    const names = texts.flatMap((text) =>
      [...text.matchAll(/^(?:func|type|var|const|\t)\s?([A-Z]\w*)/gm)].map((found) => found[1]),
    );
    expect(names).toContain("Client");
    expect(names.filter((name) => name?.includes("_"))).toEqual([]);
  });
});

describe("any plan", () => {
  it("is the same bytes again, and an event's are its own whatever goes, comes or moves", async () => {
    await expectSteadyEvents(generateGo, "events");
  });
});
