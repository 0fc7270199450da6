/** Which calls compile and which do not, for the reference plan: every construct of the model, right and wrong. */

import typescript from "typescript";
import { describe, expect, it } from "vitest";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";
import { compileProblems } from "../testing/compile-typescript.ts";
import { publishedPlanOf, required } from "../testing/small-plan.ts";

// Compiling and running real programs takes its time on a busy machine.

const order = `{ order_id: "A", total: 1, currency: "EUR", discount: null, lines: [{ sku: "s", quantity: 1 }] }`;

const RIGHT = `
sdk.orderCompleted(${order});
sdk.orderCompleted({ ...${order}, currency: "USD", discount: 0.5, coupon: null, campaign: "spring", landing_url: null });
sdk.orderCompleted({ ...${order}, lines: [] }, { timestamp: new Date(0), messageId: "m", context: { ip: "0" }, userId: "u", anonymousId: undefined });
sdk.paymentAttempted({ method: "card", amount: 1, brand: "visa" });
sdk.paymentAttempted({ method: "voucher", amount: 1, reference: "r" });
sdk.paymentAttempted({ method: "cash", amount: 1 });
sdk.signedUp();
sdk.signedUp({});
sdk.signedUp({ method: "email" }, { timestamp: 0 });
sdk.userRegistered({ invited: true });
sdk.productSearched({ query: "q", position: "top", anything: { more: 1 }, debug: [null], range: "unknown", legacy_marker: null });
sdk.productSearched({ query: "q", filters: { brand: ["b"], price: null, unplanned: 1 }, position: 3 });
sdk.articleRated({ stars: 5, verified: true });
sdk.homePage();
sdk.page_({ any: "thing" });
sdk.basketScreen();
sdk.basketEmptied();
sdk.track("Order Completed", ${order});
sdk.track("Signed Up");
sdk.page("Home", { variant: "b" });
sdk.page("Page");
sdk.screen("Basket");
sdk.identify("u", { plan: "pro", nps: null });
sdk.identify("u");
sdk.group("g", { sector: "s", seats: 3 });
sdk.group("g", {}, { groupType: "account" });
sdk.alias("u", "a");
sdk.reset();
sdk.init({ writeKey: "k", host: "h", consent: "granted" });
sdk.init({ writeKey: "k", host: "h", consent: {}, beforeConsent: "send" });
sdk.init({ adapter: { take: (waiting) => void waiting.splice(0) }, consent: { analytics: true } });
sdk.setConsent({ analytics: false });
sdk.setConsent("granted");
sdk.signedUp({}, { consent: { analytics: true } });
sdk.init({ writeKey: "k", host: "h", consent: "granted", superProps: { campaign: () => null, landing_url: "https://e.com" }, appVersion: "1", persistence: "memory", onDrop: (messages, reason) => void [messages.toFixed(), reason.trim()] });
const flushed: Promise<void> = sdk.flush();
const left: Promise<number> = sdk.close({ timeout: 1 });
const typed: sdk.PaymentAttempted = { method: "cash", amount: 1 };
const byName: sdk.EventMap["Payment Attempted"] = typed;
const old: sdk.UserRegistered = {};
export const kept: readonly unknown[] = [flushed, left, byName, old, sdk.plan.version.toFixed()];
`;

const WRONG = `
sdk.orderCompleted();
sdk.orderCompleted({ ...${order}, currency: "GBP" });
sdk.orderCompleted({ ...${order}, total: "1" });
sdk.orderCompleted({ ...${order}, total: null });
sdk.orderCompleted({ ...${order}, coupon: undefined });
sdk.orderCompleted({ ...${order}, discount: undefined });
sdk.orderCompleted({ order_id: "A", total: 1, currency: "EUR", lines: [] });
sdk.orderCompleted({ order_id: "A", total: 1, currency: "EUR", discount: null, lines: {} });
sdk.orderCompleted({ order_id: "A", total: 1, currency: "EUR", discount: null, lines: [{ sku: "s" }] });
sdk.orderCompleted({ order_id: "A", total: 1, currency: "EUR", discount: null, lines: [{ sku: "s", quantity: 1, extra: 1 }] });
sdk.orderCompleted({ order_id: "A", total: 1, currency: "EUR", discount: null, lines: [], extra: 1 });
sdk.orderCompleted({ order_id: "A", total: 1, currency: "EUR", discount: null, lines: [], sales_channel: "shop" });
sdk.orderCompleted(${order}, { unknown: 1 });
sdk.orderCompleted(${order}, { timestamp: true });
sdk.paymentAttempted({ method: "card", amount: 1 });
sdk.paymentAttempted({ method: "cash", amount: 1, brand: "visa" });
sdk.paymentAttempted({ method: "transfer", amount: 1, brand: "visa", reference: "r" });
sdk.paymentAttempted({ method: "gold", amount: 1 });
sdk.paymentAttempted({ amount: 1 });
sdk.signedUp({ method: null });
sdk.signedUp({ invited: "yes" });
sdk.signedUp({ other: 1 });
sdk.productSearched({});
sdk.productSearched({ query: 1 });
sdk.productSearched({ query: "q", position: "middle" });
sdk.productSearched({ query: "q", legacy_marker: 0 });
sdk.productSearched({ query: "q", filters: { price: { max: 1, extra: 1 } } });
sdk.productSearched({ query: "q", filters: { price: {} } });
sdk.articleRated({ stars: 6 });
sdk.articleRated({ stars: 5, verified: false });
sdk.basketScreen({ extra: 1 });
sdk.track("Order Finished", ${order});
sdk.track("Order Completed");
sdk.track("Order Completed", {});
sdk.track("Home");
sdk.page("Order Completed", ${order});
sdk.identify("u", { plan: "gold" });
sdk.identify("u", { plan: null });
sdk.identify("u", { unplanned: 1 });
sdk.identify();
sdk.group("g", { seats: "3" });
sdk.group("g", {}, { groupType: "school" });
sdk.init({ host: "h", consent: "granted" });
sdk.init({ writeKey: "k", host: "h" });
sdk.init({ writeKey: "k", host: "h", consent: { unplanned: true } });
sdk.init({ writeKey: "k", host: "h", consent: "refused" });
sdk.init({ writeKey: "k", host: "h", consent: {}, beforeConsent: "keep" });
sdk.init({ writeKey: "k", host: "h", adapter: { take: () => undefined }, consent: {} });
sdk.setConsent({ unplanned: true });
sdk.setConsent({ account: true });
sdk.init({ writeKey: "k", host: "h", consent: {}, superProps: { campaign: 1 } });
sdk.init({ writeKey: "k", host: "h", consent: {}, superProps: { total: 1 } });
sdk.plan.version = 2;
`;

function lines(source: string): string[] {
  return source.trim().split("\n");
}

describe("types of the reference plan", () => {
  it("take every right call and refuse every wrong one", async () => {
    const files = await generate(freezePlan(referencePlan), { target: "typescript" });
    const wrong = lines(WRONG).map((call) => `// @ts-expect-error\n${call}`);
    const calls = [`import * as sdk from "./index";`, ...lines(RIGHT), ...wrong].join("\n");
    expect(compileProblems([...files, ["calls.ts", calls]])).toEqual([]);
  });

  it("say which functions, types and properties are deprecated", async () => {
    const files = await generate(freezePlan(referencePlan), { target: "typescript" });
    expect(
      files.get("events/basketEmptied.ts")?.match(/@deprecated Replaced by Order Completed\. Use `orderCompleted`\./g),
    ).toHaveLength(2);
    expect(files.get("events/articleRated.ts")).toContain(
      "/** @deprecated Use comment. Use `comment`. */\n  comment_text?: string;",
    );
    expect(files.get("events/signedUp.ts")).toContain(
      "/** @deprecated Renamed: use `signedUp`. */\nexport const userRegistered",
    );
  });

  it("list what the compiler cannot know, and what only ingest can check", async () => {
    const files = await generate(freezePlan(referencePlan), { target: "typescript" });
    const event = files.get("events/productSearched.ts");
    expect(event).toContain("Not known to the compiler: range.");
    expect(event).toContain("Checked at ingest only: range: items.");
    expect(files.get("specs/productSearched.ts")).toContain("Checked at ingest only: range: items.");
    expect(files.get("README.md")).toContain(
      "- `articleRated`: `the event's own JSON Schema`\n- `productSearched`: `range`",
    );
    expect(files.get("README.md")).toContain("## Checked at ingest only\n\n- `productSearched`: `range: items`\n");
  });
});

describe("types at the edges", () => {
  it("compile with every way of writing import paths", async () => {
    const published = freezePlan(referencePlan);
    const js = await generate(published, { target: "typescript", importExtension: "js" });
    const ts = await generate(published, { target: "typescript", importExtension: "ts" });
    expect(js.get("index.ts")).toContain('from "./events/signedUp.js"');
    expect(js.get("runtime.ts")).toContain('from "./transport.js"');
    // Node's own resolution demands an extension on relative imports.
    const node = { module: typescript.ModuleKind.NodeNext, moduleResolution: typescript.ModuleResolutionKind.NodeNext };
    expect(compileProblems([...js, ["package.json", '{"type":"module"}']], node)).toEqual([]);
    const stripping = {
      allowImportingTsExtensions: true,
      noEmit: true,
      declaration: false,
      isolatedDeclarations: false,
    };
    expect(compileProblems(ts, { ...stripping, erasableSyntaxOnly: true })).toEqual([]);
  });

  it("hold for a plan without anything", async () => {
    const files = await generate(publishedPlanOf({}), { target: "typescript" });
    const calls = `import * as sdk from "./index";
sdk.init({ writeKey: "k", host: "h" });
sdk.identify("u");
sdk.group("g");
// @ts-expect-error no event is planned
sdk.track("Anything");
// @ts-expect-error no trait is planned
sdk.identify("u", { a: 1 });
`;
    expect(compileProblems([...files, ["calls.ts", calls]])).toEqual([]);
  });

  it("tell numeric, boolean and string discriminators apart", async () => {
    const files = await generate(
      publishedPlanOf({
        Number: {
          properties: [required("n", { kind: "integer", enum: [1, 2, 3] }, { id: "prp_n" })],
          variants: {
            discriminator: "prp_n",
            cases: [{ id: "cas_1", displayName: {}, match: [1, 2], properties: [required("low", { kind: "string" })] }],
          },
        },
        Flag: {
          properties: [required("on", { kind: "boolean" }, { id: "prp_on" })],
          variants: {
            discriminator: "prp_on",
            cases: [
              { id: "cas_2", displayName: {}, match: [true], properties: [required("since", { kind: "string" })] },
            ],
          },
        },
      }),
      { target: "typescript" },
    );
    const calls = `import { flag, number_ } from "./index";
number_({ n: 2, low: "l" });
number_({ n: 3 });
flag({ on: false });
flag({ on: true, since: "s" });
// @ts-expect-error
number_({ n: 2 });
// @ts-expect-error
number_({ n: 3, low: "l" });
// @ts-expect-error
flag({ on: true });
// @ts-expect-error
flag({ on: false, since: "s" });
`;
    expect(compileProblems([...files, ["calls.ts", calls]])).toEqual([]);
  });
});
