/** Names in Python: legal, one to one, and independent of every other event. */

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { publishedPlanOf, required } from "../testing/small-plan.ts";
import { expectSteadyEvents } from "../testing/steady-events.ts";
import { generatePython } from "./generate-python.ts";
import { moduleName, pythonName, pythonType } from "./python-names.ts";
import { pythonPattern } from "./python-pattern.ts";
import { hasPython, runPython } from "./testing/run-python.ts";

const letters = fc
  .string({ unit: "binary", minLength: 1, maxLength: 10 })
  .filter((text) => /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(text));
const word = fc.constantFrom(
  "print",
  "None",
  "list",
  "match",
  "async",
  "CON",
  "page",
  "events",
  "core",
  "init",
  "LeftOut",
);
const stored = fc.oneof(
  letters,
  fc.tuple(word, fc.integer({ min: 0, max: 3 })).map(([text, count]) => text + "_".repeat(count)),
  fc.constantFrom(
    "orderCompleted",
    "HTTPError",
    "événementCréé",
    "注文完了",
    "ﬁle",
    "ŉx",
    "ǆx",
    "ſx",
    "𝒳y",
    "𠮷野",
    "aﬀB",
  ),
);

describe("any plan", () => {
  it("is the same bytes again, and an event's are its own whatever goes, comes or moves", async () => {
    await expectSteadyEvents(generatePython, "events");
  });
});

describe("names in Python", () => {
  it("are in snake_case, and marked where they are reserved", () => {
    const names = ["orderCompleted", "HTTPError", "événementCréé", "注文完了", "order_completed", "event42Things"];
    expect(names.map(pythonName)).toEqual([
      "order_completed",
      "http_error",
      "événement_créé",
      "注文完了",
      "order_completed",
      "event42_things",
    ]);
    expect(["list", "List_", "None", "setConsent", "core", "con"].map(pythonName)).toEqual([
      "list_",
      "list__",
      "none_",
      "set_consent_",
      "core_",
      "con_",
    ]);
    expect(["order_completed", "注文完了", "_a", "a", "a__b", "a_1"].map(pythonType)).toEqual([
      "OrderCompletedProperties",
      "注文完了Properties",
      "_aProperties",
      "AProperties",
      "A__bProperties",
      "A_1Properties",
    ]);
    expect(moduleName("événement_créé", "evt_1.2:x")).toBe("event_evt_1_2_x");
  });

  it("reserve everything the package exports", async () => {
    const files = await generatePython(freezePlan({ ...referencePlan, events: [] }));
    const root = files.get("tracker_reference/__init__.py") ?? "";
    const exported = [...root.matchAll(/^(?:from .* import \w+ as|import|def) (\w+)/gm)].map((found) => found[1] ?? "");
    expect(exported).toContain("set_consent");
    const functions = exported.filter((name) => name === name.toLowerCase());
    for (const name of [...functions, "core", "events", "testing"]) expect(pythonName(name), name).toMatch(/_$/);
  });

  it.skipIf(!hasPython)("are names that Python reads as they stand, two for two identifiers", async () => {
    const identifiers = [...new Set(fc.sample(stored, { numRuns: 3_000, seed: 3 }))];
    const names = identifiers.map(pythonName);
    const folder = temporaryFolder("python");
    await writeFile(join(folder, "names.json"), JSON.stringify([...names, ...names.map(pythonType)]));
    const program = `import json, keyword, unicodedata
for name in json.load(open("names.json", encoding="utf-8")):
    assert name.isidentifier() and not keyword.iskeyword(name) and not hasattr(__builtins__, name), ascii(name)
    assert unicodedata.normalize("NFKC", name) == name, ascii(name)
`;
    await writeFile(join(folder, "check.py"), program);
    expect(await runPython(folder, ["check.py"])).toMatchObject({ code: 0, errors: "" });
    const owners = new Map<string, string>();
    const same = (text: string): string => text.normalize("NFKC").toLowerCase().normalize("NFKC").replaceAll("_", "");
    identifiers.forEach((identifier, at) => {
      const name = names[at] ?? "";
      // Characters that Python has no table for become code points; an identifier that spells one out is refused as shared.
      const owner = /u[0-9a-f]{2,}/.test(name) ? undefined : owners.get(name);
      if (owner !== undefined) expect(same(owner), `${owner} ${identifier}`).toBe(same(identifier));
      owners.set(name, identifier);
    });
  });

  it("of two events that would be one are refused, both named", async () => {
    const plan = publishedPlanOf({
      "Order Done": { identifier: "orderDone" },
      order_done: { identifier: "order_done" },
    });
    await expect(generatePython(plan)).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("the bytes of an event", () => {
  it("are its own: nothing changes them but itself", async () => {
    const all = await generatePython(freezePlan(hostilePlan));
    const events = hostilePlan.events.filter((_, at) => at % 3 !== 0).reverse();
    const some = await generatePython(freezePlan({ ...hostilePlan, events }));
    const modules = [...some.keys()].filter((path) => path.startsWith("tracker_hostile/events/"));
    expect(modules.length).toBe(events.length + 1);
    for (const path of modules) expect(some.get(path), path).toBe(all.get(path));
  });

  it("keep hostile text inside its string", async () => {
    const hostile = '"""\n__import__("builtins").canary = 1\n"""\\';
    const plan = publishedPlanOf({
      [hostile]: {
        identifier: "hostile",
        description: { en: hostile },
        properties: [required(hostile, { kind: "string", const: hostile }), required("\u{e0001}x", { kind: "string" })],
      },
    });
    const text = (await generatePython(plan)).get("tracker_small/events/hostile.py") ?? "";
    expect(text).toContain('\\"\\"\\"\\n__import__(\\"builtins\\").canary = 1\\n\\"\\"\\"\\\\');
    expect(text).toContain('"\\U000e0001x"');
    expect(text).not.toMatch(/^__import__/m);
  });
});

describe("patterns", () => {
  it("are written for Python's re, or left to ingest", () => {
    expect(pythonPattern("^[A-Z0-9-]+$")).toBe("^[A-Z0-9-]+\\Z");
    expect(pythonPattern("[$&|~]$")).toBe("[$\\&\\|\\~]\\Z");
    expect(pythonPattern("\\u{1f389}")).toBe("\\U0001f389");
    expect(pythonPattern("\\p{Lu}")).toBeUndefined();
    expect(pythonPattern("[a--b]")).toBeUndefined();
  });
});
