/** Whatever a plan says, its exports are well formed, and none of its texts leaves the literal, comment or cell it stands in. */

import fc from "fast-check";
import { lexer } from "marked";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { readDevelopmentVariable } from "../../lib/base/env.ts";
import { hostilePlan } from "../../lib/plan/hostile-plan.ts";
import type { JsonObject, Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { generate } from "../generate.ts";
import { arbitraryPlan } from "../testing/arbitrary-plan.ts";
import { compileProblems, under } from "../testing/compile-typescript.ts";
import { asTypescript, eventValidator, samplePayload } from "../testing/sample-payload.ts";
import { wrongPayloads } from "../testing/wrong-calls.ts";
import { LAYOUTS } from "./dbt/layout.ts";

const LONG = readDevelopmentVariable("TEST_LONG") !== undefined;
const runs = (few: number, many: number) =>
  LONG ? { numRuns: many, interruptAfterTimeLimit: 600_000 } : { numRuns: few, seed: 11 };
const TIMEOUT = LONG ? 700_000 : 30_000;

const LITERAL = /'(?:[^'\\]|\\.)*'/gs;

describe("statements", () => {
  it("are words, names and literals, in each of which every text stays", { timeout: TIMEOUT }, async () => {
    const check = async (plan: Plan) => {
      for (const target of ["bigquery", "clickhouse", "snowflake"] as const)
        for (const [path, text] of await generate(freezePlan(plan), { target }))
          if (path.endsWith(".sql")) {
            const code = text.replace(/^-- .*$/gm, "").replace(LITERAL, "");
            expect(code, `${target} ${path}`).toMatch(/^[A-Za-z0-9_\s(),.;=+<>`"]*$/);
          }
    };
    await check(hostilePlan);
    await fc.assert(fc.asyncProperty(arbitraryPlan, check), runs(4, 1_000));
  });
});

/** Expressions that are ours. */
const JINJA = /\{\{ (?:'\{'|var\('gabarit_[a-z_]+', (?:target\.database|'[a-z_]+')\)) \}\}/g;

describe("dbt packages", () => {
  it("are YAML in which no text is an expression, and SQL without texts", { timeout: TIMEOUT }, async () => {
    const check = async (plan: Plan) => {
      for (const layout of LAYOUTS)
        for (const [path, text] of await generate(freezePlan(plan), { target: "dbt", layout })) {
          if (path.endsWith(".yml")) {
            for (const document of parseAllDocuments(text)) expect(document.errors, path).toEqual([]);
            expect(text.replace(JINJA, ""), path).not.toMatch(/\{[{%#]/);
          }
          if (path.startsWith("models/") && path.endsWith(".sql"))
            expect(text, path).toMatch(/^-- [^\n]+\nselect\n[A-Za-z0-9_\s(),.{}"'=]*$/);
        }
    };
    await check(referencePlan);
    if (LONG) await check(hostilePlan);
    await fc.assert(fc.asyncProperty(arbitraryPlan, check), runs(3, 500));
  });
});

describe("pages", () => {
  it("are Markdown in which a text is a text", { timeout: TIMEOUT }, async () => {
    const check = async (plan: Plan) => {
      for (const [path, text] of await generate(freezePlan(plan), { target: "markdown" })) {
        if (!path.endsWith(".md")) continue;
        const [note, ...rest] = lexer(text);
        expect(note?.type).toBe("html");
        const found = JSON.stringify(rest, (key, value) => (key === "raw" ? undefined : value));
        expect(found, path).not.toMatch(/"type":"(?:html|image)"/);
        for (const [, href = ""] of found.matchAll(/"href":"([^"]*)"/g))
          expect(href).toMatch(/^(?:people\.md|events\/[^/:]+\.md|(?:https?:\/\/|mailto:).*)$/);
      }
    };
    await check(referencePlan);
    if (LONG) await check(hostilePlan);
    await fc.assert(fc.asyncProperty(arbitraryPlan, check), runs(3, 300));
  });
});

const MAPS = { track: "EventMap", page: "PageMap", screen: "ScreenMap" } as const;

/** Calls of a function that knows the types alone: right ones, and wrong ones that must not compile. */
function callsOf(plan: Plan, seed: number): string {
  const call = (callType: keyof typeof MAPS, name: string, given: JsonObject) =>
    `${callType}(${asTypescript(name)}, ${asTypescript(given)});`;
  const right = plan.events.flatMap((event, at) => {
    const { sent, conformant } = samplePayload(plan, event, seed + at, eventValidator(plan, event));
    return conformant ? [call(event.callType, event.name, sent)] : [];
  });
  const wrong = wrongPayloads(plan, seed).flatMap(({ event, given }) => {
    const accepts = eventValidator(plan, event);
    const { given: all, sent } = samplePayload(plan, event, seed + plan.events.indexOf(event), accepts);
    const fixed = Object.fromEntries(Object.entries(sent).filter(([key]) => !Object.hasOwn(all, key)));
    return given.map((one) => `// @ts-expect-error\n${call(event.callType, event.name, { ...one, ...fixed })}`);
  });
  const declared = Object.entries(MAPS).map(
    ([callType, map]) => `declare function ${callType}<K extends keyof ${map}>(name: K, properties: ${map}[K]): void;`,
  );
  const imported = `import type { ${Object.values(MAPS).join(", ")} } from "./index";`;
  // Where a plan has no call of a kind, its function would be unused.
  return [imported, ...declared, ...right, ...wrong, "export { page, screen, track };"].join("\n");
}

/** The types of a plan with calls beside them, in a folder of its own. */
async function programOf(plan: Plan, seed: number): Promise<[string, string][]> {
  const files = await generate(freezePlan(plan), { target: "types" });
  for (const text of files.values()) expect(text).not.toMatch(/^export (?!type|interface)/m);
  return under(`plan${seed}`, [...files, ["calls.ts", callsOf(plan, seed)]]);
}

describe("types", () => {
  it("take what conforms, refuse what does not, and run nothing", { timeout: TIMEOUT }, async () => {
    const random = fc.sample(arbitraryPlan, { numRuns: LONG ? 200 : 2, ...(LONG ? {} : { seed: 11 }) });
    const programs = await Promise.all(
      [referencePlan, ...(LONG ? [hostilePlan] : []), ...random].map((plan, seed) => programOf(plan, seed)),
    );
    expect(compileProblems(programs.flat())).toEqual([]);
  });
});
