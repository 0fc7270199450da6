/** Names and bytes of the Java SDK, without a compiler. */

import { describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { constantName } from "../jvm/jvm-names.ts";
import { planOf, property, required } from "../testing/small-plan.ts";
import { expectSteadyEvents } from "../testing/steady-events.ts";
import { generateJava } from "./generate-java.ts";
import { javaNames } from "./java-names.ts";
import { javadocLines, javaString } from "./java-text.ts";

const { eventClassName, methodName, nestedName, packageName } = javaNames;

describe("names", () => {
  it("stay out of the way of the language, of its own files, and of Windows", () => {
    expect(["class", "tracker", "string", "purposes", "con"].map(eventClassName)).toEqual([
      "Class_",
      "Tracker_",
      "String_",
      "Purposes_",
      "Con_",
    ]);
    expect(["class", "get_class", "wait", "build", "with", "42", "🎉", "order_id"].map(methodName)).toEqual([
      "class_",
      "getClass_",
      "wait_",
      "build_",
      "with_",
      "p42",
      expect.stringMatching(/^p[0-9a-f]{6}$/),
      "orderId",
    ]);
    expect(["aೝ", "a注"].map(methodName)).toEqual(["aucdd", "a注"]);
    expect([nestedName(["string"]), nestedName(["needs", "x"]), packageName("2-new"), packageName("new")]).toEqual([
      "String_",
      "NeedsX_",
      "gabarit._2_new",
      "gabarit.new_",
    ]);
    expect([1.5, -2, 1e-7, "EUR", "new", "", true].map(constantName)).toEqual([
      "V1_5",
      "MINUS_2",
      "V1EMINUS7",
      "EUR",
      "NEW",
      expect.stringMatching(/^V_[0-9a-f]{6}$/),
      "TRUE",
    ]);
  });

  it("keep apart what begins alike for sixty characters", () => {
    const long = "a".repeat(70);
    const [one, other] = [methodName(`${long}1`), methodName(`${long}2`)];
    expect(one).not.toBe(other);
    expect(one.length).toBeLessThanOrEqual(60);
  });

  it("never pass from one property to another: two that would be alike each get a name of their own", async () => {
    const of = async (...names: string[]) => {
      const plan = planOf({ Paid: { properties: names.map((name) => property(name, { kind: "string" })) } });
      const files = await generateJava(freezePlan(plan));
      const text = files.get("src/main/java/gabarit/small/events/Paid.java") ?? "";
      return [...text.matchAll(/public Builder (\w+)\(/g)].map((match) => match[1]).sort();
    };
    const both = await of("order_id", "orderId");
    expect(both).toHaveLength(2);
    expect(both.every((name) => /^orderId_[0-9a-f]{6}$/.test(name ?? ""))).toBe(true);
    expect(await of("orderId", "order_id")).toEqual(both);
    expect(await of("orderId")).toEqual(["orderId"]);
  });
});

describe("a type nested in the traits of a group", () => {
  it("never has the name of the class around it", async () => {
    const trait = property("account_group", { kind: "string", enum: ["a", "b"] });
    const group = { id: "grp", name: "account", displayName: {}, description: {}, properties: [trait] };
    const plan = planOf({}, { groupTypes: [group] });
    const text = (await generateJava(freezePlan(plan))).get("src/main/java/gabarit/small/groups/AccountGroup.java");
    expect(text).toContain("public final class AccountGroup extends GroupTraits");
    expect(text).toMatch(/public enum AccountGroup_[0-9a-f]{6} /);
  });
});

describe("text", () => {
  it("leaves no backslash, tag or end in a comment, and only ASCII in a literal", () => {
    expect(javadocLines("\\u000a*/ {@code x} <b> \u202e")).toEqual([
      "&#92;u000a*&#47; &#123;&#64;code x&#125; &lt;b&gt; U+202E",
    ]);
    expect(javaString('a"\\\n\u0001é🎉\ud800')).toBe('"a\\"\\\\\\n\\001\\u00e9\\ud83c\\udf89\\ud800"');
    expect(javaString("x".repeat(50_000))).toMatch(/^String\.join\("", "x+", "x+", "x+"\)$/);
  });
});

describe("a name nobody can see", () => {
  it("leaves no empty tag in a comment", async () => {
    const files = await generateJava(freezePlan(planOf({ "\t": { identifier: "blank" } })));
    expect(files.get("src/main/java/gabarit/small/events/Blank.java")).toContain("The track event (blank).");
  });
});

describe("a former name", () => {
  it("is a deprecated class that begins the event of today", async () => {
    const files = await generateJava(freezePlan(referencePlan));
    const text = files.get("src/main/java/gabarit/reference/events/UserRegistered.java") ?? "";
    expect(text).toContain("@Deprecated\npublic final class UserRegistered");
    expect(text).toMatch(/return SignedUp(\.\w+)?\.builder\(\);/);
  });

  it("that differs in case only, from today's or from another, has no file of its own", async () => {
    const renamed = { identifier: "orderDone", formerIdentifiers: ["OrderDone", "orderdone", "done", "Done", "DONE"] };
    const files = await generateJava(freezePlan(planOf({ Paid: renamed })));
    const events = [...files.keys()].filter((path) => path.includes("/events/")).map((path) => path.split("/").at(-1));
    expect(events.sort()).toEqual(["Done.java", "OrderDone.java"]);
  });
});

describe("what is required", () => {
  it("is a step of the builder, in the order of names, whatever the order of the plan", async () => {
    const properties = [required("total", { kind: "number" }), required("currency", { kind: "string" })];
    for (const order of [properties, properties.toReversed()]) {
      const files = await generateJava(freezePlan(planOf({ Paid: { properties: order } })));
      const text = files.get("src/main/java/gabarit/small/events/Paid.java") ?? "";
      expect(text).toContain("public static NeedsCurrency builder()");
      expect(text).toContain("NeedsTotal currency(String value);");
      expect(text).toContain("Builder total(double value);");
    }
  });
});

describe("any plan", () => {
  it("is the same bytes again, and an event's are its own whatever goes, comes or moves", async () => {
    await expectSteadyEvents(generateJava, "events");
  });
});
