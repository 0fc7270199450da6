/** What leaves the Kotlin SDK is what the plan says: compiled without a warning, run for real, compared, judged by ingest. */

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { HOSTILE_NAMES, hostilePlan } from "../../lib/plan/hostile-plan.ts";
import { newBundle, newGroupType } from "../../lib/plan/new-object.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { writeGenerated } from "../check.ts";
import { javaPattern } from "../java/java-pattern.ts";
import { execute } from "../java/testing/run-java.ts";
import type { JvmDrive } from "../jvm/testing/jvm-drive.ts";
import { largePlan } from "../testing/large-plan.ts";
import { oddConstants } from "../testing/odd-constants.ts";
import { pastedCalls } from "../testing/pasted-calls.ts";
import {
  Arrived,
  expectSent,
  expectShipped,
  inProof,
  partOf,
  proveCorpora,
  proveRandomPlans,
  unwillingServer,
  writtenVectors,
} from "../testing/prove-compiled.ts";
import { bitsOf, sampleNumbers } from "../testing/sample-numbers.ts";
import { startSink } from "../testing/sink.ts";
import { planOf, property } from "../testing/small-plan.ts";
import { generateKotlin } from "./generate-kotlin.ts";
import { kotlinNames } from "./kotlin-names.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";
import { driveKotlin } from "./testing/drive-kotlin.ts";
import { compileKotlin, findKotlin, type KotlinCompiler, OLDEST, runKotlin } from "./testing/run-kotlin.ts";
import { runtimeText } from "./write-runtime-text.ts";

const found = findKotlin();
if (found === undefined) {
  console.warn("skipped: Kotlin SDKs are not compiled, Maven's local repository has no compiler of Kotlin");
}
const kotlin: KotlinCompiler = found ?? { jars: [], library: "" };

/** The language of the compiler itself, which reads code by other rules than those of old versions. */
const NEWEST = "2.2";

/** The calls of a plan as they are pasted, each in a file of its own. */
function pastedIn(plan: Plan): [string, string][] {
  return pastedCalls("kotlin", plan).map(({ imports, call }, at) => {
    const head = `@file:Suppress("DEPRECATION")\n\npackage pasted.${plan.slug}\n\n${imports}\n\n`;
    const type = `${kotlinNames.packageName(plan.slug)}.Tracker`;
    return [`pasted/${plan.slug}/Pasted${at}.kt`, `${head}internal fun pasted${at}(tracker: ${type}) {\n${call}\n}\n`];
  });
}

/** Compiles the SDKs of these plans together, sends every event of each, and answers what ingest refuses, and the folder. */
async function prove(
  plans: readonly Plan[],
  seed = 1,
  language = OLDEST,
  besides: readonly [string, string][] = [],
): Promise<{ readonly refused: readonly string[]; readonly folder: string }> {
  const drives: JvmDrive[] = [];
  const files: [string, string][] = [...besides];
  for (const plan of plans) {
    const published = freezePlan(plan);
    const drive = driveKotlin(published, seed);
    drives.push(drive);
    files.push(...(await generateKotlin(published)), [`${drive.main}.kt`, drive.source]);
  }
  const calls = drives.map(({ main }, at) => `    ${main}.run(arguments[0] + "/${at}")\n`).join("");
  files.push(["All.kt", `public fun main(arguments: Array<String>) {\n${calls}}\n`]);
  const { folder, code, output } = await compileKotlin(kotlin, files, language);
  expect([output, code]).toEqual(["", 0]);
  return { refused: await expectSent(drives, (url) => runKotlin(kotlin, folder, "AllKt", url)), folder };
}

const text = { kind: "string" } as const;

/** Hostile names, and what the runner of the runtime asks of a plan: consent to X and Y, while anybody may object to Z. */
function samplePlan(): Plan {
  const objectable = {
    key: "Z",
    name: {},
    description: {},
    legalBasis: "legitimate_interests",
    recipients: [],
  } as const;
  const gated = property("gated", text, { consentPurpose: "Y" });
  const own = planOf({
    Gated: { id: "evt_gated", properties: [gated], consentPurpose: "X" },
    Open: { id: "evt_open", consentPurpose: "Z" },
  });
  const supers = [
    property("s", { kind: "number" }),
    property("t", { ...text, nullable: true }),
    property("unplanned", text),
  ];
  const names = HOSTILE_NAMES.filter((_, at) => at % 9 === 0);
  return {
    ...hostilePlan,
    settings: { ...hostilePlan.settings, purposes: [objectable] },
    bundles: [newBundle({ id: "bun_1", name: "supers", properties: supers })],
    groupTypes: [newGroupType({ id: "grp_1", name: "account" })],
    events: [...partOf(hostilePlan, names).events, ...own.events, ...oddConstants],
  };
}

describe("the shipped runtime", () => {
  it("is the source in this folder (else: npx tsx codegen/kotlin/write-runtime-text.ts)", () => {
    expectShipped(RUNTIME_FILES, runtimeText());
  });
});

describe.skipIf(found === undefined)("the Kotlin SDK", () => {
  let folder = "";

  it("compiles without a warning and sends every event of a small hostile plan exactly as planned", {
    timeout: 300_000,
  }, async () => {
    const runner = readFileSync(new URL("testing/RuntimeRunner.kt", import.meta.url), "utf8");
    const besides: [string, string] = ["Runner.kt", runner.replace("gabarit.standin", "gabarit.hostile")];
    const plan = samplePlan();
    const proved = await prove([plan], 1, OLDEST, [besides, ...pastedIn(plan)]);
    expect(proved.refused).toEqual([]);
    folder = proved.folder;
  });

  it("batches, tries again, gives up, waits for consent, outlives its process, judges as the server does, never throws", {
    timeout: 300_000,
  }, async () => {
    const numbers = sampleNumbers();
    writeFileSync(join(folder, "numbers"), numbers.map(bitsOf).join("\n"));
    const vectors = writtenVectors(javaPattern);
    writeFileSync(join(folder, "vectors.json"), vectors.text);
    const sink = await startSink(unwillingServer());
    try {
      const [run, ended] = await Promise.all([
        runKotlin(kotlin, folder, "gabarit.hostile.RunnerKt", sink.url, folder),
        runKotlin(kotlin, folder, "gabarit.hostile.RunnerKt", sink.url, "ends"),
      ]);
      expect(run.output.trimEnd().split("\n")).toEqual([
        ...CAME_OF_IT,
        ...numbers.map((one) => JSON.stringify(one)),
        `${vectors.count} values judged`,
      ]);
      expect([run.code, ended]).toEqual([0, { code: 0, output: "" }]);
      const arrived = new Arrived(sink.received);
      const at = (folder: string) => arrived.at(folder);
      const messages = (folder: string) => arrived.messages(folder);
      expect(arrived.texts("batches").map(({ length }) => length)).toEqual([20, 20, 5]);
      expect(at("batches")[0]?.contentType).toBe("text/plain;charset=UTF-8");
      expect(messages("batches")[0]).toMatchObject({ context: { app: { version: "7" }, ip: "0" }, anonymousId: "a" });
      expect(at("again")).toHaveLength(2);
      expect((at("again")[1]?.at ?? 0) - (at("again")[0]?.at ?? 0)).toBeGreaterThanOrEqual(999);
      expect(messages("again")[1]).toEqual(messages("again")[0]);
      expect(at("refused")).toHaveLength(1);
      expect(
        messages("threads")
          .map(({ properties }) => properties.a)
          .sort((a, b) => a - b),
      ).toEqual(Array.from({ length: 800 }, (_, value) => value));
      const told = (path: string) => messages(path).map(({ userId, properties }) => [userId, properties]);
      expect(told("consent")).toEqual([
        ["own", { a: 1 }],
        ["held", { a: 1 }],
      ]);
      expect(told("careful")).toEqual([["open", { a: 1 }]]);
      const [late, inTime] = arrived.texts("slow");
      expect(late).toHaveLength(1);
      expect(inTime).toEqual(late);
      // At once, and once more because it closes.
      expect(at("ages").length).toBeLessThanOrEqual(2);
      expect(told("later")).toEqual([
        ["eve", {}],
        ["own", { a: 1 }],
      ]);
      expect(messages("hostile").map(({ properties }) => properties)).toEqual([
        { s: 1.5, t: null, a: 1, "1": "f" },
        { a: 2, b: 3, c: null },
      ]);
      expect(sink.received.filter(({ path }) => path === "/held")).toHaveLength(1);
      expect(messages("released")).toHaveLength(1);
      expect(at("ends")).toHaveLength(1);
      expect(messages("decisions").map(({ type, userId, properties }) => [type, userId, properties])).toEqual([
        ["identify", "u", undefined],
        ["track", "u", { a: 1 }],
        ["track", undefined, { a: 4 }],
      ]);
      expect(messages("broken")).toHaveLength(1);
      const ofDevice = messages("device");
      expect(ofDevice.map(({ type, userId, properties }) => [type, userId, properties])).toEqual([
        ["track", undefined, { a: 0 }],
        ["identify", "u", undefined],
        ["group", "u", undefined],
        ["track", "u", {}],
        ["track", "u", {}],
      ]);
      expect(new Set(ofDevice.map(({ anonymousId }) => anonymousId)).size).toBe(1);
      expect(ofDevice[4].context).toMatchObject({ groupId: "g" });
    } finally {
      await sink.close();
    }
  });

  inProof(
    "sends the reference plan and the whole hostile plan as planned, by the rules of both compilers",
    async () => {
      for (const language of [OLDEST, NEWEST]) {
        for (const seed of [1, 2]) {
          const plans = [referencePlan, hostilePlan];
          const { refused } = await prove(plans, seed, language, plans.flatMap(pastedIn));
          expect(refused).toEqual([]);
        }
      }
    },
  );

  inProof("sends random plans as planned", async () => {
    const byTurns = (plans: readonly Plan[], seed: number) => prove(plans, seed, seed % 2 === 0 ? OLDEST : NEWEST);
    await proveRandomPlans(byTurns, 10, 1_500_000);
  });

  inProof("sends the plans of real repositories as planned", async () => {
    await proveCorpora((plans) => prove(plans));
  });

  inProof("compiles five hundred events without a warning", async () => {
    const { output, code } = await compileKotlin(kotlin, await generateKotlin(freezePlan(largePlan(500))));
    expect([output, code]).toEqual(["", 0]);
  });

  inProof("sends what is too large for one constructor, method or constant", async () => {
    await prove([widePlan()]);
  });

  inProof("is a project that Maven builds, where it has what it needs", async () => {
    const project = temporaryFolder("sdk-kotlin-maven");
    await writeGenerated(await generateKotlin(freezePlan(referencePlan)), project);
    const built = await execute("mvn", ["-q", "-B", "package"], project);
    if (/Could not (?:transfer|find) artifact|UnknownHost/.test(built.output)) {
      console.warn("skipped: Maven has no plugin for Kotlin, and cannot fetch it");
      return;
    }
    expect(built.code, built.output).toBe(0);
    expect(existsSync(join(project, "target/reference-tracker-kotlin-1.0.0.jar"))).toBe(true);
  });

  inProof("refuses every call that is not as planned", async () => {
    const calls = WRONG.map((call) => `    ${call}\n`).join("");
    const source = `import gabarit.reference.*
import gabarit.reference.events.*

internal fun call(tracker: Tracker, currency: OrderCompleted.Currency, lines: List<OrderCompleted.LinesItem>) {
${calls}}
`;
    const files = await generateKotlin(freezePlan(referencePlan));
    const { output } = await compileKotlin(kotlin, [...files, ["Wrong.kt", source]], NEWEST);
    const lines = [...output.matchAll(/^Wrong\.kt:(\d+):\d+: error/gm)].map((match) => Number(match[1]));
    expect([...new Set(lines)]).toEqual(WRONG.map((_, at) => at + 5));
  });
});

/** More properties than a constructor takes, more constants than a method makes, texts longer than a constant. */
function widePlan(): Plan {
  const many = (count: number, type: Parameters<typeof property>[1], given: Parameters<typeof property>[2] = {}) =>
    Array.from({ length: count }, (_, at) => property(`key_${at}`, type, given));
  const values = Array.from({ length: 1000 }, (_, at) => `value ${at}`);
  const long = 'é$"\\'.repeat(20_000);
  return planOf({
    Wide: { properties: many(600, { kind: "integer" }, { required: true }) },
    Loose: { properties: many(350, text), open: true },
    Fixed: { properties: many(600, { kind: "string", const: "fixed" }, { required: true }) },
    Listed: { properties: [property("one", { kind: "string", enum: values })] },
    Inside: {
      properties: [property("object", { kind: "object", open: false, properties: many(250, { kind: "number" }) })],
    },
    Long: { properties: [property("long", { kind: "string", const: long }, { required: true })] },
  });
}

const ORDER = 'currency = currency, discount = null, lines = lines, orderId = "o"';
const WRONG = [
  "OrderCompleted()",
  `OrderCompleted(${ORDER})`,
  `OrderCompleted(${ORDER}, total = "1")`,
  `OrderCompleted(${ORDER}, total = null)`,
  `OrderCompleted(${ORDER}, total = 1, totals = 1)`,
  `OrderCompleted(${ORDER}, total = 1, coupon = Optional.Present(7))`,
  'OrderCompleted(currency, null, lines, "o", 1)',
  "OrderCompleted.Currency.GBP",
  "PaymentAttempted()",
  "PaymentAttempted.MethodCard(amount = 1)",
  "tracker.send(currency)",
  'tracker.identify(UserTraits(), "u")',
  'Tracker(host = "h")',
];

/** What the runner of the runtime says. */
const CAME_OF_IT = [
  "batches left 0 dropped []",
  "after close [1 closed]",
  "again true []",
  "refused true [1 status 400]",
  ...["events.example.com", "localhost:3000", "ftp://a", "https://", ""].map(
    (host) => `host Gabarit: the host is not an address such as https://events.example.com: ${host}`,
  ),
  "slow true [] left 0",
  "ages false left 1",
  "full [1 queue full, 1 queue full, 1 queue full] left 1000",
  "interrupted true",
  "threads [] left 0",
  "consent [] true",
  "consent [] left 0",
  "careful [1 no consent: X, 1 no consent: Z, 1 no consent: Z] left 0",
  "later [] left 0",
  "hostile [1 java.lang.IllegalArgumentException: a value contains itself, or is nested too deep] left 0",
  "failing 1 java.lang.AssertionError: mine left 0",
  "listener true [status 400 false] left 0",
  "odd /moved true [1 redirected] left 0",
  "odd /kept true [] left 0",
  "odd /endless true [] left 0",
  "odd /unknown true [1 status 401] left 0",
  "released [1 Gabarit: Sample is not as planned: /properties/a: type] left 0",
  "thrown Gabarit: Sample is not as planned: /properties/a: type",
  "recorded 1 {a=1}",
  "violation 0 []",
  "violation 1 []",
  "violation 1 [/properties/a]",
  "identify type,traits,userId,anonymousId,timestamp,messageId,context u null",
  "group type,groupId,traits,userId,timestamp,messageId,context u team",
  "alias type,previousId,userId,timestamp,messageId,context u null",
  "adapter [Sample, java.lang.AssertionError: mine]",
  "device undecided []",
  "device ended left 4 [gabarit_identity, gabarit_messages]",
  "device again left 0 [gabarit_identity] []",
  "device refused left 0 [] []",
  "meanwhile [1 no consent] left 0",
  "decisions kept 1",
  "decisions open left 1 [gabarit_identity, gabarit_messages]",
  "decisions made left 0 [gabarit_identity]",
  "decisions refused []",
  "waits true left 1",
  "broken true []",
  '{"d":"1970-01-01T00:00:00.001Z","u":18446744073709551615}',
  "files true null",
  "files null []",
];
