/** What is known to have gone wrong in other generators, each numbered failure at least one test. */

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { HOSTILE_NAMES, hostilePlan } from "../lib/plan/hostile-plan.ts";
import { newBundle, newEvent } from "../lib/plan/new-object.ts";
import type { Plan, PropertyType } from "../lib/plan/plan.ts";
import { freezePlan } from "../lib/plan/publish.ts";
import { referencePlan } from "../lib/plan/reference-plan.ts";
import type { GeneratedFiles } from "./file.ts";
import { generate } from "./generate.ts";
import { arbitraryPlan } from "./testing/arbitrary-plan.ts";
import { compileProblems } from "./testing/compile-typescript.ts";
import { drivePlan } from "./testing/drive-plan.ts";
import { executePlan } from "./testing/execute-plan.ts";
import { bundleSdk, runModule } from "./testing/run-sdk.ts";
import { messageTexts, startSink } from "./testing/sink.ts";
import { planOf, property, publishedPlanOf, required } from "./testing/small-plan.ts";

// Compiling and running real programs takes its time on a busy machine.

const text: PropertyType = { kind: "string" };

async function filesOf(plan: Plan): Promise<GeneratedFiles> {
  return generate(freezePlan(plan), { target: "typescript" });
}

function eventFiles(files: GeneratedFiles): [string, string][] {
  return [...files].filter(([path]) => path.startsWith("events/"));
}

describe("1: an identifier never moves to another event", () => {
  it("leaves every other event's bytes alone when one is removed, whichever it is", async () => {
    for (const plan of [referencePlan, hostilePlan]) {
      const whole = new Map(eventFiles(await filesOf(plan)));
      // An event that names another as its replacement says so; that one mention may go.
      for (const removed of plan.events.filter((_event, at) => plan === referencePlan || at % 7 === 0)) {
        const events = plan.events.filter(
          (event) => event !== removed && event.deprecation?.replacementId !== removed.id,
        );
        const rest = eventFiles(await filesOf({ ...plan, events }));
        expect(rest).toHaveLength(events.length);
        for (const [path, bytes] of rest) expect(bytes, path).toBe(whole.get(path));
      }
    }
  });

  it("writes the same files for the same events in another order, hash apart", async () => {
    for (const plan of [referencePlan, hostilePlan]) {
      const files = await filesOf(plan);
      const reordered = await filesOf({ ...plan, events: [...plan.events].reverse() });
      const changed = [...files].filter(([path, bytes]) => reordered.get(path) !== bytes).map(([path]) => path);
      expect([...reordered.keys()]).toEqual([...files.keys()]);
      expect(changed).toEqual(["plan.lock.json", "plan.ts"]);
    }
  });

  it("holds for any plan: whatever is removed, added before or moved, each other event keeps its bytes", async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryPlan, fc.nat(), fc.infiniteStream(fc.nat()), async (plan, which, order) => {
        const added = newEvent({ id: "evt_added", name: "Added later", identifier: "addedLater" });
        fc.pre(plan.events.every(({ identifier }) => identifier.toLowerCase() !== "addedlater"));
        const removed = plan.events[which % Math.max(1, plan.events.length)];
        const kept = plan.events.filter(
          (event) => event !== removed && event.deprecation?.replacementId !== removed?.id,
        );
        const moved = kept.map((event) => [order.next().value, event] as const).sort(([a], [b]) => a - b);
        const events = [added, ...moved.map(([, event]) => event)];
        for (const mode of ["source", "package"] as const) {
          const own = async (found: Plan) =>
            [...(await generate(freezePlan(found), { target: "typescript", mode }))].filter(([path]) =>
              /^(dist\/)?(events|specs)\//.test(path),
            );
          const before = new Map(await own(plan));
          for (const [path, bytes] of await own({ ...plan, events })) {
            if (!path.includes("addedLater")) expect(bytes, path).toBe(before.get(path));
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  it("refuses a former identifier that another event uses now", async () => {
    const plan = planOf({
      "Order Placed": { identifier: "orderPlaced", formerIdentifiers: ["orderCompleted"] },
      "Order Completed": { identifier: "OrderCompleted" },
    });
    await expect(filesOf(plan)).rejects.toMatchObject({
      code: "invalid_input",
      data: { identifier: "OrderCompleted" },
    });
  });

  it("refuses two events of one call type and wire name", async () => {
    const plan = planOf({ Placed: {} });
    const twice = [...plan.events, ...plan.events.map((event) => ({ ...event, id: "evt_b", identifier: "other" }))];
    await expect(filesOf({ ...plan, events: twice })).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("2 and 3: names and texts of the plan stay data (what is sent: wire.test.ts)", () => {
  it("leaves no character in the code that hides or reorders what stands around it", async () => {
    for (const [path, bytes] of await filesOf(hostilePlan)) {
      expect(bytes.match(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu), path).toBeNull();
    }
  });

  it("takes no documentation tag from a description", async () => {
    const files = await filesOf(
      planOf({ Shown: { description: { en: "@deprecated\n@internal secret {@link x}" }, properties: [] } }),
    );
    expect(files.get("events/shown.ts")).not.toMatch(/(^|\s|\{)@/m);
  });
});

describe("4: an enum belongs to its own property", () => {
  it("gives two events with a property of one name their own values", async () => {
    const files = await filesOf(
      planOf({
        One: { properties: [required("kind", { kind: "string", enum: ["a", "b"] })] },
        Two: { properties: [required("kind", { kind: "string", enum: ["c"] })] },
      }),
    );
    const calls = `import { one, two } from "./index";
one({ kind: "a" });
two({ kind: "c" });
// @ts-expect-error the value of another event
one({ kind: "c" });
// @ts-expect-error the value of another event
two({ kind: "a" });
`;
    expect(compileProblems([...files, ["calls.ts", calls]])).toEqual([]);
  });
});

describe("5: no event is lost", () => {
  it("writes one module and one entry of the lock for every event, whatever its name", async () => {
    const files = await filesOf(hostilePlan);
    const lock = JSON.parse(files.get("plan.lock.json") ?? "");
    expect(eventFiles(files)).toHaveLength(HOSTILE_NAMES.length);
    expect(Object.keys(lock.events)).toHaveLength(HOSTILE_NAMES.length);
    for (const [path, bytes] of eventFiles(files)) expect(bytes, path).toMatch(/export function .+: void \{/);
  });
});

describe("6: types of two events never merge", () => {
  it("inlines nested objects, also those of one title and of events whose names differ by spelling only", async () => {
    const item = (key: string): PropertyType => ({
      kind: "array",
      items: { kind: "object", open: false, properties: [required(key, text)] },
    });
    const files = await filesOf(
      planOf({
        "Order Completed": { properties: [required("Item", item("sku"))] },
        order_completed: { properties: [required("Item", item("name"))] },
      }),
    );
    const calls = `import { orderCompleted, orderCompletedSmall_ } from "./index";
orderCompleted({ Item: [{ sku: "s" }] });
orderCompletedSmall_({ Item: [{ name: "n" }] });
// @ts-expect-error the shape of the other event
orderCompleted({ Item: [{ name: "n" }] });
`;
    expect(compileProblems([...files, ["calls.ts", calls]])).toEqual([]);
  });
});

describe("7: keys are never renamed", () => {
  it("sends keys of every spelling at every depth as the plan writes them", async () => {
    const keys = [
      "snake_case",
      "camelCase",
      "kebab-case",
      "With Space",
      "ПРИВЕТ",
      "1st",
      "__proto__",
      "$ref",
      "toString",
    ];
    const nested: PropertyType = { kind: "object", open: false, properties: keys.map((key) => required(key, text)) };
    const published = publishedPlanOf({
      Keys: {
        properties: [...keys.map((key) => required(key, text)), required("deep", { kind: "array", items: nested })],
      },
    });
    const files = await generate(published, { target: "typescript" });
    const drive = drivePlan(published, files);
    expect(compileProblems([...files, ["driver.ts", drive.source]])).toEqual([]);
    await executePlan(files, drive);
  });
});

describe("9: a constant keeps its type", () => {
  it("fills in string constants that look like something else, and true, 0 and -0.5 as they are", async () => {
    const constants = ["0", "true", "null", "undefined", '"', "'", "1e3", ""];
    const published = publishedPlanOf({
      Constant: {
        properties: [
          ...constants.map((value, at) => required(`s${at}`, { kind: "string", const: value })),
          required("yes", { kind: "boolean", const: true }),
          required("zero", { kind: "integer", const: 0 }),
          required("less", { kind: "number", const: -0.5 }),
        ],
      },
    });
    const files = await generate(published, { target: "typescript" });
    const drive = drivePlan(published, files);
    expect(drive.source).toContain('sdk.constant({}, { messageId: "m-0-0"');
    expect(JSON.parse(drive.expected[0]?.text ?? "").properties).toEqual({
      ...Object.fromEntries(constants.map((value, at) => [`s${at}`, value])),
      yes: true,
      zero: 0,
      less: -0.5,
    });
    expect(await executePlan(files, drive)).toEqual([]);
  });

  it("leaves optional and nullable constants to the caller, as literals", async () => {
    const files = await filesOf(
      planOf({
        Marked: {
          properties: [
            property("seen", { kind: "boolean", const: true }),
            required("origin", { kind: "string", const: "shop", nullable: true }),
          ],
        },
      }),
    );
    const calls = `import { marked } from "./index";
marked({ origin: null });
marked({ origin: "shop", seen: true });
// @ts-expect-error not the constant
marked({ origin: "web" });
// @ts-expect-error not the constant
marked({ origin: null, seen: false });
// @ts-expect-error required
marked({ seen: true });
`;
    expect(compileProblems([...files, ["calls.ts", calls]])).toEqual([]);
  });
});

describe("8: nothing is lost between loading and init", () => {
  it("sends calls made before init, with their own time and id, and super properties given at init", async () => {
    const bundle = newBundle({
      id: "bdl_app",
      name: "App",
      properties: [property("build", text), property("theme", text)],
    });
    const published = publishedPlanOf({ Opened: { bundles: ["bdl_app"] }, Bare: {} }, { bundles: [bundle] });
    const files = await generate(published, { target: "typescript" });
    const sink = await startSink();
    const entry = `import { bare, close, init, opened } from "./index";
const given = { theme: "dark" };
opened(given, { messageId: "early", timestamp: 0, userId: "u" });
given.theme = "changed later";
bare({}, { messageId: "bare", userId: "u" });
init({ writeKey: "wk", host: ${JSON.stringify(sink.url)}, superProps: { build: () => "b7", theme: "light" } });
opened({}, { messageId: "late", userId: "u" });
void close();`;
    const run = await runModule(await bundleSdk(files, entry));
    await sink.close();
    expect(run).toMatchObject({ code: 0, output: "" });
    const messages = sink.received.flatMap(({ body }) => messageTexts(body)).map((message) => JSON.parse(message));
    expect(messages.map(({ messageId, properties }) => [messageId, properties])).toEqual([
      ["early", { build: "b7", theme: "dark" }],
      ["bare", {}],
      ["late", { build: "b7", theme: "light" }],
    ]);
    expect(messages[0].timestamp).toBe("1970-01-01T00:00:00.000Z");
  });
});
