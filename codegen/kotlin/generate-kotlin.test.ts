/** Names, texts and bytes of the Kotlin SDK, without a compiler. */

import { describe, expect, it } from "vitest";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { planOf, property, required } from "../testing/small-plan.ts";
import { expectSteadyEvents } from "../testing/steady-events.ts";
import { generateKotlin } from "./generate-kotlin.ts";
import { inCode, kotlinNames } from "./kotlin-names.ts";
import { kdocLines, kotlinNumber, kotlinString, plainText } from "./kotlin-text.ts";

const ROOT = "src/main/kotlin/gabarit/small";

async function eventFile(plan: Plan, name: string): Promise<string> {
  return (await generateKotlin(freezePlan(plan))).get(`${ROOT}/events/${name}.kt`) ?? "";
}

describe("names", () => {
  it("stay out of the way of the language, of its own files, and of what a constructor says besides", () => {
    expect(["fun", "tracker", "string", "optional", "companion"].map(kotlinNames.eventClassName)).toEqual([
      "Fun_",
      "Tracker_",
      "String_",
      "Optional_",
      "Companion_",
    ]);
    expect(["object", "named", "others", "some", "fields", "order_id", "__"].map(kotlinNames.methodName)).toEqual([
      "object_",
      "named_",
      "others_",
      "some_",
      "fields_",
      "orderId",
      expect.stringMatching(/^p[0-9a-f]{6}$/),
    ]);
    expect([["part1"], ["of", "string"], ["of", "object2"], ["offer"]].map(kotlinNames.nestedName)).toEqual([
      "Part1_",
      "OfString_",
      "OfObject2_",
      "Offer",
    ]);
    expect(kotlinNames.packageName("in")).toBe("gabarit.in_");
  });

  it("stand in back-ticks where a lexer may not know their letters", () => {
    expect(["orderId", "événement", "注文", "हिन्दी", "1st"].map(inCode)).toEqual([
      "orderId",
      "événement",
      "注文",
      "`हिन्दी`",
      "`1st`",
    ]);
  });
});

describe("text", () => {
  it("opens and ends no comment, not even a nested one, and names no reference", () => {
    expect(kdocLines("/* a */ /** [b] *//*/ @c")).toEqual(["/&#42; a *&#47; /&#42;* &#91;b] *&#47;/&#42;&#47; &#64;c"]);
  });

  it("stays in its literal, whatever templates or quotes it holds", () => {
    expect(kotlinString('$a ${b} "c" \\ \n\f\u2028é\ud800')).toBe(
      '"\\$a \\${b} \\"c\\" \\\\ \\n\\u000c\\u2028\\u00e9\\ud800"',
    );
    expect(kotlinString("x".repeat(50_000))).toMatch(/^listOf\("x+", "x+", "x+"\)\.joinToString\(""\)$/);
  });

  it("of a comment is plain in an annotation", () => {
    expect(plainText("a &lt;b&gt; &#64;c <code>D</code> &amp;lt;")).toBe("a <b> @c D &lt;");
  });

  it("of numbers is a literal of the type that holds them", () => {
    expect([1, -0, 1.5, 1e21, 123456789012345680000, 5e-324].map(kotlinNumber)).toEqual([
      "1L",
      "0L",
      "1.5",
      "1e+21",
      "123456789012345680000.0",
      "5e-324",
    ]);
  });
});

describe("the arguments of a class", () => {
  const properties = [
    required("total", { kind: "number" }),
    required("currency", { kind: "string", nullable: true }),
    property("note", { kind: "string" }),
    property("coupon", { kind: "string", nullable: true }),
  ];

  it("are named, first those that are required, by name, whatever the order of the plan; values leave in its order", async () => {
    for (const order of [properties, properties.toReversed()]) {
      const text = await eventFile(planOf({ Paid: { properties: order } }), "Paid");
      expect(text).toContain(`public class Paid(
    named: Named = Named(),
    currency: String?,
    total: Number,
    coupon: Optional<String?> = Optional.Absent,
    note: String? = null,
) : Event(`);
      const keys = [...text.matchAll(/^ {4}"(\w+)", /gm)].map((match) => match[1]);
      expect(keys).toEqual(order.map(({ name }) => name));
      expect(text).toContain('"note", some(note),');
    }
  });

  it("beyond a hundred are asked for in parts", async () => {
    const many = Array.from({ length: 250 }, (_, at) =>
      property(`k${at}`, { kind: "integer" }, { required: at === 0 }),
    );
    const text = await eventFile(planOf({ Wide: { properties: many, open: true } }), "Wide");
    expect(text).toContain("    part1: Part1,\n    part2: Part2 = Part2(),\n    part3: Part3 = Part3(),\n    others:");
    expect(text).toContain("(part1.given + part2.given + part3.given).others(others)");
  });
});

describe("what is deprecated", () => {
  it("says what to use instead, and former names are classes of the same event", async () => {
    const plan = planOf({
      Old: { id: "evt_old", status: "deprecated", deprecation: { text: { en: "$Gone" }, replacementId: "evt_new" } },
      New: { id: "evt_new", identifier: "newOne", formerIdentifiers: ["newest", "NEWEST"] },
    });
    expect(await eventFile(plan, "Old")).toContain(
      '@Deprecated("\\$Gone Use `NewOne`.", ReplaceWith("NewOne", "gabarit.small.events.NewOne"))\npublic class Old ',
    );
    const former = await eventFile(plan, "Newest");
    expect(former).toContain('@Deprecated("Renamed: use `NewOne`.", ReplaceWith("NewOne",');
    expect(former).toContain('"track", "New", "evt_new", 1,');
    expect(await eventFile(plan, "NEWEST")).toBe("");
  });

  it("says it in one constant, however long its text", async () => {
    const plan = planOf({ Old: { status: "deprecated", deprecation: { text: { en: "\u0001".repeat(20_000) } } } });
    expect(await eventFile(plan, "Old")).toMatch(/^@Deprecated\("(?:U\+0001)+.{0,5}"\)$/m);
  });
});

describe("an event with variants", () => {
  it("is a sealed class with a class for each", async () => {
    const files = await generateKotlin(freezePlan(referencePlan));
    const text = files.get("src/main/kotlin/gabarit/reference/events/PaymentAttempted.kt") ?? "";
    expect(text).toContain("public sealed class PaymentAttempted private constructor(given: Fields)");
    expect(text).toContain(") : PaymentAttempted(fields(");
    expect(files.get("README.md")).toContain(
      "`PaymentAttempted.MethodCard`, `PaymentAttempted.MethodTransferOrVoucher`",
    );
  });
});

describe("any plan", () => {
  it("is the same bytes again, and an event's are its own whatever goes, comes or moves", async () => {
    await expectSteadyEvents(generateKotlin, "events");
  });
});
