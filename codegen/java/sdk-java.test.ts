/** What leaves the Java SDK is what the plan says: compiled without a warning, run for real, compared, judged by ingest. */

import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../lib/base/testing/temporary-folder.ts";
import { HOSTILE_NAMES, hostilePlan } from "../../lib/plan/hostile-plan.ts";
import type { Plan } from "../../lib/plan/plan.ts";
import { freezePlan } from "../../lib/plan/publish.ts";
import { referencePlan } from "../../lib/plan/reference-plan.ts";
import { writeGenerated } from "../check.ts";
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
import { planOf, required } from "../testing/small-plan.ts";
import { generateJava } from "./generate-java.ts";
import { javaNames } from "./java-names.ts";
import { javaPattern } from "./java-pattern.ts";
import { RUNTIME_FILES } from "./runtime-text.ts";
import { driveJava } from "./testing/drive-java.ts";
import { compileJava, execute, hasJavac, runJava } from "./testing/run-java.ts";
import { runtimeText } from "./write-runtime-text.ts";

const isThere = hasJavac();
if (!isThere) console.warn("skipped: Java SDKs are not compiled, there is no javac 17 on this machine");

/** The stand-ins beside the runtime, so that the runtime is tried alone. */
function runtimeAlone(): [string, string][] {
  return ["runtime/", "testing/"].flatMap((name) => {
    const folder = new URL(name, import.meta.url);
    const names = readdirSync(folder).filter((file) => file.endsWith(".java"));
    return names.map((file): [string, string] => [`alone/${file}`, readFileSync(new URL(file, folder), "utf8")]);
  });
}

/** The calls of a plan as they are pasted, each in a class of its own. */
function pastedIn(plan: Plan): [string, string][] {
  return pastedCalls("java", plan).map(({ imports, call }, at) => {
    const type = `${javaNames.packageName(plan.slug)}.Tracker`;
    const body = `@SuppressWarnings("deprecation")\nfinal class Pasted${at} {\n  static void call(${type} tracker) {\n${call}\n  }\n}\n`;
    return [`pasted/${plan.slug}/Pasted${at}.java`, `package pasted.${plan.slug};\n\n${imports}\n\n${body}`];
  });
}

/** Compiles the SDKs of these plans together, sends every event of each, and answers what ingest refuses, and the folder. */
async function prove(
  plans: readonly Plan[],
  seed = 1,
  besides: readonly [string, string][] = [],
): Promise<{ readonly refused: readonly string[]; readonly folder: string }> {
  const drives: JvmDrive[] = [];
  const files: [string, string][] = [...besides];
  for (const plan of plans) {
    const published = freezePlan(plan);
    const drive = driveJava(published, seed);
    drives.push(drive);
    files.push(...(await generateJava(published)), [`${drive.main}.java`, drive.source]);
  }
  const calls = drives.map(({ main }, at) => `    ${main}.main(arguments[0] + "/${at}");\n`).join("");
  files.push(["All.java", `final class All {\n  public static void main(String[] arguments) {\n${calls}  }\n}\n`]);
  const { folder, code, output } = await compileJava(files);
  expect([output, code]).toEqual(["", 0]);
  return { refused: await expectSent(drives, (url) => runJava(folder, "All", url)), folder };
}

describe("the shipped runtime", () => {
  it("is the source in this folder (else: npx tsx codegen/java/write-runtime-text.ts)", () => {
    expectShipped(RUNTIME_FILES, runtimeText());
  });
});

/** An event of more constants than a chain of calls may be long. */
const wide = planOf({
  Wide: {
    properties: Array.from({ length: 1_000 }, (_, at) =>
      required(`key${at}`, { kind: "integer", const: at }, { consentPurpose: `purpose ${at % 3}` }),
    ),
  },
});

describe.skipIf(!isThere)("the Java SDK", () => {
  let folder = "";

  it("compiles without a warning and sends every event of a small hostile plan exactly as planned", {
    timeout: 300_000,
  }, async () => {
    const names = HOSTILE_NAMES.filter((_, at) => at % 9 === 0);
    const hostile = partOf(hostilePlan, names);
    const besides = [...runtimeAlone(), ...pastedIn(hostile)];
    const proved = await prove(
      [{ ...hostile, events: [...hostile.events, ...wide.events, ...oddConstants] }],
      1,
      besides,
    );
    expect(proved.refused).toEqual([]);
    folder = proved.folder;
  });

  it("judges the vectors that all validators share as the server does", { timeout: 300_000 }, async () => {
    const { text, count } = writtenVectors(javaPattern);
    const file = join(folder, "vectors.json");
    writeFileSync(file, text);
    const run = await runJava(folder, "gabarit.standin.VectorRunner", file);
    expect(run).toEqual({ code: 0, output: `${count} values judged\n` });
  });

  it("batches, tries again, gives up, waits for consent, and never throws into the application", {
    timeout: 300_000,
  }, async () => {
    const numbers = sampleNumbers();
    const file = join(folder, "numbers");
    writeFileSync(file, numbers.map(bitsOf).join("\n"));
    const sink = await startSink(unwillingServer());
    try {
      const [run, ended] = await Promise.all([
        runJava(folder, "gabarit.standin.RuntimeRunner", sink.url, file),
        runJava(folder, "gabarit.standin.RuntimeRunner", sink.url, "ends"),
      ]);
      expect(run.output.trimEnd().split("\n")).toEqual([...CAME_OF_IT, ...numbers.map((one) => JSON.stringify(one))]);
      expect([run.code, ended.code, ended.output]).toEqual([0, 0, ""]);
      const arrived = new Arrived(sink.received);
      expect(arrived.texts("batches").map(({ length }) => length)).toEqual([20, 20, 5]);
      expect(arrived.messages("batches").map(({ properties }) => properties.a)).toEqual(
        Array.from({ length: 45 }, (_, value) => value),
      );
      const [first] = arrived.at("batches");
      expect(first?.contentType).toBe("text/plain;charset=UTF-8");
      const { batch, ...envelope } = JSON.parse(first?.body ?? "{}");
      expect(Object.keys(envelope)).toEqual(["writeKey", "sentAt"]);
      expect(batch[0].context).toEqual({ app: { version: "7" }, ip: "0", gabarit: expect.anything() });
      const [again, ...more] = arrived.texts("again");
      expect(again).toHaveLength(1);
      expect(more).toEqual([again]);
      expect(arrived.at("refused").length).toBe(1);
      const values = arrived.messages("threads").map(({ properties }) => properties.a);
      expect(values.sort((a, b) => a - b)).toEqual(Array.from({ length: 800 }, (_, value) => value));
      const told = (folder: string) => arrived.messages(folder).map(({ userId, properties }) => [userId, properties]);
      expect(told("consent")).toEqual([
        ["own", { a: 1 }],
        ["held", { a: 1 }],
      ]);
      expect(told("careful")).toEqual([["open", { a: 1 }]]);
      const [late, inTime] = arrived.texts("slow");
      expect(late).toHaveLength(1);
      expect(inTime).toEqual(late);
      // At once, and once more because it closes.
      expect(arrived.at("ages").length).toBeLessThanOrEqual(2);
      expect(told("later")).toEqual([
        ["eve", {}],
        ["own", { a: 1 }],
      ]);
      expect(arrived.messages("hostile").map(({ properties }) => properties)).toEqual([
        { s: 1.5, a: 1 },
        { s: 1.5, a: 2, b: 3, c: null },
      ]);
      expect(arrived.messages("released").length).toBe(1);
      expect(arrived.at("ends").length).toBe(1);
    } finally {
      await sink.close();
    }
  });

  inProof("sends the reference plan and the whole hostile plan as planned", async () => {
    for (const seed of [1, 2, 3]) {
      const { refused } = await prove(
        [referencePlan, hostilePlan],
        seed,
        [referencePlan, hostilePlan].flatMap(pastedIn),
      );
      expect(refused).toEqual([]);
    }
  });

  inProof("sends the plans of real repositories as planned", async () => {
    await proveCorpora(prove);
  });

  inProof("compiles five hundred events without a warning", async () => {
    const { output, code } = await compileJava(await generateJava(freezePlan(largePlan(500))));
    expect([output, code]).toEqual(["", 0]);
  });

  inProof("is a project that Maven builds", async () => {
    const folder = temporaryFolder("sdk-maven");
    await writeGenerated(await generateJava(freezePlan(referencePlan)), folder);
    expect((await execute("mvn", ["-q", "-B", "package"], folder)).code).toBe(0);
    expect(existsSync(join(folder, "target/reference-tracker-1.0.0.jar"))).toBe(true);
  });

  inProof("refuses every call that is not as planned", async () => {
    const calls = WRONG.map((call) => `    ${call};`).join("\n");
    const source = `import gabarit.reference.*;
import gabarit.reference.events.*;
import java.util.List;

final class Wrong {
  static void call(Tracker tracker, OrderCompleted.NeedsTotal order) {
    order.total(1);
${calls}
  }
}
`;
    const files = await generateJava(freezePlan(referencePlan));
    const { output } = await compileJava([...files, ["Wrong.java", source]]);
    const lines = [...output.matchAll(/^Wrong\.java:(\d+): error/gm)].map((match) => Number(match[1]));
    expect(lines).toEqual(WRONG.map((_, at) => at + 8));
  });

  inProof("sends random plans as planned", async () => {
    await proveRandomPlans(prove, 15, 900_000);
  });
});

const WRONG = [
  "OrderCompleted.builder().build()",
  "order.build()",
  'order.total("1")',
  "order.total(null)",
  "order.totals(1)",
  "order.total(1).coupon(7)",
  'OrderCompleted.builder().currency("EUR")',
  "OrderCompleted.builder().discount(1)",
  "OrderCompleted.builder().currency(OrderCompleted.Currency.GBP)",
  "new OrderCompleted(null)",
  "PaymentAttempted.builder()",
  "PaymentAttempted.MethodCard.builder().amount(1).build()",
  "tracker.send(order)",
  'tracker.identify(UserTraits.builder().build(), "u")',
  'Tracker.host("h").start()',
];

/** What the runner of the runtime says. */
const CAME_OF_IT = [
  "batches left 0 dropped []",
  "after close [1 closed]",
  "again true []",
  "refused true [1 status 400]",
  ...["events.example.com", "localhost:3000", "ftp://a", "https://", "http://a b", "", "null"].map(
    (host) => `host Gabarit: the host is not an address such as https://events.example.com: ${host}`,
  ),
  "slow true [] left 0",
  "ages false left 1",
  "full [1 queue full, 1 queue full, 1 queue full] left 1000",
  "interrupted true",
  "threads [] left 0",
  "consent [] true",
  "consent [] left 0",
  "careful [1 no consent: x, 1 no consent: Z, 1 no consent: Z] left 0",
  "later [] left 0",
  "meanwhile [1 no consent] left 0",
  "hostile [1 java.lang.IllegalArgumentException: no event, 1 java.lang.IllegalArgumentException: a value contains itself, or is nested too deep] left 0",
  "failing [1 java.lang.Exception: undeclared, 1 java.util.ConcurrentModificationException] left 0",
  "listener true [status 400 false]",
  "listener true [status 400 false, status 400 false] left 0",
  "odd /moved true [1 redirected] left 0",
  "odd /endless true [1 redirected] left 0",
  "released [1 Gabarit: Sample is not as planned: /properties/a: type] left 0",
  "thrown Gabarit: Sample is not as planned: /properties/a: type",
  "recorded 1 {a=1}",
  "violation 0 []",
  "violation 1 []",
  "violation 1 [/properties/a]",
  "identify type,traits,userId,anonymousId,timestamp,messageId,context u",
  "group type,groupId,traits,userId,timestamp,messageId,context u",
  "alias type,previousId,userId,timestamp,messageId,context u",
];
